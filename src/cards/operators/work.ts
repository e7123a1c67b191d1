import type { DroppedImport } from '../../domain/imports/dropped.ts';
import type { GaveUp, WorkSurvey } from '../../domain/operators/work.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { messageCard, type MessageFact } from '../chat/message.ts';
import { dotted } from '../kit/dotted.ts';
import { dateTime, number, type Reader } from '../kit/format.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';

export interface WorkShown {
  /** Absent: it is being looked through for the first time. */
  readonly survey: WorkSurvey | undefined;
  readonly names: readonly string[];
  readonly imported: DroppedImport | undefined;
  readonly running?: { readonly version: string; readonly engine: 'sqlite' | 'cosmos' } | undefined;
}

const ENGINES = { sqlite: 'SQLite', cosmos: 'Azure Cosmos DB' } as const;

/** How Porter runs: what waits, what gave up and can be tried again, who cannot be reached, the last import, the version. */
export function workCard(work: WorkShown, reader: Reader, retried = false): AdaptiveCard {
  const { survey } = work;
  const dead = (survey?.deadJobs ?? 0) + (survey?.deadNotices ?? 0);
  const gave =
    survey === undefined || dead === 0 ? NONE : say(reader, 'operators.work.state', { count: dead });
  return messageCard(
    {
      kind: say(reader, 'operators.operations.kind'),
      subject: say(reader, 'operators.work.subject'),
      state: gave,
      stateColor: 'Attention',
      lines: linesOf(work, retried, reader),
      facts: factsOf(work, reader),
      small:
        survey === undefined
          ? NONE
          : say(reader, 'operators.work.as-of', { when: dateTime(survey.at, reader) }),
      buttons: [
        ...(dead > 0 && !retried
          ? [{ title: say(reader, 'operators.work.retry'), verb: 'operations.retry', data: {} }]
          : []),
        { title: say(reader, 'operators.operations.refresh'), verb: 'operations.work', data: {} },
      ],
    },
    reader,
  );
}

function linesOf({ survey, names }: WorkShown, retried: boolean, reader: Reader): readonly Text[] {
  if (retried) return [say(reader, 'operators.work.retrying')];
  if (survey === undefined) return [say(reader, 'operators.work.looking')];
  const { dead } = survey;
  return [
    ...(dead.length === 0 ? [say(reader, 'operators.work.none')] : dead.map((one) => deadLine(one, reader))),
    names.length === 0
      ? NONE
      : say(reader, 'operators.work.people', { names: dotted(...names.map((name) => plain(name, 60))) }),
  ];
}

function deadLine({ what, tries, why }: GaveUp, reader: Reader): Text {
  return say(reader, 'operators.work.dead', { what: plain(what), tries, why: plain(why === '' ? '–' : why) });
}

function factsOf({ survey, imported, running }: WorkShown, reader: Reader): readonly MessageFact[] {
  const fact = (title: Text, value: Text): MessageFact => ({ title, value });
  const found =
    survey === undefined
      ? []
      : [
          fact(say(reader, 'operators.work.fact.pending'), number(survey.pending, reader)),
          ...(survey.oldest === null
            ? []
            : [fact(say(reader, 'operators.work.fact.oldest'), dateTime(survey.oldest, reader))]),
          fact(say(reader, 'operators.work.fact.dead-jobs'), number(survey.deadJobs, reader)),
          fact(say(reader, 'operators.work.fact.dead-notices'), number(survey.deadNotices, reader)),
          fact(say(reader, 'operators.work.fact.unreachable'), number(survey.unreachable, reader)),
        ];
  return [
    ...found,
    ...(imported === undefined
      ? []
      : [fact(say(reader, 'operators.work.fact.import'), importText(imported, reader))]),
    ...(running === undefined
      ? []
      : [
          fact(
            say(reader, 'operators.work.fact.version'),
            dotted(clean(running.version), clean(ENGINES[running.engine])),
          ),
        ]),
  ];
}

/** When it was, where it came from, and what it came to. */
function importText({ owner, state, counts, problemCount, droppedAt }: DroppedImport, reader: Reader): Text {
  const rows = counts.reduce((sum, { created, changed, removed }) => sum + created + changed + removed, 0);
  return dotted(
    dateTime(droppedAt, reader),
    say(reader, owner === null ? 'operators.work.import.command' : 'operators.work.import.chat'),
    state === 'done'
      ? say(reader, 'operators.work.import.rows', { count: rows })
      : say(reader, 'operators.work.import.failed', { count: problemCount }),
  );
}
