import { format, resolveConfig } from 'prettier';
import type { Catalogue } from '../../words/catalogue.ts';
import { argumentsOf, type ArgumentKind } from './arguments.ts';

const TYPES: { readonly [kind in ArgumentKind]: string } = {
  text: 'Text',
  number: 'number',
  choice: 'string',
};

/** The source of `src/words/messages.ts`: every key of the English catalogue, and what its message needs. */
export async function declarationOf(catalogue: Catalogue): Promise<string> {
  const lines = [...catalogue]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, message]) => `  readonly '${key}': ${needs(message)};`);
  const source = [
    '// Made by `npm run words` from `en/*.json`. Change those.',
    ...(lines.some((line) => line.includes(`: ${TYPES.text}`))
      ? ["import type { Text } from './text.ts';", '']
      : []),
    '/** What each message needs: nothing (`null`), or a value for each argument. */',
    'export interface MessageArguments {',
    ...lines,
    '}',
    'export type MessageKey = keyof MessageArguments;',
    '',
  ].join('\n');
  return format(source, { ...(await resolveConfig('.prettierrc.json')), parser: 'typescript' });
}

function needs(message: string): string {
  const named = [...argumentsOf(message)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  if (named.length === 0) return 'null';
  return `{ ${named.map(([name, kind]) => `readonly ${name}: ${TYPES[kind]}`).join('; ')} }`;
}
