import type { Case } from '../../domain/cases/case.ts';
import type { CaseDetail } from '../../domain/cases/kinds.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { dateTime, month, type Reader } from '../kit/format.ts';
import { plain } from '../kit/text.ts';
import { somebody } from '../kit/labels.ts';

export interface CaseFact {
  readonly title: Text;
  readonly value: Text;
}

/** In the order of a card. The line of a statement stands with its number. */
const SHOWN = [
  'statementId',
  'period',
  'amount',
  'customer',
  'reference',
  'about',
] as const satisfies readonly CaseDetail[];

/** The number of a case, who opened it when, and what it says of its kind: five at most. */
export function factsOf({ caseId, openedByName, openedAt, details }: Case, reader: Reader): CaseFact[] {
  const name = plain(openedByName, 80) || somebody(reader);
  return [
    { title: say(reader, 'cases.fact.case'), value: plain(caseId) },
    {
      title: say(reader, 'cases.fact.opened'),
      value: say(reader, 'cases.opened', { name, when: dateTime(openedAt, reader) }),
    },
    ...SHOWN.flatMap((detail) => {
      const value = valueOf(detail, details, reader);
      return value === '' ? [] : [{ title: titleOf(detail, reader), value }];
    }),
  ];
}

function titleOf(detail: (typeof SHOWN)[number], reader: Reader): Text {
  return say(reader, detail === 'statementId' ? 'cases.fact.statement' : `cases.fact.${detail}`);
}

function valueOf(detail: CaseDetail, details: Case['details'], reader: Reader): Text {
  const text = details[detail] ?? '';
  if (detail === 'period' && text !== '') return month(text, reader);
  const line = details.line ?? '';
  if (detail !== 'statementId' || line === '') return plain(text, 200);
  return say(reader, 'cases.statement-line', { statement: plain(text, 200), line: plain(line, 200) });
}
