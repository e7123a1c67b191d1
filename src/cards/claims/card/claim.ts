import { isLive, type Claim } from '../../../domain/claims/claim.ts';
import { canMove } from '../../../domain/claims/moves.ts';
import { waitsOnPartner } from '../../../domain/claims/turn.ts';
import type { ClaimView } from '../../../domain/claims/view.ts';
import { say } from '../../../words/say.ts';
import { NONE, type Text } from '../../../words/text.ts';
import type { Fact } from '../../associations/fact.ts';
import { date, dateTime, type Reader } from '../../kit/format.ts';
import { head, type Head } from '../../kit/head.ts';
import { activityName } from '../../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../../kit/template.ts';
import { clean, plain } from '../../kit/text.ts';
import { buttonsOf, rivalButtons } from './buttons.ts';
import { customerText } from './customer-text.ts';
import { doubtLine } from './doubts.ts';
import { formsOf, type CardButton, type ClaimForm } from './forms.ts';
import { gridOf, gridTitle, MAX_BESIDE, type GridRow } from './grid.ts';
import { historyLines } from './history.ts';
import {
  askedLine,
  commentLine,
  consentLine,
  contactLine,
  contestLine,
  fastTrackLine,
  feedsLine,
  reasonLine,
} from './lines.ts';
import { markLine } from './mark-line.ts';
import { nextLine } from './next-line.ts';
import { evidenceLine, proofLines, withoutProofLine } from './proof-lines.ts';
import { claimState } from '../state.ts';
import { targetName } from '../target-name.ts';
import type { ClaimFormTyped } from './press.ts';

interface Line {
  readonly text: Text;
}

interface ClaimCardData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly outcome: Text;
  readonly facts: readonly Fact[];
  readonly lines: readonly Line[];
  /** Whose proof it is, where another's stands below. */
  readonly proofTitle: Text;
  readonly proof: readonly Line[];
  readonly gridTitle: Text;
  readonly grid: readonly GridRow[];
  readonly rivalProof: readonly { readonly title: Text; readonly lines: readonly Line[] }[];
  readonly rivalRows: readonly {
    readonly buttons: readonly { readonly title: Text; readonly claimId: string }[];
  }[];
  readonly customerText: readonly Line[];
  readonly history: readonly Line[];
  readonly next: Text;
  readonly openForm: readonly ClaimForm[];
  readonly forms: readonly ClaimForm[];
  readonly buttons: readonly CardButton[];
}

const render = cardTemplate<ClaimCardData>('claim');

const MAX_PROOF = 10;

/** The customer; to operators with whose word its name is, where it is only the partner's. Not Markdown. */
function calledText({ as, customerName, namedByPartner }: ClaimView, reader: Reader): Text {
  return as === 'operator' && namedByPartner === true
    ? say(reader, 'claims.called-by-partner', { customer: clean(customerName, 80) })
    : clean(customerName);
}

/**
 * A claim as its location or the operators see it. Neither proof nor contact of one partner ever reaches another's card.
 *
 * @param outcome what the press before did or what has come; `''`: nothing
 * @param typed a form that comes back
 */
export function claimCard(
  view: ClaimView,
  reader: Reader,
  outcome: Text = NONE,
  typed?: ClaimFormTyped,
): AdaptiveCard {
  const { claim, as, partnerName } = view;
  const customer = calledText(view, reader);
  const claimId = clean(claim.claimId);
  const isContested = claim.contest !== null;
  const waits = as === 'partner' ? waitsOnPartner(claim) : isContested && canMove(claim, 'approve');
  const { state, color } = claimState({ ...claim, isContested }, waits, reader);
  const forms = formsOf(claim, as, view.disputableUntil !== null, reader, typed);
  const open = typed === undefined ? undefined : forms.find(({ form }) => form === typed.form);
  const compared = as === 'operator' && isContested ? view.rivals : [];
  const kind = say(reader, 'claims.kind');
  return render(
    {
      fallbackText:
        customer === NONE
          ? say(reader, 'claims.summary-unnamed', { claim: claimId, state })
          : say(reader, 'claims.summary', { claim: claimId, customer, state }),
      head: head(kind, partnerName, customer || claimId, state, color),
      outcome,
      facts: factsOf(view, reader),
      lines: linesAbout(view, reader).map(asLine),
      proofTitle: compared.length === 0 ? say(reader, 'claims.proof') : proofOf(partnerName, reader),
      proof: proofLines(view, reader).slice(0, MAX_PROOF).map(asLine),
      gridTitle: gridTitle(view, compared.length, reader),
      grid: as === 'operator' && forms.length > 0 ? gridOf(view, reader) : [],
      rivalProof: compared.slice(0, MAX_BESIDE).map(({ partnerName: name, claim: rival }) => ({
        title: proofOf(name, reader),
        lines: linesOf(rival, reader),
      })),
      rivalRows:
        open === undefined && compared.length > 0
          ? [{ buttons: rivalButtons(view, forms.length, reader) }]
          : [],
      customerText: as === 'partner' ? customerText(view, reader).map(asLine) : [],
      history: historyLines(view, reader).map(asLine),
      next: open === undefined ? nextLine(view, reader) : NONE,
      openForm: open === undefined ? [] : [open],
      forms: open === undefined ? forms : [],
      buttons: open === undefined ? buttonsOf(view, forms.length, reader) : [],
    },
    reader,
  );
}

function asLine(text: Text): Line {
  return { text };
}

function linesAbout(view: ClaimView, reader: Reader): Text[] {
  return [
    reasonLine(view, reader),
    withoutProofLine(view, reader),
    doubtLine(view, reader),
    askedLine(view, reader),
    isLive(view.claim) ? feedsLine(view, reader) : NONE,
    consentLine(view, reader),
    markLine(view, reader),
    fastTrackLine(view, reader),
    contestLine(view, reader),
    contactLine(view, reader),
    commentLine(view, reader),
  ].filter((text) => text !== NONE);
}

function proofOf(partnerName: string, reader: Reader): Text {
  return say(reader, 'claims.proof-of', { partner: plain(partnerName, 60) });
}

function linesOf(claim: Claim, reader: Reader): Line[] {
  const lines = claim.evidence.slice(-MAX_PROOF).toReversed();
  return lines.length === 0
    ? [{ text: say(reader, 'claims.proof-none') }]
    : lines.map((evidence) => ({ text: evidenceLine(evidence, reader) }));
}

function factsOf(view: ClaimView, reader: Reader): Fact[] {
  const { claim, as, partnerName } = view;
  const { claimId, activity, submittedAt, contact, partnerId, approvedAt, status } = claim;
  const person =
    contact === null ? '' : [contact.name, contact.title].filter((text) => text !== '').join(', ');
  const fact = (name: FactName, value: Text): Fact => ({ title: say(reader, `claims.fact.${name}`), value });
  return [
    fact('claim', clean(claimId)),
    ...(as === 'operator' ? [fact('partner', plain(`${clean(partnerName, 80)} ${partnerId}`))] : []),
    fact('activity', activityName(activity, reader)),
    fact('target', targetName(claim.target, reader, view.product)),
    ...(status === 'approved' && approvedAt !== null
      ? [fact('approved', date(approvedAt, reader))]
      : submittedAt === null
        ? []
        : [fact('submitted', dateTime(submittedAt, reader))]),
    ...(as === 'partner' && person !== '' ? [fact('contact', plain(person, 120))] : []),
  ];
}

type FactName = 'claim' | 'partner' | 'activity' | 'target' | 'approved' | 'submitted' | 'contact';
