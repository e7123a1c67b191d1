import { z } from 'zod';
import { changesAnything, ImportId, type DroppedImport } from '../../domain/imports/dropped.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { bar, type Bar } from '../kit/bar.ts';
import { listOf, number, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import { messageCard } from '../chat/message.ts';
import type { Fact } from '../referrals/offer-text.ts';

interface ImportData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly line: Text;
  readonly isImporting: boolean;
  readonly bar: Bar;
  readonly facts: readonly Fact[];
  /** Rows that are wrong, and warnings. */
  readonly notes: readonly Text[];
  readonly importId: string;
  readonly canImport: boolean;
  readonly isUnderWay: boolean;
}

const data = z.strictObject({ importId: ImportId });
export const ImportConfirmPress = z.strictObject({ verb: z.literal('import.confirm'), data });
export const ImportShowPress = z.strictObject({ verb: z.literal('import.show'), data });

const COLORS: { readonly [state in DroppedImport['state']]: StateColor } = {
  checking: 'Default',
  wrong: 'Attention',
  checked: 'Accent',
  importing: 'Default',
  done: 'Good',
};

/** A card has room for so many files. */
const MAX_FILES_SHOWN = 20;

const render = cardTemplate<ImportData>('import');

/** What dropped files would do, how far their import is, and what it came to. */
export function importCard(dropped: DroppedImport, reader: Reader): AdaptiveCard {
  const { state, files, percent, importId } = dropped;
  const names = listOf(
    files.slice(0, 3).map(({ name }) => plain(name, 60)),
    reader,
  );
  return render(
    {
      fallbackText: say(reader, 'imports.fallback', { files: names }),
      head: head(
        say(reader, 'imports.kind'),
        '',
        names,
        say(reader, `imports.state.${state}`),
        COLORS[state],
      ),
      line: lineOf(dropped, reader),
      isImporting: state === 'importing',
      bar: bar(percent / 100, false),
      facts: dropped.counts.slice(0, MAX_FILES_SHOWN).map(({ file, ...counts }) => ({
        title: plain(file, 40),
        value: say(reader, 'imports.counts', {
          created: number(counts.created, reader),
          changed: number(counts.changed, reader),
          removed: number(counts.removed, reader),
          left: number(counts.left, reader),
        }),
      })),
      notes: notesOf(dropped, reader),
      importId,
      canImport: state === 'checked' && changesAnything(dropped),
      isUnderWay: state === 'checking' || state === 'importing',
    },
    reader,
  );
}

function lineOf(dropped: DroppedImport, reader: Reader): Text {
  const { state, percent, problemCount } = dropped;
  switch (state) {
    case 'importing':
      return say(reader, 'imports.importing', { percent: number(percent, reader) });
    case 'wrong':
      return say(reader, 'imports.wrong', { count: number(problemCount, reader) });
    case 'checked':
      return say(reader, changesAnything(dropped) ? 'imports.checked' : 'imports.nothing');
    case 'checking':
    case 'done':
      return say(reader, `imports.${state}`);
  }
}

/** What is wrong is named as the import names it everywhere: `file:line column: what is wrong`. */
function notesOf({ problems, problemCount, warnings }: DroppedImport, reader: Reader): readonly Text[] {
  const more = problemCount - problems.length;
  return [
    ...problems.map((problem) => plain(problem, 200)),
    ...(more > 0 ? [say(reader, 'imports.more', { count: number(more, reader) })] : []),
    ...warnings.map((warning) => plain(warning, 200)),
  ];
}

/** Why none of the files was taken. */
export function importRefusedCard(problems: readonly Text[], reader: Reader): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'imports.kind'),
      subject: clean(say(reader, 'imports.refused')),
      state: say(reader, 'imports.state.wrong'),
      stateColor: 'Attention',
      lines: problems,
    },
    reader,
  );
}
