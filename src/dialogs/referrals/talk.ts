import { z } from 'zod';
import { formError, readNote } from '../../cards/referrals/desk.ts';
import { readDecline } from '../../cards/referrals/offer.ts';
import { pauseTyped, reasonTooLong } from '../../cards/referrals/pause.ts';
import { declineReasonName } from '../../cards/kit/labels.ts';
import { isProgramAdmin } from '../../domain/memberships/rights.ts';
import { DeclineReason, type OfferStatus } from '../../domain/referrals/referral.ts';
import type { OfferEntry } from '../../domain/referrals/offer-entry.ts';
import { PartnerId, ReferralId } from '../../domain/shared/ids.ts';
import { locationsOf } from '../../usecases/memberships/locations-of.ts';
import { showIntake } from '../../usecases/referrals/intake-view.ts';
import { listReferrals } from '../../usecases/referrals/list.ts';
import { openReferral } from '../../usecases/referrals/open.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import type { Asking } from '../in-chat.ts';
import { FORBIDDEN, type Speaking } from '../speaking.ts';
import type { Answers, Interview, Question } from '../talk/interview.ts';
import { wholeCardOf } from './card-of.ts';
import { filledPauseCard } from './pause.ts';

const Ref = z.object({
  referralId: ReferralId,
  part: z.coerce.number().int().min(1),
  offer: z.coerce.number().int().min(1).optional(),
});

/** Which referral: its number, the part and the round of the offer, with a slash between them. */
function refIn(text = '') {
  const [referralId, part, offer] = text.split('/');
  return Ref.safeParse({ referralId, part, offer });
}

export function refOf({
  referralId,
  part,
  round,
}: {
  readonly referralId: string;
  readonly part: number;
  readonly round?: number | undefined;
}): string {
  return [referralId, part, ...(round === undefined ? [] : [round])].join('/');
}

/** Referrals of the person's locations that stand so, by a part of the customer's name. */
export async function referralsNamed(
  { context, person }: Speaking,
  status: OfferStatus,
  customer = '',
): Promise<readonly OfferEntry[]> {
  const found = await listReferrals(context, person, undefined, { status, customer });
  return found.ok ? found.value.entries : [];
}

function whichReferral(
  status: 'offered' | 'accepted',
  subject: 'talk.decline.which' | 'talk.note.which',
  nothing: 'talk.nothing.offers' | 'talk.nothing.accepted',
): Question {
  return {
    field: 'referral',
    async ask(speaking) {
      const { reader } = speaking;
      const there = await referralsNamed(speaking, status);
      const [only, ...others] = there;
      if (only === undefined) return { nothing: say(reader, nothing) };
      if (others.length === 0) return { referral: refOf(only) };
      const choices = there.map((one) => ({
        title: `${one.customerName} (${one.referralId})`,
        value: refOf(one),
      }));
      return { subject: say(reader, subject), choices };
    },
  };
}

/** Why an offer is declined; it ends with the offer's card, whose button declines. */
export const declineTalk: Interview = {
  dialog: 'talk-decline',
  questions: [
    whichReferral('offered', 'talk.decline.which', 'talk.nothing.offers'),
    {
      field: 'reason',
      clears: ['notes'],
      ask: ({ reader }) =>
        Promise.resolve({
          subject: say(reader, 'talk.decline.reason'),
          choices: DeclineReason.options.map((value) => ({ title: declineReasonName(value, reader), value })),
        }),
    },
    {
      field: 'notes',
      ask: ({ reader }, { reason }) =>
        Promise.resolve({ subject: say(reader, 'talk.decline.notes'), mayBeLeftOut: reason !== 'other' }),
      wrong({ reader }, answers) {
        const read = readDecline(answers);
        const wrong = read.ok ? undefined : read.error.notesError;
        return Promise.resolve(wrong && formError(wrong, reader));
      },
    },
  ],
  async end(speaking, answers) {
    return openedWith(speaking, answers, { reason: answers['reason'] ?? '', notes: answers['notes'] ?? '' });
  },
};

/** A note on an accepted referral; it ends with the referral's card, whose button keeps the note. */
export const noteTalk: Interview = {
  dialog: 'talk-note',
  questions: [
    whichReferral('accepted', 'talk.note.which', 'talk.nothing.accepted'),
    {
      field: 'text',
      ask: ({ reader }) => Promise.resolve({ subject: say(reader, 'talk.note.text') }),
      wrong: ({ reader }, answers) => Promise.resolve(noteWrong(answers, 'textError', reader)),
    },
    {
      field: 'followUp',
      ask: ({ reader }) =>
        Promise.resolve({
          subject: say(reader, 'talk.note.follow-up'),
          line: say(reader, 'talk.note.follow-up-line'),
          mayBeLeftOut: true,
        }),
      wrong: ({ reader }, answers) => Promise.resolve(noteWrong(answers, 'followUpError', reader)),
    },
  ],
  end: (speaking, answers) =>
    openedWith(speaking, answers, {
      form: 'note',
      text: answers['text'] ?? '',
      followUp: answers['followUp'] ?? '',
    }),
};

function noteWrong(
  answers: Answers,
  at: 'textError' | 'followUpError',
  reader: Speaking['reader'],
): Text | undefined {
  const read = readNote(answers);
  const wrong = read.ok || read.error.form !== 'note' ? undefined : read.error[at];
  return wrong && formError(wrong, reader);
}

async function openedWith(
  speaking: Speaking,
  answers: Answers,
  typed: Parameters<typeof wholeCardOf>[2],
): ReturnType<Interview['end']> {
  const ref = refIn(answers['referral']);
  if (!ref.success) return FORBIDDEN;
  const opened = await openReferral(speaking.context, speaking.actor, ref.data);
  return opened.ok ? { card: wholeCardOf(speaking, opened.value, typed) } : FORBIDDEN;
}

/** Why referrals are paused; it ends with the card whose button pauses them. */
export const pauseTalk: Interview = {
  dialog: 'talk-pause',
  questions: [
    {
      field: 'partnerId',
      async ask({ context, person, reader }) {
        const at = (await locationsOf(context.documents, person, reader.now)).filter(isProgramAdmin);
        const [only, ...others] = at;
        // Who administers none is told by the card who could.
        if (only === undefined) return { partnerId: person.standings[0]?.partnerId ?? '', reason: '' };
        if (others.length === 0) return { partnerId: only.location.partnerId };
        const choices = at.map(({ location }) => ({ title: location.name, value: location.partnerId }));
        return { subject: say(reader, 'talk.pause.location'), choices };
      },
    },
    {
      field: 'reason',
      ask: ({ reader }) => Promise.resolve({ subject: say(reader, 'talk.pause.reason'), mayBeLeftOut: true }),
      wrong: ({ reader }, { reason = '' }) => Promise.resolve(pauseTyped(reason) && reasonTooLong(reader)),
    },
  ],
  async end(speaking, { partnerId, reason = '' }) {
    const at = PartnerId.safeParse(partnerId);
    if (!at.success) return FORBIDDEN;
    const shown = await showIntake(speaking.context, speaking.actor, at.data);
    return shown.ok ? { card: filledPauseCard(speaking, shown.value, reason) } : FORBIDDEN;
  },
};

/** A decline that came without a reason, from a client whose button brings none along, is asked for one. */
export function askForReason(data: { readonly [field: string]: unknown }): Asking | undefined {
  if (DeclineReason.safeParse(data['reason']).success) return undefined;
  const ref = Ref.safeParse(data);
  if (!ref.success) return undefined;
  const referral = refOf({ ...ref.data, round: ref.data.offer });
  return { dialog: declineTalk.dialog, options: { answers: { referral } } };
}
