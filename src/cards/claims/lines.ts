import { ACTIVITY_RULES } from '../../domain/claims/activities.ts';
import { claimFeeds } from '../../domain/claims/feeds.ts';
import { isLive, type Evidence } from '../../domain/claims/claim.ts';
import { revRecSince } from '../../domain/claims/gives.ts';
import { latestProof } from '../../domain/claims/checklist.ts';
import { coveredByFastTrack, highWaterMark } from '../../domain/claims/high-water-mark.ts';
import { groundWithoutProof, needsProof } from '../../domain/claims/proof.ts';
import type { ClaimView } from '../../domain/claims/view.ts';
import { BENEFIT_SEATS_FLOOR, CPOR_SEATS_FLOOR } from '../../domain/referrals/policy.ts';
import { dayOf } from '../../domain/shared/time.ts';
import { date, day, dateTime, number, relative, type Reader } from '../kit/format.ts';
import { say } from '../../words/say.ts';
import { AREA_NAMES } from '../kit/labels.ts';
import { byPalText, metricsInText } from './feeds.ts';
import { listed, plain } from '../kit/text.ts';
import { REASON_TEXTS } from './state.ts';
import { targetName } from './target-name.ts';

/** What the claim feeds, and what it gives besides. */
export function feedsLine({ claim, product }: ClaimView, reader: Reader): string {
  const { areas, metrics, byPal } = claimFeeds(claim.activity, claim.target, product);
  const paid = ACTIVITY_RULES[claim.activity].isPaid ? 'open to incentives' : 'recognition only, not paid';
  const counts =
    metrics.length === 0
      ? say(reader, 'claim-feeds.nothing')
      : `Feeds ${listed(areas.map((area) => AREA_NAMES[area]))}: ${metricsInText(metrics, reader)}`;
  const feeds = [`${counts}; ${paid}.`, byPalText(product, byPal, reader)].filter(Boolean).join(' ');
  if (claim.activity !== 'osa') return feeds;
  const since =
    claim.status === 'approved' && claim.approvedAt !== null ? revRecSince(claim.approvedAt) : null;
  const when =
    since === null
      ? 'a month after approval'
      : `${since > reader.now ? 'from' : 'since'} ${date(since, reader)}`;
  return `${feeds} Revenue recognition comes with it by itself, shown ${when}.`;
}

/** Whether the customer was told, and what it said. */
export function consentLine({ claim }: ClaimView, reader: Reader): string {
  const { consent, toldOn, optOutUntil } = claim;
  if (!isLive(claim)) return '';
  if (consent !== null) {
    const when = date(consent.at, reader);
    if (consent.answer === 'accepted') return `The customer agreed on ${when}.`;
    return `The customer did not opt out by ${optOutUntil === null ? when : day(optOutUntil, reader)}: silence is consent.`;
  }
  if (toldOn === null || optOutUntil === null) {
    return 'The customer has not been told yet. It can opt out once it has been.';
  }
  return `The customer was told on ${day(toldOn, reader)} and may opt out until ${day(optOutUntil, reader)}.`;
}

/** FastTrack helps from fewer seats than CPOR pays from. Of an incentive claim on a workload only. */
export function fastTrackLine({ claim, seats }: ClaimView, reader: Reader): string {
  if (claim.activity !== 'osu-m365' || !isLive(claim) || seats === null) return '';
  const floor = number(BENEFIT_SEATS_FLOOR, reader);
  const covered = coveredByFastTrack(seats) ? 'is covered' : 'is not covered';
  return `FastTrack covers customers from ${floor} seats: this one has ${number(seats, reader)} and ${covered}.`;
}

/** Which licences are paid, with the numbers. Of an incentive claim on a workload only. */
export function markLine({ claim, usage }: ClaimView, reader: Reader): string {
  if (claim.activity !== 'osu-m365' || !isLive(claim)) return '';
  const n = (value: number) => number(value, reader);
  const approvedOn =
    claim.status === 'approved' && claim.approvedAt !== null ? dayOf(claim.approvedAt) : null;
  const { standing, mark, paid, paidFrom, paidBefore, toFloor, priorMark } = highWaterMark(usage, approvedOn);
  const rule =
    paidBefore === 0
      ? `Paid once ${n(CPOR_SEATS_FLOOR)} active users are exceeded, then from the first licence`
      : `Paid above the ${n(paidBefore)} active users of before the approval, which count as paid`;
  const latest = usage.reduce((last, one) => (one.day > last ? one.day : last), '');
  const asOf = latest === '' ? '' : ` (data to ${day(latest, reader)})`;
  switch (standing) {
    case 'paid':
      return `High-water mark ${n(mark)}${asOf}: licences ${n(paidFrom)} to ${n(mark)} are paid, ${n(paid)} in all.`;
    case 'no-usage':
      return `No usage since the approval yet. ${rule}.`;
    case 'below-floor':
      return `High-water mark ${n(mark)}${asOf}: ${n(toFloor)} more to exceed the floor. ${rule}.`;
    case 'not-above-prior':
      return `High-water mark ${n(mark)}${asOf}: not above the ${n(priorMark)} of before the approval, so nothing is paid yet.`;
    case 'not-approved':
      return mark === 0
        ? `${rule}.`
        : `${rule}. So far ${n(mark)} at most${asOf}; only use after the approval counts.`;
  }
}

/** The proof, a line each, the latest first; what is missing said first. */
export function proofLines({ claim }: ClaimView, reader: Reader): string[] {
  const lines = claim.evidence.toReversed().map((evidence) => evidenceLine(evidence, reader));
  if (lines.length > 0) return lines;
  return [
    needsProof(claim.activity, claim.contest !== null)
      ? 'None yet. This claim needs proof.'
      : 'None. This activity needs none until another partner claims the same target.',
  ];
}

/** A link that opens, or a kept file by its name. */
export function evidenceLine({ kind, link, name, addedAt }: Evidence, reader: Reader): string {
  const what = link === null ? plain(name, 80) : `[${plain(name, 60)}](${asTarget(link)})`;
  return `${what} · ${EVIDENCE_NAMES[kind]}, ${date(addedAt, reader)}`;
}

/** What happens next, and by when. */
export function nextLine(view: ClaimView, reader: Reader): string {
  const { claim, as, subscriptionEnds } = view;
  const { status, contest } = claim;
  const dueAt = status === 'rejected' ? view.disputableUntil : claim.dueAt;
  const by = dueAt === null ? '' : ` by ${dateTime(dueAt, reader)} (${relative(dueAt, reader)})`;
  if (contest !== null && status !== 'dispute' && status !== 'partner-action-required') {
    const until = contest.answerBy === null ? '' : ` by ${dateTime(contest.answerBy, reader)}`;
    const answer =
      contest.answeredAt === null
        ? as === 'partner'
          ? `Next: add proof${until}; then the operators decide on the proof at hand.`
          : `Next: decide between the partners. ${proofSoFar(view, reader)} may add more${until}.`
        : as === 'partner'
          ? 'Next: the operators decide between the partners.'
          : `Next: decide between the partners. ${answeredText(view, { since: contest.since, answeredAt: contest.answeredAt }, reader)}`;
    return answer;
  }
  switch (status) {
    case 'submitted':
      return `Next: the review begins${by}, at the latest.`;
    case 'under-review':
    case 'dispute':
      if (claim.escalatedAt !== null) return 'Next: the review is overdue, and the operators have been told.';
      return `Next: the operators ${status === 'dispute' ? 'answer the dispute' : 'decide'}${by}.`;
    case 'partner-action-required':
      return as === 'partner'
        ? `Next: send more proof${by}; without an answer the claim is rejected.`
        : `Next: the partner answers${by}, else the claim is rejected.`;
    case 'approved':
      return subscriptionEnds === null
        ? ''
        : `Next: the association ends with the subscription on ${day(subscriptionEnds, reader)}.`;
    case 'rejected':
      if (dueAt === null) return 'Next: nothing. A new claim is possible at any time.';
      return as === 'partner'
        ? `Next: you can dispute this once${by}.`
        : `Next: the partner may dispute this${by}.`;
    case 'draft':
    case 'rejected-final':
      return '';
  }
}

/** What this side of a contest has shown before it was asked for more. */
function proofSoFar({ claim, partnerName }: ClaimView, reader: Reader): string {
  const latest = latestProof(claim.evidence);
  const name = plain(partnerName, 60);
  return latest === null
    ? `${name} has shown no proof yet, and`
    : `The latest proof of ${name} is of ${date(latest, reader)}; it`;
}

/** A comment alone is an answer, and no proof. */
function answeredText(
  { claim, partnerName }: ClaimView,
  { since, answeredAt }: Answered,
  reader: Reader,
): string {
  const { evidence, steps } = claim;
  const name = plain(partnerName, 60);
  const proof = steps.findLast(
    (step) => step.verb === 'claim.defend' && step.added !== 0 && step.at >= since,
  );
  if (proof !== undefined) return `${name} added proof on ${date(proof.at, reader)}.`;
  const latest = latestProof(evidence);
  const on = date(answeredAt, reader);
  return latest === null
    ? `${name} answered on ${on} and has shown no proof.`
    : `${name} answered on ${on} without new proof; its latest is of ${date(latest, reader)}.`;
}

interface Answered {
  readonly since: Date;
  readonly answeredAt: Date;
}

/** Why it is over, in a sentence; with the operators' words where they gave some. */
export function reasonLine({ claim, wonBy }: ClaimView): string {
  const { reason, steps } = claim;
  if (reason === '' || isLive(claim)) return '';
  const said = steps.findLast(({ verb }) => verb !== 'claim.told')?.comment ?? '';
  const who = reason === 'superseded' && wonBy !== '' ? ` It is ${plain(wonBy, 80)}.` : '';
  const again =
    reason === 'superseded' ? ' If you did more for the customer, claim it again with better proof.' : '';
  return `${REASON_TEXTS[reason]}${who}${said === '' ? '' : ` Ground: “${plain(said, 1_000)}”`}${again}`;
}

/** That a claim was approved without the proof that it needs, and why. */
export function withoutProofLine({ claim }: ClaimView): string {
  const ground = groundWithoutProof(claim);
  if (ground === undefined) return '';
  return `Approved without proof of execution. ${ground === '' ? 'No ground was written.' : `Ground: “${plain(ground, 1_000)}”`}`;
}

/** What the operators ask for, while they do. */
export function askedLine({ claim }: ClaimView): string {
  if (claim.status !== 'partner-action-required') return '';
  const asked = claim.steps.findLast(({ to, from }) => to === 'partner-action-required' && from !== to);
  return asked === undefined ? '' : `Asked for: “${plain(asked.comment, 1_000)}”`;
}

/** Text that a partner sends to the customer's tenant administrator, so that the request is not declined. */
export function customerText(view: ClaimView): string[] {
  const { claim, partnerName } = view;
  if (!isLive(claim)) return [];
  const target = targetName(claim.target, view.product);
  return [
    `Hello, ${partnerName} has asked Microsoft to be recorded as your claiming partner of record (CPOR) for ${target}.`,
    'Microsoft will send you, as tenant administrator, a notice of this request. You need not do anything: without an answer the request counts as accepted. Please do not decline it.',
    `The association changes nothing in your tenant and gives no access to it. ${partnerName} will see only how many people use ${target} and how many seats were bought, and only while it is your partner of record.`,
    `Claim number: ${claim.claimId}`,
  ].map((text) => plain(text, 1_000));
}

export const EVIDENCE_NAMES: { readonly [kind in Evidence['kind']]: string } = {
  'customer-acknowledgement': 'customer acknowledgement',
  'statement-of-work': 'statement of work',
  'assignment-mail': 'assignment mail',
  other: 'proof',
};

/** A URL inside a Markdown link: its brackets and blanks would end it. */
function asTarget(link: string): string {
  return link.replace(/[()\s<>\\[\]]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
