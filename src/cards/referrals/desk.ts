import { z } from 'zod';
import { MAX_NOTES, type DeskRefused } from '../../domain/referrals/desk.ts';
import { DeclineReason } from '../../domain/referrals/referral.ts';
import { AadObjectId, ReferralId } from '../../domain/shared/ids.ts';
import { ok, refuse, unreachable, type Result } from '../../domain/shared/result.ts';
import { Day } from '../../domain/shared/time.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { number, type Reader } from '../kit/format.ts';
import { typedDollars } from './typed-dollars.ts';

/** Which offer a button is about: ids only, and the round the card was made for. */
export const OFFER_IDS = {
  referralId: ReferralId,
  part: z.number().int().min(1),
  offer: z.number().int().min(1).optional(),
};

const typed = z.string().max(20_000).optional();

/**
 * What the forms of an accepted referral send. Inputs are judged apart, so that a bad one brings the form back with what
 * was typed. It comes from the client: no rights follow from it.
 */
export const ReferralAssignPress = z.strictObject({
  verb: z.literal('referral.assign'),
  data: z.strictObject({ ...OFFER_IDS, aadObjectId: typed }),
});
export const ReferralNotePress = z.strictObject({
  verb: z.literal('referral.note'),
  data: z.strictObject({ ...OFFER_IDS, text: typed, followUp: typed }),
});
export const ReferralOutcomePress = z.strictObject({
  verb: z.literal('referral.outcome'),
  /** Some clients send a number for what looks like one. */
  data: z.strictObject({
    ...OFFER_IDS,
    outcome: typed,
    services: typed,
    value: z.union([z.string().max(20_000), z.number()]).optional(),
  }),
});
export const ReferralHandbackPress = z.strictObject({
  verb: z.literal('referral.handback'),
  data: z.strictObject({ ...OFFER_IDS, reason: typed, notes: typed }),
});

/** What is wrong with what was typed into a form; {@link formError} words it. */
export type FormError =
  | 'choose-reason'
  | 'notes-needed'
  | 'notes-long'
  | 'choose-colleague'
  | 'not-a-colleague'
  | 'choose-day'
  | 'follow-up-past'
  | 'nothing-to-note'
  | 'too-many-notes'
  | 'choose-outcome'
  | 'services-long'
  | 'bad-value';

/** A form as it comes back: what was typed, and what is wrong with it. */
export type DeskTyped =
  | { readonly form: 'assign'; readonly aadObjectIdError: FormError }
  | {
      readonly form: 'note';
      readonly text: string;
      readonly followUp: string;
      readonly textError?: FormError | undefined;
      readonly followUpError?: FormError | undefined;
    }
  | {
      readonly form: 'outcome';
      readonly outcome: string;
      readonly services: string;
      readonly value: string;
      readonly outcomeError?: FormError | undefined;
      readonly servicesError?: FormError | undefined;
      readonly valueError?: FormError | undefined;
    }
  | ({ readonly form: 'handback' } & LetGoTyped);

/** What was typed into a decline or a hand-back that could not be taken, and what is wrong with it. */
export interface LetGoTyped {
  readonly reason: string;
  readonly notes: string;
  readonly reasonError?: FormError | undefined;
  readonly notesError?: FormError | undefined;
}

const MAX_TEXT = 4_000;
const MAX_SERVICES = 1_000;

/** What is wrong, beside the input that it is about. */
export function formError(error: FormError, reader: Reader): Text {
  switch (error) {
    case 'notes-long':
      return say(reader, 'referrals.error.notes-long', { most: number(MAX_TEXT, reader) });
    case 'services-long':
      return say(reader, 'referrals.error.services-long', { most: number(MAX_SERVICES, reader) });
    case 'too-many-notes':
      return say(reader, 'referrals.error.too-many-notes', { most: number(MAX_NOTES, reader) });
    default:
      return say(reader, `referrals.error.${error}`);
  }
}

/** Why an offer is let go, or the form as it comes back. */
export function readLetGo(submit: {
  readonly reason?: string | undefined;
  readonly notes?: string | undefined;
}): Result<{ readonly reason: DeclineReason; readonly notes: string }, LetGoTyped> {
  const reason = DeclineReason.safeParse(submit.reason);
  const notes = submit.notes ?? '';
  const tooLong = notes.length > MAX_TEXT;
  if (reason.success && !tooLong) return ok({ reason: reason.data, notes });
  return refuse({
    reason: reason.success ? reason.data : '',
    notes: notes.slice(0, MAX_TEXT),
    reasonError: reason.success ? undefined : 'choose-reason',
    notesError: tooLong ? 'notes-long' : undefined,
  });
}

export function readAssign(submit: {
  readonly aadObjectId?: string | undefined;
}): Result<AadObjectId, DeskTyped> {
  const chosen = AadObjectId.safeParse(submit.aadObjectId);
  return chosen.success ? ok(chosen.data) : refuse({ form: 'assign', aadObjectIdError: 'choose-colleague' });
}

/** A follow-up that was not sent stays as it is; an empty one is dropped. */
export function readNote(submit: {
  readonly text?: string | undefined;
  readonly followUp?: string | undefined;
}): Result<{ readonly text: string; readonly followUp: Day | null | undefined }, DeskTyped> {
  const { text = '', followUp } = submit;
  const day = Day.safeParse(followUp);
  const noDay = followUp !== undefined && followUp !== '' && !day.success;
  const tooLong = text.length > MAX_TEXT;
  if (!noDay && !tooLong) {
    return ok({ text, followUp: day.success ? day.data : followUp === undefined ? undefined : null });
  }
  return refuse({
    form: 'note',
    text: text.slice(0, MAX_TEXT),
    followUp: day.success ? day.data : '',
    textError: tooLong ? 'notes-long' : undefined,
    followUpError: noDay ? 'choose-day' : undefined,
  });
}

const Outcome = z.enum(['won', 'lost']);

export function readOutcome(submit: z.infer<typeof ReferralOutcomePress>['data']): Result<
  {
    readonly result: z.infer<typeof Outcome>;
    readonly services: string;
    readonly value: number | null;
  },
  DeskTyped
> {
  const outcome = Outcome.safeParse(submit.outcome);
  const services = submit.services ?? '';
  const value = String(submit.value ?? '').trim();
  const dollars = value === '' ? null : typedDollars(value);
  const tooLong = services.length > MAX_SERVICES;
  if (outcome.success && dollars !== undefined && !tooLong) {
    return ok({ result: outcome.data, services, value: dollars });
  }
  return refuse({
    form: 'outcome',
    outcome: outcome.success ? outcome.data : '',
    services: services.slice(0, MAX_SERVICES),
    value: value.slice(0, 20),
    outcomeError: outcome.success ? undefined : 'choose-outcome',
    servicesError: tooLong ? 'services-long' : undefined,
    valueError: dollars === undefined ? 'bad-value' : undefined,
  });
}

/** The form as it comes back when the rules refuse what was typed. */
export function refusedForm(
  error: DeskRefused,
  typedInto: { readonly text?: string | undefined; readonly followUp?: string | undefined } = {},
): DeskTyped {
  const note = { form: 'note', text: typedInto.text ?? '', followUp: typedInto.followUp ?? '' } as const;
  switch (error.code) {
    case 'nothing-to-note':
    case 'too-many-notes':
      return { ...note, textError: error.code };
    case 'follow-up-past':
      return { ...note, followUpError: error.code };
    case 'not-a-colleague':
      return { form: 'assign', aadObjectIdError: error.code };
    default:
      return unreachable(error);
  }
}
