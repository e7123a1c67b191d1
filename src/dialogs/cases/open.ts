import { randomUUID } from 'node:crypto';
import { caseCard } from '../../cards/cases/case.ts';
import { caseFormCard } from '../../cards/cases/form.ts';
import {
  CaseFormPress,
  CaseOpenPress,
  readCaseTyped,
  withQuestion,
  type CaseFormInput,
} from '../../cards/cases/press.ts';
import type { CaseFaults } from '../../domain/cases/asked.ts';
import type { Rights } from '../../domain/memberships/rights.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { membershipsOf, openCase } from '../../usecases/cases/open.ts';
import { listScope } from '../../usecases/memberships/list-scope.ts';
import { rememberLocation } from '../../usecases/memberships/person-changes.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { cardAction, FORBIDDEN, type Answer, type Speaking } from '../speaking.ts';

/** The form of a case: it only reads. */
export const caseFormAction = cardAction({
  verb: 'case.form',
  who: 'role',
  data: ['intent', 'partnerId', 'kind', 'program', 'statementId'],
  inputs: ['question'],
  schema: CaseFormPress,
  changes: false,
  run: (speaking, { data }) => formOf(speaking, withQuestion(data)),
});

export const openCaseAction = cardAction({
  verb: 'case.open',
  who: 'role',
  data: ['intent'],
  inputs: [
    'partnerId',
    'program',
    'kind',
    'subject',
    'text',
    'statementId',
    'line',
    'period',
    'amount',
    'customer',
    'reference',
    'about',
    'attachments',
  ],
  schema: CaseOpenPress,
  changes: true,
  async run(speaking, { data }): Promise<Answer> {
    const { context, actor, reader, opId, person } = speaking;
    const partnerId = await locationAsked(speaking, data);
    // Not said of several: the form asks.
    if (partnerId === undefined) return formOf(speaking, data, { kind: { code: 'missing' } });
    const { intent } = data;
    const opened = await openCase(context, actor, { intent, partnerId, typed: readCaseTyped(data) }, opId);
    if (opened.ok) {
      const { location } = opened.value;
      await rememberLocation(context, person, partnerId);
      return {
        card: caseCard({ case: opened.value.case, side: 'partner', partnerName: location.name }, reader),
      };
    }
    switch (opened.error.code) {
      case 'forbidden':
        return FORBIDDEN;
      case 'faults':
        return formOf(speaking, data, opened.error.faults);
      case 'begun-elsewhere':
        return formOf(speaking, { ...data, intent: undefined }, {}, say(reader, 'cases.note.elsewhere'));
    }
  },
});

/** The location that a form is about, or the only one that its sender has; undefined where it has to be asked. */
async function locationAsked(
  { context, person, reader }: Speaking,
  { partnerId }: CaseFormInput,
): Promise<PartnerId | undefined> {
  const named = PartnerId.safeParse(partnerId);
  if (named.success) return named.data;
  const scope = await listScope(context.documents, person, undefined, reader.now);
  const [only, ...others] = scope?.at ?? [];
  return others.length === 0 ? only?.location.partnerId : undefined;
}

async function formOf(
  speaking: Speaking,
  data: CaseFormInput,
  faults: CaseFaults = {},
  note: Text = NONE,
): Promise<Answer> {
  const { context, person, reader } = speaking;
  const partnerId = await locationAsked(speaking, data);
  const scope = await listScope(context.documents, person, partnerId, reader.now);
  if (scope === undefined) return FORBIDDEN;
  const at: Rights | undefined = partnerId === undefined ? undefined : scope.at[0];
  return {
    card: caseFormCard(
      {
        intent: data.intent ?? randomUUID(),
        location: at?.location,
        locations: lastFirst(scope.choices, person.lastPartnerId),
        memberships: at === undefined ? [] : membershipsOf(at.location, reader.now),
        typed: readCaseTyped(data),
        faults,
        note,
      },
      reader,
    ),
  };
}

/** The location that somebody asked about last is chosen to begin with. */
function lastFirst<T extends { readonly partnerId: PartnerId }>(
  locations: readonly T[],
  last: PartnerId | undefined,
): readonly T[] {
  return [
    ...locations.filter(({ partnerId }) => partnerId === last),
    ...locations.filter(({ partnerId }) => partnerId !== last),
  ];
}
