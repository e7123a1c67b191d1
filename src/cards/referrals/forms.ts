import { DeclineReason, type ReferralOutcome } from '../../domain/referrals/referral.ts';
import type { AadObjectId } from '../../domain/shared/ids.ts';
import { written } from '../../domain/shared/written.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import type { Choice } from '../kit/choice.ts';
import type { Reader } from '../kit/format.ts';
import { declineReasonName } from '../kit/labels.ts';
import { clean } from '../kit/text.ts';
import { formError, type DeskTyped, type FormError, type LetGoTyped } from './desk.ts';
import { sentences } from '../kit/sentences.ts';

interface LetGoForm {
  readonly question: Text;
  /** What letting it go does. */
  readonly effect: Text;
  readonly reason: string;
  readonly reasonError: Text;
  readonly notes: Text;
  readonly notesError: Text;
  readonly choices: readonly Choice[];
}

interface NoteForm {
  readonly text: string;
  readonly textError: Text;
  readonly followUp: string;
  readonly followUpError: Text;
}

interface OutcomeForm {
  readonly outcome: string;
  readonly outcomeError: Text;
  readonly services: Text;
  readonly servicesError: Text;
  readonly value: Text;
  readonly valueError: Text;
}

interface AssignForm {
  readonly aadObjectId: string;
  readonly aadObjectIdError: Text;
  readonly choices: readonly Choice[];
}

/** Every form of a referral's card, each with what was typed into it or what it begins with. */
export interface DeskForms {
  readonly decline: LetGoForm;
  readonly handback: LetGoForm;
  readonly note: NoteForm;
  readonly outcome: OutcomeForm;
  readonly assign: AssignForm;
}

/** What the forms begin with. */
interface Initial {
  /** What a decline would do to the acceptance rate; `''`: not known. */
  readonly effect: Text;
  readonly colleagues: readonly { readonly aadObjectId: AadObjectId; readonly name: string }[];
  readonly followUp: string;
  readonly outcome: ReferralOutcome | null;
}

/** A list to choose from is short; whoever stands beyond it is handed over to by one of those on it. */
const MAX_COLLEAGUES = 200;

export function formsOf(typed: LetGoTyped | DeskTyped | undefined, now: Initial, reader: Reader): DeskForms {
  const form = typed !== undefined && 'form' in typed ? typed : undefined;
  const declining = typed !== undefined && !('form' in typed) ? typed : undefined;
  return {
    decline: letGoForm('decline', declining, now.effect, reader),
    handback: letGoForm('handback', form?.form === 'handback' ? form : undefined, NONE, reader),
    note: noteForm(form?.form === 'note' ? form : undefined, now, reader),
    outcome: outcomeForm(form?.form === 'outcome' ? form : undefined, now, reader),
    assign: {
      aadObjectId: '',
      aadObjectIdError: errorText(form?.form === 'assign' ? form.aadObjectIdError : undefined, reader),
      choices: now.colleagues
        .slice(0, MAX_COLLEAGUES)
        .map(({ aadObjectId, name }) => ({ title: clean(name) || clean(aadObjectId), value: aadObjectId })),
    },
  };
}

function noteForm(
  typed: Extract<DeskTyped, { form: 'note' }> | undefined,
  { followUp }: Initial,
  reader: Reader,
): NoteForm {
  return {
    text: typed === undefined ? '' : written(typed.text),
    textError: errorText(typed?.textError, reader),
    followUp: typed?.followUp ?? followUp,
    followUpError: errorText(typed?.followUpError, reader),
  };
}

function outcomeForm(
  typed: Extract<DeskTyped, { form: 'outcome' }> | undefined,
  { outcome }: Initial,
  reader: Reader,
): OutcomeForm {
  const value = outcome?.value ?? null;
  return {
    outcome: typed?.outcome ?? outcome?.result ?? '',
    outcomeError: errorText(typed?.outcomeError, reader),
    services: clean(typed?.services ?? outcome?.services ?? ''),
    servicesError: errorText(typed?.servicesError, reader),
    value: clean(typed?.value ?? (value === null ? '' : String(value))),
    valueError: errorText(typed?.valueError, reader),
  };
}

function letGoForm(
  form: 'decline' | 'handback',
  typed: LetGoTyped | undefined,
  effect: Text,
  reader: Reader,
): LetGoForm {
  const counts = effect || say(reader, `referrals.form.${form}-counts`);
  return {
    question: say(reader, `referrals.form.${form}`),
    effect: sentences(reader, say(reader, 'referrals.form.other-partner'), counts),
    reason: typed?.reason ?? '',
    reasonError: errorText(typed?.reasonError, reader),
    notes: clean(typed?.notes ?? ''),
    notesError: errorText(typed?.notesError, reader),
    choices: DeclineReason.options.map((value) => ({ title: declineReasonName(value, reader), value })),
  };
}

function errorText(error: FormError | undefined, reader: Reader): Text {
  return error === undefined ? NONE : formError(error, reader);
}
