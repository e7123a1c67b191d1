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
import { asksOf } from './asks.ts';
import { againButton, buttonsOf } from './buttons.ts';
import { customerText } from './customer-text.ts';
import { doubtLine } from './doubts.ts';
import { formsOf, type CardButton, type ClaimForm } from './forms.ts';
import { gridHeads, gridOf, gridTitle, MAX_BESIDE, type GridHead, type GridRow } from './grid.ts';
import { historyLines } from './history.ts';
import { commentLine, consentLine, contactLine, fastTrackLine, feedsLine } from './lines.ts';
import { markLine } from './mark-line.ts';
import { latestProofLines, proofLines, withoutProofLine } from './proof-lines.ts';
import { stagesRow, type StageShown } from './stages-row.ts';
import { claimState } from '../state.ts';
import { targetName } from '../target-name.ts';
import type { ClaimFormTyped } from './press.ts';

interface ClaimCardData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly outcome: Text;
  /** What is asked of the reader, and by when; `''`: nothing. */
  readonly asked: Text;
  readonly askedLines: readonly Text[];
  /** The one thing to do first: a form, or a button; at most one of both. */
  readonly primary: readonly ClaimForm[];
  readonly primaryButton: readonly CardButton[];
  readonly stages: readonly StageShown[];
  readonly facts: readonly Fact[];
  readonly lines: readonly Text[];
  readonly proofTitle: Text;
  /** Empty where it stands beside that of rivals. */
  readonly proof: readonly Text[];
  readonly gridTitle: Text;
  readonly gridHeads: readonly GridHead[];
  readonly grid: readonly GridRow[];
  /** Proof of each partner of a contest, side by side. */
  readonly proofs: readonly { readonly title: Text; readonly lines: readonly Text[] }[];
  readonly counts: readonly Text[];
  readonly customerText: readonly Text[];
  readonly history: readonly Text[];
  /** It came back with what is wrong. */
  readonly openForm: readonly ClaimForm[];
  readonly forms: readonly ClaimForm[];
  /** Nothing or one: what is needed less often. */
  readonly more: readonly {
    readonly buttons: readonly CardButton[];
    readonly withdraw: readonly ClaimForm[];
  }[];
}

const render = cardTemplate<ClaimCardData>('claim');

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
  const open = forms.filter(({ form }) => form === typed?.form);
  const isOpen = open.length > 0;
  const asks = asksOf(view, reader);
  return render(
    {
      fallbackText:
        customer === NONE
          ? say(reader, 'claims.summary-unnamed', { claim: claimId, state })
          : say(reader, 'claims.summary', { claim: claimId, customer, state }),
      head: head(say(reader, 'claims.kind'), partnerName, customer || claimId, state, color),
      outcome,
      asked: asks.title,
      askedLines: asks.lines,
      stages: stagesRow(claim, reader),
      facts: factsOf(view, reader),
      lines: linesAbout(view, reader),
      ...proofData(view, forms.length > 0, reader),
      counts: countsOf(view, reader),
      customerText: as === 'partner' ? customerText(view, reader) : [],
      history: historyLines(view, reader),
      openForm: open,
      ...(isOpen ? NOTHING_ELSE : actionsOf(view, forms, reader)),
    },
    reader,
  );
}

/** A form that came back is all there is to do. */
const NOTHING_ELSE = { primary: [], primaryButton: [], forms: [], more: [] } as const;

/** The first form that applies on top, withdrawing out of the way. */
function actionsOf(
  view: ClaimView,
  forms: readonly ClaimForm[],
  reader: Reader,
): Pick<ClaimCardData, 'primary' | 'primaryButton' | 'forms' | 'more'> {
  const primary = forms.filter(({ form }) => form !== 'withdraw' && form !== 'told');
  const again = againButton(view, primary.length === 0, reader);
  const buttons = [...(primary.length === 0 ? [] : again), ...buttonsOf(view, reader)];
  return {
    primary,
    primaryButton: primary.length === 0 ? again : [],
    forms: forms.filter(({ form }) => form === 'told'),
    more: [{ buttons, withdraw: forms.filter(({ form }) => form === 'withdraw') }],
  };
}

/** Proof of this claim; operators see it checked, and in a contest beside that of its rivals. */
function proofData(
  view: ClaimView,
  isChecked: boolean,
  reader: Reader,
): Pick<ClaimCardData, 'proofTitle' | 'proof' | 'gridTitle' | 'gridHeads' | 'grid' | 'proofs'> {
  const { claim, as, partnerName, names } = view;
  const isCompared = as === 'operator' && claim.contest !== null && view.rivals.length > 0;
  const rivals = isCompared ? view.rivals.slice(0, MAX_BESIDE) : [];
  return {
    proofTitle: say(reader, 'claims.proof'),
    proof: isCompared ? [] : proofLines(view, reader),
    gridTitle: gridTitle(view, rivals.length, reader),
    gridHeads: gridHeads(view, rivals),
    grid: as === 'operator' && isChecked ? gridOf(view, rivals, reader) : [],
    proofs: isCompared
      ? [{ claim, partnerName }, ...rivals].map((one) => ({
          title: plain(one.partnerName, 60),
          lines: proofBeside(one.claim, names, reader),
        }))
      : [],
  };
}

function proofBeside(claim: Claim, names: ClaimView['names'], reader: Reader): Text[] {
  const lines = latestProofLines(claim, names, reader);
  return lines.length === 0 ? [say(reader, 'claims.proof-none')] : lines;
}

function linesAbout(view: ClaimView, reader: Reader): Text[] {
  return [
    withoutProofLine(view, reader),
    doubtLine(view, reader),
    consentLine(view, reader),
    contactLine(view, reader),
    commentLine(view, reader),
  ].filter((text) => text !== NONE);
}

/** What it feeds, pays and covers: read once, and folded. */
function countsOf(view: ClaimView, reader: Reader): Text[] {
  return [
    isLive(view.claim) ? feedsLine(view, reader) : NONE,
    markLine(view, reader),
    fastTrackLine(view, reader),
  ].filter((text) => text !== NONE);
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
