import { expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { VARIABLES } from '../src/config-variables.ts';
import { indexingPolicy } from '../src/store/cosmos-schema.ts';

/**
 * An identity with rights to data alone cannot make the container, so the Bicep file does. After a change of
 * a kind of document's fields, write `indexingPolicy()` into the file again.
 */
it('infra/indexing-policy.json is the policy that the Cosmos DB engine asks for', async () => {
  const file = await readFile(join(import.meta.dirname, '../infra/indexing-policy.json'), 'utf8');

  expect(JSON.parse(file)).toEqual(indexingPolicy());
});

const ROOT = join(import.meta.dirname, '..');
const text = (name: string) => readFileSync(join(ROOT, name), 'utf8');
/** What an expression finds by its first group, in every place. */
const all = (source: string, pattern: RegExp) => [...source.matchAll(pattern)].map(([, found = '']) => found);
const bicep = (name: string) => {
  const source = text(name);
  return {
    source,
    declared: all(source, /^param (\w+) /gm),
    needed: all(source, /^param (\w+) \w+$/gm),
    outputs: all(source, /^output (\w+) /gm),
  };
};
const main = bicep('infra/main.bicep');
const modules = [...main.source.matchAll(/^module (\w+) '([^']+)' = \{\n([\s\S]*?)\n\}$/gm)].map(
  ([, name = '', path = '', body = '']) => ({
    name,
    path,
    given: all(body.slice(body.indexOf('params: {')), /^ {4}(\w+):/gm),
  }),
);
const parametersOf = (name: string) =>
  z
    .object({ parameters: z.record(z.string(), z.object({ value: z.unknown() })) })
    .parse(JSON.parse(text(name))).parameters;

it('every module of infra/main.bicep is there, and gets the parameters that it declares', () => {
  const files = readdirSync(join(ROOT, 'infra/modules')).map((file) => `modules/${file}`);

  expect(modules.map(({ path }) => path).toSorted()).toEqual(files.toSorted());
  for (const { path, given } of modules) {
    const { declared, needed } = bicep(`infra/${path}`);
    expect([path, given.filter((name) => !declared.includes(name))]).toEqual([path, []]);
    expect([path, needed.filter((name) => !given.includes(name))]).toEqual([path, []]);
  }
});

it('every output that infra/main.bicep reads is one of its module', () => {
  const used = [...main.source.matchAll(/\b(\w+)\.outputs\.(\w+)/g)];
  const missing = used.filter(([, name, output = '']) => {
    const path = modules.find((one) => one.name === name)?.path;
    return path === undefined || !bicep(`infra/${path}`).outputs.includes(output);
  });

  expect(used.length).toBeGreaterThan(20);
  expect(missing).toEqual([]);
});

it.each(['infra/main.bicep', ...modules.map(({ path }) => `infra/${path}`)])(
  '%s closes what it opens',
  (name) => {
    const bare = text(name)
      .replaceAll(/\/\/(?!\S*').*$/gm, '')
      .replaceAll(/'(?:\\.|[^'\\])*'/g, '');
    const open: string[] = [];
    const pairs: { readonly [close: string]: string } = { '}': '{', ']': '[', ')': '(' };

    for (const sign of all(bare, /([{}[\]()])/g)) {
      if (!(sign in pairs)) open.push(sign);
      else expect(open.pop()).toBe(pairs[sign]);
    }
    expect(open).toEqual([]);
    expect(bare).not.toContain("'");
  },
);

it('parameter files give what is declared, and all that has no default', () => {
  for (const [file, template] of [
    ['infra/main.parameters.json', 'infra/main.bicep'],
    ['infra/bot.parameters.json', 'infra/modules/bot.bicep'],
  ] as const) {
    const given = Object.keys(parametersOf(file));
    const { declared, needed } = bicep(template);
    expect(given.filter((name) => !declared.includes(name))).toEqual([]);
    expect(needed.filter((name) => !given.includes(name))).toEqual([]);
  }
});

it('the app is given only variables that Porter reads, and every secret of the vault as one', () => {
  const app = text('infra/modules/app.bicep');
  const [, secretVariables = ''] = /var secretVariables = \{([^}]*)\}/.exec(app) ?? [];
  const plain = all(app, /name: '([A-Za-z_]*[A-Z][A-Za-z_]*)'/g);
  const [, secrets = ''] = /^var secrets = \{([^}]*)\}/m.exec(main.source) ?? [];

  const set = [...plain, ...all(secretVariables, /: '(\w+)'/g)];

  expect(set).toEqual(expect.arrayContaining(['MicrosoftAppId', 'PORTER_ERASURES', 'MicrosoftAppPassword']));
  expect(set.filter((name) => !(name in VARIABLES) && name !== 'AZURE_CLIENT_ID')).toEqual([]);
  expect(all(secretVariables, /'([a-z-]+)':/g)).toEqual(all(secrets, /'([a-z-]+)':/g));
  expect(all(main.source, /\['([a-z-]+)'\]/g)).toEqual(all(secrets, /'([a-z-]+)':/g));
});

it('the container is made as the code asks for it, with Strong consistency', () => {
  const store = text('infra/modules/store.bicep');

  expect(store).toMatch(/paths: \[\s*'\/pk'\s*\]/);
  expect(store).toContain('defaultTtl: -1');
  expect(store).toContain("defaultConsistencyLevel: 'Strong'");
  expect(store).toContain("loadJsonContent('../indexing-policy.json')");
  expect(all(store, /^ {4,6}id: '(\w+)'/gm)).toEqual(['porter', 'porter']);
});

it('azure.yaml names the service, the image and the registry as the templates do', () => {
  const [service = ''] = all(text('azure.yaml'), /^services:\n {2}(\w+):/gm);

  expect(text('infra/modules/app.bicep')).toContain(`'azd-service-name': '${service}'`);
  expect(text('infra/main.parameters.json')).toContain(`SERVICE_${service.toUpperCase()}_IMAGE_NAME`);
  expect(main.outputs).toContain('AZURE_CONTAINER_REGISTRY_ENDPOINT');
});

it('CI runs what is there, makes the SBOM, and builds the image', () => {
  const steps = text('.github/workflows/ci.yml');
  const scripts = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(text('package.json'))).scripts;
  const run = [...all(steps, /npm run (?:--silent )?([\w:]+)/g), ...all(steps, /npm (test)\b/g)];

  expect(run).toEqual(expect.arrayContaining(['test', 'test:e2e', 'sbom']));
  expect(run.filter((name) => !(name in scripts))).toEqual([]);
  expect(steps).toContain('docker build');
});

it('m365agents.yml reads files that are there, and variables that env/ has or an earlier step makes', () => {
  const steps = text('m365agents.yml');
  const known = new Set([
    ...all(text('env/.env.dev'), /^(\w+)=/gm),
    ...all(steps, /^ {6}\w+: ([A-Z][A-Z_0-9]+)$/gm),
  ]);

  const read = [
    ...all(steps, /\$\{\{(\w+)\}\}/g),
    ...all(text('infra/bot.parameters.json'), /\$\{\{(\w+)\}\}/g),
  ];

  expect(read.filter((name) => !known.has(name))).toEqual([]);
  expect(all(steps, /: (\.\/infra\S+)$/gm).filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});
