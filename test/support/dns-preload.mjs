/**
 * Preloaded into a process under test (`NODE_OPTIONS=--import=…`): DNS has the texts of `DNS_TEXTS` (JSON: texts by name) and
 * nothing else, so that no test asks the network. Porter itself knows nothing of it.
 */
import { Resolver } from 'node:dns/promises';

const texts = new Map(Object.entries(JSON.parse(process.env['DNS_TEXTS'] ?? '{}')));

Resolver.prototype.resolveTxt = (name) => {
  const found = texts.get(name);
  return found === undefined
    ? Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))
    : Promise.resolve(found.map((text) => [text]));
};
