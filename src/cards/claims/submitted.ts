import type { Claim } from '../../domain/claims/claim.ts';
import type { Unchecked } from '../../domain/claims/eligibility.ts';
import { messageCard, type MessageButton } from '../chat/message.ts';
import { dateTime, type Reader } from '../kit/format.ts';
import { ACTIVITY_NAMES } from '../kit/labels.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { plain } from '../kit/text.ts';
import { uncheckedText } from './refusals.ts';
import { targetName } from './target-name.ts';

export interface SubmittedShown {
  readonly claims: readonly Claim[];
  /** `known`: the same form had made them before. */
  readonly outcome: 'done' | 'known';
  readonly location: { readonly name: string; readonly partnerId: string };
  readonly customerName: string;
  readonly unchecked: readonly Unchecked[];
}

/** What a submission made: the claims' numbers, what happens next and when. */
export function submittedCard(shown: SubmittedShown, reader: Reader): AdaptiveCard {
  const { claims, location, outcome } = shown;
  const [first, ...others] = claims;
  if (first === undefined) throw new Error('a submission makes at least one claim');
  const subject = others.length === 0 ? `Claim ${first.claimId}` : `${claims.length} claims`;
  return messageCard({
    kind: 'CPOR claim',
    whose: location.name,
    subject,
    state: 'Submitted',
    stateColor: 'Accent',
    lines: [
      outcome === 'known' ? 'This form was submitted before; nothing was claimed twice.' : '',
      others.length === 0 ? '' : claims.map(claimLine).join('\n\n'),
      nextText(first, reader),
      contestText(claims, reader),
      uncheckedText(shown.unchecked),
    ].filter((line) => line !== ''),
    facts: [
      { title: 'Customer', value: plain(shown.customerName, 100) || first.customerId },
      ...(others.length === 0 ? [{ title: 'Target', value: targetName(first.target) }] : []),
      { title: 'Activity', value: ACTIVITY_NAMES[first.activity] },
    ],
    small:
      'Tell the customer’s tenant administrator that the request comes from you, so that it is not declined. The claim’s card has a text for it.',
    buttons: buttonsOf(claims, location.partnerId),
  });
}

function claimLine({ claimId, target }: Claim): string {
  return `${claimId}: ${targetName(target)}`;
}

function nextText({ status, dueAt }: Claim, reader: Reader): string {
  if (status !== 'submitted' || dueAt === null) return 'Open it to see how it stands.';
  return `Next: the review begins by ${dateTime(dueAt, reader)} at the latest. You are told of every step.`;
}

/** Who else claims it is not told before a decision. */
function contestText(claims: readonly Claim[], reader: Reader): string {
  const contested = claims.filter(({ contest }) => contest !== null);
  const [first] = contested;
  if (first === undefined) return '';
  const by = first.contest?.answerBy ?? null;
  const until = by === null ? '' : ` by ${dateTime(by, reader)}`;
  const which =
    contested.length === claims.length
      ? 'Another partner claims or holds this too'
      : `Another partner claims or holds ${contested.map(({ target }) => targetName(target)).join(', ')} too`;
  return `${which}, so proof of execution decides: add yours${until}.`;
}

function buttonsOf([first, ...others]: readonly Claim[], partnerId: string): MessageButton[] {
  const open = { title: 'Open', verb: 'claim.show', data: { claimId: first?.claimId ?? '' } };
  return [
    ...(others.length === 0 ? [open] : []),
    { title: 'All claims', verb: 'claims.list', data: { partnerId } },
    { title: 'New claim', verb: 'claim.new', data: { partnerId } },
  ];
}
