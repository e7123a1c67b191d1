import { randomUUID } from 'node:crypto';
import { activitiesFor, customerChoices, targetsFor } from '../../cards/claims/form/choices.ts';
import { inputErrorText, type InputError } from '../../cards/claims/form/input-errors.ts';
import { readClaim, readTargets, typedOf } from '../../cards/claims/form/inputs.ts';
import type { ClaimField, ClaimTyped } from '../../domain/claims/draft.ts';
import { ClaimActivity } from '../../domain/shared/catalogue.ts';
import { CustomerId, Intent } from '../../domain/shared/ids.ts';
import { openForm, type ClaimForm } from '../../usecases/claims/submission/form.ts';
import { judgeClaims } from '../../usecases/claims/submission/judge.ts';
import { searchCustomers } from '../../usecases/claims/submission/known-customers.ts';
import type { MessageKey } from '../../words/messages.ts';
import { say } from '../../words/say.ts';
import { FORBIDDEN, type Speaking } from '../speaking.ts';
import type { Answers, Asked, Interview, Question } from '../talk/interview.ts';
import { formAnswer, problemsOf } from './form.ts';

type Opened = ClaimForm;

/** What there is to ask of a form as far as it is filled in; undefined: nothing. */
type AskForm = (form: Opened, typed: ClaimTyped, speaking: Speaking) => Asked | Answers | undefined;

/** A field of the form as a question: asked of the form as it now stands, and judged by what judges the form. */
function fieldQuestion(field: ClaimField, ask: AskForm, clears: readonly ClaimField[] = []): Question {
  return {
    field,
    clears,
    async ask(speaking, answers) {
      const typed = typedIn(answers);
      const form = await openForm(speaking.context, speaking.person, typed);
      return form.ok ? ask(form.value, typed, speaking) : undefined;
    },
    async wrong(speaking, answers) {
      const { typed, tooLong } = typedOf(answers);
      const read = readClaim(typed, tooLong);
      const error = read.ok ? undefined : read.error[field];
      const wrong = error ?? (await judgedWrong(field, speaking, typed));
      return wrong && inputErrorText(wrong, speaking.reader);
    },
  };
}

/** What the rules of claims say of a target, as soon as it is named. */
async function judgedWrong(
  field: ClaimField,
  { context, actor }: Speaking,
  typed: ClaimTyped,
): Promise<InputError | undefined> {
  const input = field === 'target' ? readTargets(typed) : undefined;
  if (input === undefined) return undefined;
  const problems = await judgeClaims(context, actor, {
    intent: Intent.parse(randomUUID()),
    draftId: undefined,
    input,
  });
  return problems && problemsOf(problems, input).errors.target;
}

function typedIn(answers: Answers): ClaimTyped {
  return typedOf(answers).typed;
}

/** A text that may be left out. */
function optional(
  field: ClaimField,
  subject: MessageKey & `talk.claim.${string}`,
  when = (_typed: ClaimTyped) => true,
): Question {
  return fieldQuestion(field, (_form, typed, { reader }) =>
    when(typed) ? { subject: say(reader, subject as 'talk.claim.contact'), mayBeLeftOut: true } : undefined,
  );
}

const partner = fieldQuestion(
  'partnerId',
  ({ locations }, _typed, { reader }) => {
    const [only, ...others] = locations;
    if (only !== undefined && others.length === 0) return { partnerId: only.partnerId };
    return {
      subject: say(reader, 'talk.claim.location'),
      choices: locations.map(({ partnerId, name }) => ({ title: name, value: partnerId })),
    };
  },
  ['customerId', 'target'],
);

const customer: Question = {
  ...fieldQuestion('customerId', (form, _typed, { reader }) => ({
    subject: say(reader, 'talk.claim.customer'),
    line: say(reader, 'talk.claim.customer-line'),
    choices: customerChoices(form, reader),
    other: (text) => {
      const other = CustomerId.safeParse(text.trim());
      return other.success ? { customerId: '', customerTenantId: other.data } : undefined;
    },
  })),
  clears: ['customerTenantId', 'customerName', 'customerDomain', 'target'],
};

/** Of a customer that nobody has named yet. */
const isUnknown = ({ customer: chosen }: Opened) => chosen?.isRecorded === false;

const QUESTIONS: readonly Question[] = [
  partner,
  customer,
  fieldQuestion('customerName', (form, _typed, { reader }) =>
    isUnknown(form) ? { subject: say(reader, 'talk.claim.name') } : undefined,
  ),
  fieldQuestion('customerDomain', (form, _typed, { reader }) =>
    isUnknown(form) ? { subject: say(reader, 'talk.claim.domain'), mayBeLeftOut: true } : undefined,
  ),
  fieldQuestion(
    'activity',
    (form, _typed, { reader }) => ({
      subject: say(reader, 'talk.claim.activity'),
      choices: activitiesFor(form, undefined, reader),
    }),
    ['target'],
  ),
  fieldQuestion('target', (form, { activity }, { reader }) => {
    const choices = targetsFor(form, ClaimActivity.safeParse(activity).data, reader);
    const nothing = choices?.length === 0;
    return {
      subject: say(reader, 'talk.claim.target'),
      ...(nothing ? { line: say(reader, 'talk.claim.nothing-fits') } : {}),
      ...(choices === undefined || nothing ? {} : { choices, several: true }),
    };
  }),
  optional('contactName', 'talk.claim.contact'),
  optional('contactTitle', 'talk.claim.title', ({ contactName }) => contactName !== ''),
  fieldQuestion('contactEmail', (_form, { contactName }, { reader }) =>
    contactName === '' ? undefined : { subject: say(reader, 'talk.claim.email') },
  ),
  optional('sellerName', 'talk.claim.seller', ({ activity }) => activity === 'revrec'),
  optional('isvProduct', 'talk.claim.isv', ({ activity }) => activity === 'revrec'),
  fieldQuestion('evidence', (_form, _typed, { reader }) => ({
    subject: say(reader, 'talk.claim.evidence'),
    line: say(reader, 'talk.claim.evidence-line'),
    mayBeLeftOut: true,
    other: (text) => ({ evidence: text.trim().split(/\s+/).join('\n') }),
  })),
  optional('comments', 'talk.claim.comments'),
];

/** A claim asked step by step; it ends with the form's own preview, whose Submit acts. */
export const claimTalk: Interview = {
  dialog: 'talk-claim',
  questions: QUESTIONS,
  async end(speaking, answers) {
    const { context, actor, person } = speaking;
    const typed = typedIn(answers);
    const form = await openForm(context, person, typed);
    if (!form.ok) return FORBIDDEN;
    const intent = Intent.parse(randomUUID());
    const read = readClaim(typed);
    const input = readTargets(typed);
    const problems = input && (await judgeClaims(context, actor, { intent, draftId: undefined, input }));
    const judged = input && problems && problemsOf(problems, input);
    return formAnswer(speaking, { intent }, typed, {
      step: 'what',
      errors: { ...judged?.errors, ...(read.ok ? {} : read.error) },
      claimIds: judged?.claimIds ?? [],
    });
  },
};

/** Customers that somebody may claim at, by a part of their name, with the location that claims where there is one. */
export async function claimableNamed({ context, person }: Speaking, name: string): Promise<Answers> {
  const form = await openForm(context, person, { partnerId: '', customerId: '', customerTenantId: '' });
  const partnerId = form.ok ? form.value.location?.partnerId : undefined;
  if (partnerId === undefined || name === '') return {};
  const [only, ...others] = await searchCustomers(context.documents, partnerId, name);
  return only === undefined || others.length > 0 ? { partnerId } : { partnerId, customerId: only.customerId };
}
