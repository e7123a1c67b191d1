import { DeclineReason, type ReferralOutcome } from '../../domain/referrals/referral.ts';
import type { AadObjectId } from '../../domain/shared/ids.ts';
import { written } from '../../domain/shared/written.ts';
import type { Choice } from '../kit/choice.ts';
import { DECLINE_REASON_NAMES } from '../kit/labels.ts';
import { clean } from '../kit/text.ts';
import type { DeskTyped, LetGoTyped } from './desk.ts';

interface LetGoForm {
  readonly question: string;
  /** What letting it go does. */
  readonly effect: string;
  readonly reason: string;
  readonly reasonError: string;
  readonly notes: string;
  readonly notesError: string;
  readonly choices: readonly Choice[];
}

type Fields<Form extends DeskTyped['form']> = Omit<Extract<DeskTyped, { form: Form }>, 'form'>;

/** Every form of a referral's card, each with what was typed into it or what it begins with. */
export interface DeskForms {
  readonly decline: LetGoForm;
  readonly handback: LetGoForm;
  readonly note: Fields<'note'>;
  readonly outcome: Fields<'outcome'>;
  readonly assign: Fields<'assign'> & { readonly choices: readonly Choice[] };
}

/** A list to choose from is short; whoever stands beyond it is handed over to by one of those on it. */
const MOST_COLLEAGUES = 200;

export function formsOf(
  typed: LetGoTyped | DeskTyped | undefined,
  now: {
    /** What a decline would do to the acceptance rate; `''`: not known. */
    readonly effect: string;
    readonly colleagues: readonly { readonly aadObjectId: AadObjectId; readonly name: string }[];
    readonly followUp: string;
    readonly outcome: ReferralOutcome | null;
  },
): DeskForms {
  const form = typed !== undefined && 'form' in typed ? typed : undefined;
  const declining = typed !== undefined && !('form' in typed) ? typed : undefined;
  const { outcome } = now;
  return {
    decline: letGoForm('Why do you decline?', declining, [
      'The referral then goes to another partner, and this cannot be taken back.',
      now.effect === '' ? 'It counts in your acceptance rate.' : now.effect,
    ]),
    handback: letGoForm('Why do you hand it back?', form?.form === 'handback' ? form : undefined, [
      'The referral then goes to another partner, and this cannot be taken back.',
      'It counts as declined in your acceptance rate.',
    ]),
    note:
      form?.form === 'note'
        ? { ...form, text: written(form.text) }
        : { text: '', textError: '', followUp: now.followUp, followUpError: '' },
    outcome:
      form?.form === 'outcome'
        ? { ...form, services: clean(form.services), value: clean(form.value) }
        : {
            outcome: outcome?.result ?? '',
            services: clean(outcome?.services ?? ''),
            value: outcome?.value === null || outcome === null ? '' : String(outcome.value),
            outcomeError: '',
            servicesError: '',
            valueError: '',
          },
    assign: {
      aadObjectId: '',
      aadObjectIdError: form?.form === 'assign' ? form.aadObjectIdError : '',
      choices: now.colleagues
        .slice(0, MOST_COLLEAGUES)
        .map(({ aadObjectId, name }) => ({ title: clean(name) || aadObjectId, value: aadObjectId })),
    },
  };
}

function letGoForm(question: string, typed: LetGoTyped | undefined, effect: readonly string[]): LetGoForm {
  return {
    question,
    effect: effect.join(' '),
    reason: typed?.reason ?? '',
    reasonError: typed?.reasonError ?? '',
    notes: clean(typed?.notes ?? ''),
    notesError: typed?.notesError ?? '',
    choices: DeclineReason.options.map((value) => ({ title: DECLINE_REASON_NAMES[value], value })),
  };
}
