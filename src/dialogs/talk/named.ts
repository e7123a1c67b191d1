import { ACTIVITY_SHORT_NAMES, declineReasonName, WORKLOAD_NAMES } from '../../cards/kit/labels.ts';
import { DeclineReason } from '../../domain/referrals/referral.ts';
import { ClaimActivity, Workload } from '../../domain/shared/catalogue.ts';
import { normalised } from '../../understanding/normal.ts';
import { claimTalk, claimableNamed } from '../claims/talk.ts';
import { declineTalk, refOf, referralsNamed } from '../referrals/talk.ts';
import type { Asking } from '../in-chat.ts';
import type { Speaking } from '../speaking.ts';

/** Something that a sentence named, and the sentence without it. */
interface Found<Id extends string> {
  readonly found: readonly Id[];
  readonly rest: string;
}

/** A claim whose first sentence named a customer, a workload or an activity. @returns undefined when it named nothing */
export async function claimNamed(
  speaking: Speaking,
  text: string,
  name: string,
): Promise<Asking | undefined> {
  const activity = takeNames(normalised(text), ClaimActivity.options, (id) => ACTIVITY_SHORT_NAMES[id]);
  const workloads = takeNames(activity.rest, Workload.options, (id) => WORKLOAD_NAMES[id]);
  const rest = new Set(workloads.rest.split(' '));
  const customer = name
    .split(' ')
    .filter((word) => rest.has(normalised(word)))
    .join(' ');
  const [chosen] = activity.found;
  if (customer === '' && chosen === undefined && workloads.found.length === 0) return undefined;
  const answers = {
    ...(await claimableNamed(speaking, customer)),
    ...(chosen === undefined ? {} : { activity: chosen }),
    ...(workloads.found.length === 0 ? {} : { target: workloads.found.join(',') }),
  };
  return { dialog: claimTalk.dialog, options: { answers } };
}

/** A decline that named why, of the one open offer that can be meant. */
export async function declineNamed(
  speaking: Speaking,
  text: string,
  name: string,
): Promise<Asking | undefined> {
  const said = normalised(text);
  const { found } = takeNames(said, DeclineReason.options, (id) => declineReasonName(id, speaking.reader));
  const [reason] = found.filter((one) => one !== 'other');
  const customer = wordsOutside(name, reason === undefined ? '' : declineReasonName(reason, speaking.reader));
  const offers = await referralsNamed(speaking, 'offered', customer);
  const [only, ...others] = offers;
  if (reason === undefined || only === undefined || others.length > 0) return undefined;
  return { dialog: declineTalk.dialog, options: { answers: { referral: refOf(only), reason, notes: '' } } };
}

/** The one open offer that can be meant. */
export async function onlyOffer(
  speaking: Speaking,
  name: string,
): Promise<{ readonly referralId: string; readonly part: number } | undefined> {
  const [only, ...others] = await referralsNamed(speaking, 'offered', name);
  if (only === undefined || others.length > 0) return undefined;
  return { referralId: only.referralId, part: only.part };
}

function wordsOutside(name: string, other: string): string {
  const others = new Set(normalised(other).split(' '));
  return name
    .split(' ')
    .filter((word) => !others.has(normalised(word)))
    .join(' ');
}

/** Names and ids that stand in a sentence, the longest first, so that Teams Phone is not taken for Teams. */
function takeNames<Id extends string>(
  text: string,
  ids: readonly Id[],
  nameOf: (id: Id) => string,
): Found<Id> {
  const names = ids
    .flatMap((id) => [normalised(nameOf(id)), normalised(id)].map((name) => ({ id, name })))
    .toSorted((one, other) => other.name.length - one.name.length);
  let rest = ` ${text} `;
  const found: Id[] = [];
  for (const { id, name } of names) {
    if (!rest.includes(` ${name} `)) continue;
    rest = rest.replace(` ${name} `, ' ');
    if (!found.includes(id)) found.push(id);
  }
  return { found, rest: rest.trim() };
}
