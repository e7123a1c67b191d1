import { importCard, importRefusedCard } from '../../src/cards/imports/dropped.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import type { Reader } from '../../src/cards/kit/format.ts';
import { newDropped, type DroppedImport } from '../../src/domain/imports/dropped.ts';
import { say } from '../../src/words/say.ts';
import { asText } from '../../src/words/text.ts';
import { noon } from './referrals.ts';
import { aad, person } from './seed.ts';

const counts = [
  { file: 'partners.csv', created: 1, changed: 0, left: 12, removed: 0 },
  { file: 'contacts.csv', created: 14, changed: 2, left: 1_203, removed: 1 },
];
const problem = 'contacts.csv:17 email: is not an e-mail address';
const warning = 'partners.csv: unknown column note, ignored';

function dropped(overrides: Partial<DroppedImport> = {}): DroppedImport {
  const files = [{ fileId: 'f'.repeat(32), name: 'new-partner.zip' }];
  const of = { importId: 'e'.repeat(32), owner: person(9).personId, by: aad(9), files, droppedAt: noon };
  return { ...newDropped(of), ...overrides };
}

/** What came from files. */
export const IMPORT_NAMES = [
  'new-partner.zip',
  'new\\-partner.zip',
  'partners.csv',
  'contacts.csv',
  problem,
  problem.replaceAll('-', '\\-'),
  warning,
];

/** An import in each of its states, and files that were not taken. */
export function importCards(reader: Reader): { readonly [face: string]: AdaptiveCard } {
  const file = asText('contacts.csv');
  return {
    checking: importCard(dropped(), reader),
    wrong: importCard(
      dropped({ state: 'wrong', problems: [problem], problemCount: 41, warnings: [warning] }),
      reader,
    ),
    checked: importCard(dropped({ state: 'checked', counts, warnings: [warning] }), reader),
    'nothing to do': importCard(
      dropped({
        state: 'checked',
        counts: [{ file: 'partners.csv', created: 0, changed: 0, left: 13, removed: 0 }],
      }),
      reader,
    ),
    importing: importCard(dropped({ state: 'importing', counts, percent: 40 }), reader),
    done: importCard(dropped({ state: 'done', counts, percent: 100 }), reader),
    refused: importRefusedCard(
      [
        say(reader, 'imports.problem.size', { file, most: asText('10') }),
        say(reader, 'imports.problem.fetch', { file }),
        say(reader, 'imports.problem.address', { file }),
      ],
      reader,
    ),
  };
}
