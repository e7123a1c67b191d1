import { caseCard } from '../../src/cards/cases/case.ts';
import { caseFormCard, type CaseForm } from '../../src/cards/cases/form.ts';
import { caseQueueCard, casesListCard } from '../../src/cards/cases/list.ts';
import type { Reader } from '../../src/cards/kit/format.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { statementsCard } from '../../src/cards/statements/list.ts';
import { noStatementsCard } from '../../src/cards/statements/no-role.ts';
import { NOTHING_TYPED } from '../../src/domain/cases/asked.ts';
import { newCase, type Case, type CaseStep } from '../../src/domain/cases/case.ts';
import { entryOfCase } from '../../src/domain/cases/entry.ts';
import { moveCase } from '../../src/domain/cases/life.ts';
import { standingOfCase } from '../../src/domain/cases/standing.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import type { Statement } from '../../src/domain/statements/statement.ts';
import { say } from '../../src/words/say.ts';
import { NONE } from '../../src/words/text.ts';
import { leaveCase } from './intake-cards.ts';
import { inDays, location, noon } from './referrals.ts';
import { aad } from './seed.ts';

const partnerId = PartnerId.parse('1001');
export const contoso = { ...location({ partnerId }), name: 'Contoso Corporation (US)' };
const french = { ...location({ partnerId: PartnerId.parse('1002') }), name: 'Contoso Corporation (FR)' };

/** A payment dispute that Dana opened. */
export function dispute(overrides: Partial<Case> = {}): Case {
  const opened = newCase({
    caseId: 'CS-7K3Q-9MZP-2XWA',
    kind: 'payment-dispute',
    partnerId,
    program: 'FRP',
    subject: 'Tailspin Toys paid too little',
    text: 'The statement counts 640 users of Intune.\nWe reported 930.',
    details: { statementId: 'S-2026-10-US', line: '2', amount: '930.00 USD' },
    attachments: ['https://contoso.sharepoint.com/sites/cpor/usage.xlsx'],
    openedAt: inDays(-3),
    openedBy: aad(1),
    openedByName: 'Dana Okafor',
  });
  return { ...opened, ...overrides };
}

/** A step of a case, by Dana unless something else is said. */
export function step(overrides: Partial<CaseStep> = {}): CaseStep {
  return {
    at: noon,
    move: 'comment',
    side: 'partner',
    by: aad(1),
    name: 'Dana Okafor',
    text: 'Here is the report that we sent.',
    attachments: [],
    opId: 'op',
    ...overrides,
  };
}

export const byRobin = {
  side: 'program',
  by: aad(9),
  name: 'Robin Vale',
  text: 'Which report do you mean?',
} as const;

/** A case after some steps. */
export function moved(found: Case, ...steps: readonly CaseStep[]): Case {
  return steps.reduce((before, entry) => {
    const after = moveCase(before, entry);
    if (!after.ok) throw new Error(after.error.code);
    return after.value;
  }, found);
}

export const statement: Statement = {
  statementId: 'S-2026-10-US',
  partnerId,
  program: 'CM',
  period: '2026-10',
  file: 'statement-2026-10-us.pdf',
  total: '2115.50',
  currency: 'USD',
  sha256: 'ab',
  size: 1_000,
};

export const form: CaseForm = {
  intent: 'one',
  location: contoso,
  locations: [contoso],
  memberships: ['FRP', 'CM'],
  typed: { ...NOTHING_TYPED, kind: 'payment-dispute' },
  faults: {},
  note: NONE,
};

const faults = {
  program: { code: 'missing' },
  subject: { code: 'missing' },
  text: { code: 'too-long', most: 4_000 },
  attachments: { code: 'not-a-link', line: 2 },
  statementId: { code: 'missing' },
  line: { code: 'missing' },
  amount: { code: 'too-long', most: 200 },
} as const;

/** Cases and statements, with one of everything that each can show. */
export function caseCards(reader: Reader): { readonly [face: string]: AdaptiveCard } {
  const answered = moved(dispute(), step(byRobin));
  const long = moved(
    answered,
    step({ attachments: ['https://contoso.sharepoint.com/report.pdf'] }),
    step({ ...byRobin, move: 'close', text: 'Corrected in the next statement.' }),
    step({ move: 'reopen', text: 'It is not.' }),
    step(byRobin),
    step(),
    step({ ...byRobin, move: 'close', text: '' }),
    step({ move: 'close', text: 'Thank you.' }),
  );
  const shown = (found: Case, side: 'partner' | 'program' = 'partner') =>
    ({ case: found, side, partnerName: contoso.name }) as const;
  const [listed, leaving] = [entryOfCase(answered), entryOfCase(leaveCase)];
  const list = {
    at: [contoso, french],
    choices: [contoso, french],
    leftOut: 2,
    entries: [listed, entryOfCase(dispute({ caseId: 'CS-1' })), leaving],
    owners: new Map([
      [listed, contoso],
      [leaving, french],
    ]),
    after: 'cursor',
    cutShort: false,
  };
  const nobody = { ...list, at: [contoso], choices: [contoso], leftOut: 0, entries: [], after: undefined };
  const queue = {
    entries: [standingOfCase(dispute(), contoso.name), standingOfCase(long, contoso.name)],
    live: 1,
    after: 'cursor',
    cutShort: false,
    own: [french],
  };
  const statements = {
    membership: { location: contoso, program: 'CM' },
    choices: [{ location: contoso, program: 'CM' }],
    statements: [statement, { ...statement, statementId: 'S-2026-09-US', period: '2026-09', total: '1840' }],
  } as const;
  return {
    'case list': casesListCard(list, true, reader),
    'case list, empty': casesListCard(nobody, true, reader),
    'case queue': caseQueueCard(queue, true, reader),
    'case queue, empty': caseQueueCard(
      { ...queue, entries: [], after: undefined, own: [], live: 0 },
      true,
      reader,
    ),
    'case just opened': caseCard(shown(dispute()), reader),
    'case answered': caseCard(shown(answered), reader),
    'case for operators': caseCard(shown(moved(answered, step()), 'program'), reader, {
      typed: {
        text: '',
        textError: say(reader, 'cases.fault.missing'),
        attachments: 'ftp://x',
        attachmentsError: say(reader, 'cases.fault.not-a-link', { line: 1 }),
      },
    }),
    'case closed': caseCard(shown(long), reader, { note: say(reader, 'cases.note.stale') }),
    'case to leave': caseCard(shown(leaveCase, 'program'), reader),
    'case form, first': caseFormCard(
      { ...form, location: undefined, locations: [contoso, french], typed: NOTHING_TYPED },
      reader,
    ),
    'case form': caseFormCard(form, reader),
    'case form come back': caseFormCard(
      { ...form, faults, note: say(reader, 'cases.note.elsewhere') },
      reader,
    ),
    'case form for feedback': caseFormCard({ ...form, typed: { ...form.typed, kind: 'feedback' } }, reader),
    'case form for payment support': caseFormCard(
      { ...form, typed: { ...form.typed, kind: 'payment-support' } },
      reader,
    ),
    'case form for a registration': caseFormCard(
      { ...form, typed: { ...form.typed, kind: 'registration' } },
      reader,
    ),
    statements: statementsCard(statements, reader),
    'statements of one of several': statementsCard(
      {
        ...statements,
        choices: [...statements.choices, { location: french, program: 'FRP' }],
        statements: Array.from({ length: 14 }, (_none, at) => ({
          ...statement,
          statementId: `S-${at}`,
          period: `20${10 + at}-01`,
        })),
      },
      reader,
      say(reader, 'statements.gone'),
    ),
    'no statements': statementsCard({ ...statements, statements: [] }, reader),
    'no role for statements': noStatementsCard(['Dana Okafor', 'Lee Chen'], reader),
    'nobody gives a role for statements': noStatementsCard([], reader),
  };
}
