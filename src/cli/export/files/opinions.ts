import { OpinionDocument } from '../../../usecases/knowledge/documents.ts';
import { exportFile } from '../export-file.ts';

interface Counted {
  readonly useful: number;
  readonly notUseful: number;
  readonly lastAt: Date;
}

/** How many found each entry of the knowledge base useful, or not; never who. */
export const opinions = exportFile(
  'opinions.csv',
  ['entry', 'useful', 'notUseful', 'lastAt'],
  async function* (documents) {
    const counted = new Map<string, Counted>();
    for await (const { value } of documents.scan(OpinionDocument, 'people')) {
      const { entry, useful, at } = value;
      const before = counted.get(entry) ?? { useful: 0, notUseful: 0, lastAt: at };
      counted.set(entry, {
        useful: before.useful + (useful ? 1 : 0),
        notUseful: before.notUseful + (useful ? 0 : 1),
        lastAt: at > before.lastAt ? at : before.lastAt,
      });
    }
    for (const [entry, counts] of [...counted].toSorted(([one], [other]) => one.localeCompare(other))) {
      yield { entry, ...counts };
    }
  },
);
