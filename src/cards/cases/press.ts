import { z } from 'zod';
import { MAX_SUBJECT, MAX_TEXT, NOTHING_TYPED, type CaseTyped } from '../../domain/cases/asked.ts';
import { CaseId } from '../../domain/cases/case.ts';
import { Intent, PartnerId } from '../../domain/shared/ids.ts';
import { written } from '../../domain/shared/written.ts';
import { LIST_INPUTS } from '../kit/location-list.ts';
import { asTyped } from './typed.ts';

/** What cards of cases send back. It comes from the client: no rights follow from it. */
export const CasesListPress = z.strictObject({
  verb: z.literal('cases.list'),
  data: z.strictObject({
    ...LIST_INPUTS,
    /** What is chosen in the list comes along. */
    caseId: z.union([CaseId, z.literal('')]).optional(),
  }),
});

/** Judged by the form, so that a bad one brings it back. */
const typed = z.string().max(200_000).optional();
const FIELDS = {
  kind: typed,
  program: typed,
  subject: typed,
  text: typed,
  attachments: typed,
  statementId: typed,
  line: typed,
  period: typed,
  amount: typed,
  customer: typed,
  reference: typed,
  about: typed,
};
const partnerId = z.union([PartnerId, z.literal('')]).optional();

export const CaseFormPress = z.strictObject({
  verb: z.literal('case.form'),
  /** A card of statements sends along what is chosen there. */
  data: z.strictObject({
    intent: Intent.optional(),
    partnerId,
    membership: typed,
    /** The answer to a question sends along what was asked. */
    question: typed,
    ...FIELDS,
  }),
});
/** What a form begins with: a question is its subject, and one that is too long for that its text as well. */
export function withQuestion({ question = '', ...data }: CaseFormInput): CaseFormInput {
  const asked = written(question);
  if (asked === '') return data;
  const text = asked.length > MAX_SUBJECT ? asTyped(asked, MAX_TEXT) : '';
  return { ...data, subject: asTyped(asked, MAX_SUBJECT), text };
}

export const CaseOpenPress = z.strictObject({
  verb: z.literal('case.open'),
  data: z.strictObject({ intent: Intent, partnerId, ...FIELDS }),
});
export type CaseFormInput = z.infer<typeof CaseFormPress>['data'];

/** Every field of the form; `''` for what did not come. */
export function readCaseTyped(data: Partial<CaseTyped> | CaseFormInput): CaseTyped {
  const known = Object.entries(NOTHING_TYPED).map(([field, none]) => {
    const value: unknown = Reflect.get(data, field);
    return [field, typeof value === 'string' ? value : none] as const;
  });
  return { ...NOTHING_TYPED, ...Object.fromEntries(known) };
}

export const CaseShowPress = z.strictObject({
  verb: z.literal('case.show'),
  data: z.strictObject({
    caseId: CaseId,
    /** How many of the latest steps to pass over. */
    after: z
      .string()
      .regex(/^\d{1,4}$/)
      .optional(),
    /** A client may send what was typed into the card along. */
    text: typed,
    attachments: typed,
    partnerId: LIST_INPUTS.partnerId,
  }),
});

const step = z.strictObject({ caseId: CaseId, text: typed, attachments: typed });
export const CaseCommentPress = z.strictObject({ verb: z.literal('case.comment'), data: step });
export const CaseClosePress = z.strictObject({ verb: z.literal('case.close'), data: step });
export const CaseReopenPress = z.strictObject({ verb: z.literal('case.reopen'), data: step });
export type CaseStepInput = z.infer<typeof step>;

export const MAX_COMMENT = MAX_TEXT;
