import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { VARIABLES } from '../src/config-variables.ts';
import { deadLinks, PAGES } from './support/markdown-links.ts';

it.each(PAGES)('every link of %s leads somewhere', (page) => {
  expect(deadLinks(page)).toEqual([]);
});

it('docs/operations.md says of every secret how it is rotated, and of every trouble what to do', () => {
  const text = readFileSync('docs/operations.md', 'utf8');
  const rotating = text.slice(text.indexOf('## Rotate secrets'), text.indexOf('## Back up'));
  const secrets = Object.keys(VARIABLES).filter((name) =>
    /Password|SECRET|KEY|SMTP|_TOKEN|SYSTEMS/.test(name),
  );
  const store = readFileSync('src/store/document-store.ts', 'utf8');
  const [, troubles = ''] = /export type Trouble = (.+);/.exec(store) ?? [];

  expect(secrets.length).toBeGreaterThanOrEqual(4);
  expect(secrets.filter((name) => !rotating.includes(`| \`${name}\``))).toEqual([]);
  expect(troubles.split(' | ').length).toBeGreaterThan(3);
  expect(
    troubles.split(' | ').filter((trouble) => !text.includes(`| \`${trouble.replaceAll("'", '')}\``)),
  ).toEqual([]);
});
