import { isLive, type Claim } from '../../domain/claims/claim.ts';
import { canMove } from '../../domain/claims/moves.ts';
import { waitsOnPartner } from '../../domain/claims/turn.ts';
import type { ClaimView } from '../../domain/claims/view.ts';
import { date, dateTime, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { ACTIVITY_NAMES } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import { buttonsOf, rivalButtons } from './buttons.ts';
import { doubtLine } from './doubts.ts';
import { formsOf, type CardButton, type ClaimForm } from './forms.ts';
import { gridOf, gridTitle, MOST_BESIDE, type GridRow } from './grid.ts';
import { historyLines } from './history.ts';
import {
  askedLine,
  consentLine,
  customerText,
  evidenceLine,
  fastTrackLine,
  feedsLine,
  markLine,
  nextLine,
  proofLines,
  reasonLine,
  withoutProofLine,
} from './lines.ts';
import { claimState } from './state.ts';
import { targetName } from './target-name.ts';
import type { ClaimFormTyped } from './submit.ts';

interface Line {
  readonly text: string;
}

interface ClaimCardData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly outcome: string;
  readonly facts: readonly { readonly title: string; readonly value: string }[];
  readonly lines: readonly Line[];
  /** Whose proof it is, where another's stands below. */
  readonly proofTitle: string;
  readonly proof: readonly Line[];
  readonly gridTitle: string;
  readonly grid: readonly GridRow[];
  readonly rivalProof: readonly { readonly title: string; readonly lines: readonly Line[] }[];
  readonly rivalRows: readonly {
    readonly buttons: readonly { readonly title: string; readonly claimId: string }[];
  }[];
  readonly customerText: readonly Line[];
  readonly history: readonly Line[];
  readonly next: string;
  readonly openForm: readonly ClaimForm[];
  readonly forms: readonly ClaimForm[];
  readonly buttons: readonly CardButton[];
}

const render = cardTemplate<ClaimCardData>('claim');

const MOST_PROOF = 10;

/** The customer; to operators with whose word its name is, where it is only the partner's. */
function calledText({ as, customerName, namedByPartner }: ClaimView): string {
  return as === 'operator' && namedByPartner === true
    ? `${clean(customerName, 80)} (as the partner calls it)`
    : customerName;
}

/**
 * A claim as its location or the operators see it. Neither proof nor contact of one partner ever reaches another's card.
 *
 * @param outcome what the press before did or what has come, ours; `''`: nothing
 * @param typed a form that comes back
 */
export function claimCard(
  view: ClaimView,
  reader: Reader,
  outcome = '',
  typed?: ClaimFormTyped,
): AdaptiveCard {
  const { claim, as, partnerName } = view;
  const customerName = calledText(view);
  const isContested = claim.contest !== null;
  const waits = as === 'partner' ? waitsOnPartner(claim) : isContested && canMove(claim, 'approve');
  const { state, color } = claimState({ ...claim, isContested }, waits);
  const forms = formsOf(claim, as, view.disputableUntil !== null, typed);
  const open = typed === undefined ? undefined : forms.find(({ form }) => form === typed.form);
  const compared = as === 'operator' && isContested ? view.rivals : [];
  return render({
    fallbackText: clean(`CPOR claim ${[claim.claimId, customerName].filter(Boolean).join(', ')}: ${state}`),
    head: head('CPOR claim', partnerName, customerName || claim.claimId, state, color),
    outcome,
    facts: factsOf(view, reader),
    lines: [
      reasonLine(view),
      withoutProofLine(view),
      doubtLine(view),
      askedLine(view),
      isLive(claim) ? feedsLine(view, reader) : '',
      consentLine(view, reader),
      markLine(view, reader),
      fastTrackLine(view, reader),
      contestLine(view),
      as === 'operator' ? contactLine(claim) : '',
      as === 'operator' && claim.comments !== ''
        ? `The partner’s comment: “${plain(claim.comments, 600)}”`
        : '',
    ]
      .filter((text) => text !== '')
      .map((text) => ({ text })),
    proofTitle: compared.length === 0 ? 'Proof of execution' : proofOf(partnerName),
    proof: proofLines(view, reader)
      .slice(0, MOST_PROOF)
      .map((text) => ({ text })),
    gridTitle: gridTitle(view, compared.length),
    grid: as === 'operator' && forms.length > 0 ? gridOf(view, reader) : [],
    rivalProof: compared.slice(0, MOST_BESIDE).map(({ partnerName: name, claim: rival }) => ({
      title: proofOf(name),
      lines: linesOf(rival, reader),
    })),
    rivalRows:
      open === undefined && compared.length > 0 ? [{ buttons: rivalButtons(view, forms.length) }] : [],
    customerText: as === 'partner' ? customerText(view).map((text) => ({ text })) : [],
    history: historyLines(view, reader).map((text) => ({ text })),
    next: open === undefined ? nextLine(view, reader) : '',
    openForm: open === undefined ? [] : [open],
    forms: open === undefined ? forms : [],
    buttons: open === undefined ? buttonsOf(view, forms.length) : [],
  });
}

function proofOf(partnerName: string): string {
  return `Proof of ${plain(partnerName, 60)}`;
}

function linesOf(claim: Claim, reader: Reader): Line[] {
  const lines = claim.evidence.slice(-MOST_PROOF).toReversed();
  return lines.length === 0
    ? [{ text: 'None.' }]
    : lines.map((evidence) => ({ text: evidenceLine(evidence, reader) }));
}

function factsOf(view: ClaimView, reader: Reader): ClaimCardData['facts'] {
  const { claim, as, partnerName } = view;
  const { claimId, activity, submittedAt, contact, partnerId, approvedAt, status } = claim;
  const person =
    contact === null ? '' : [contact.name, contact.title].filter((text) => text !== '').join(', ');
  return [
    { title: 'Claim', value: claimId },
    ...(as === 'operator' ? [{ title: 'Partner', value: `${plain(partnerName, 80)} ${partnerId}` }] : []),
    { title: 'Activity', value: ACTIVITY_NAMES[activity] },
    { title: 'Target', value: targetName(claim.target, view.product) },
    ...(status === 'approved' && approvedAt !== null
      ? [{ title: 'Approved', value: date(approvedAt, reader) }]
      : submittedAt === null
        ? []
        : [{ title: 'Submitted', value: dateTime(submittedAt, reader) }]),
    ...(as === 'partner' && person !== '' ? [{ title: 'Contact', value: plain(person, 120) }] : []),
  ];
}

/** For the operators, who check the proof against it. */
function contactLine({ contact }: Claim): string {
  if (contact === null) return '';
  const { name, title, email } = contact;
  const said = [name, title, email].filter((text) => text !== '').join(', ');
  return `Contact at the customer: ${plain(said, 300)}.`;
}

function contestLine({ claim, as }: ClaimView): string {
  if (claim.contest === null || as === 'operator') return '';
  return claim.status === 'approved'
    ? 'Another partner claims this target too. You stay its partner of record while the operators compare the proof.'
    : 'Another partner holds or claims this target too, so proof is needed. The operators compare what each has sent.';
}
