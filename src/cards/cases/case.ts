import { isEnded, isLeaveCase, type Case, type CaseStep, type CaseSide } from '../../domain/cases/case.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dateTime, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { PROGRAM_NAMES, somebody } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, clean, linkTo, paragraphs } from '../kit/text.ts';
import { factsOf, type CaseFact } from './facts.ts';
import { caseState } from './state.ts';
import { caseSubject } from './subject.ts';

/** A case as somebody sees it. */
export interface CaseShown {
  readonly case: Case;
  readonly side: CaseSide;
  readonly partnerName: string;
}

/** What was typed into a case that could not be taken, and why. */
export interface CaseTypedAgain {
  readonly text: string;
  readonly textError: Text;
  readonly attachments: string;
  readonly attachmentsError: Text;
}

/** What a card says besides the case itself. */
export interface CaseGiven {
  /** Steps to pass over, from the latest. */
  readonly after?: number;
  readonly note?: Text;
  readonly typed?: CaseTypedAgain;
}

interface Step {
  readonly who: Text;
  readonly did: Text;
  readonly text: Text;
  readonly links: readonly Text[];
}

interface CaseData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly note: Text;
  readonly text: Text;
  readonly links: readonly Text[];
  readonly facts: readonly CaseFact[];
  readonly thread: readonly Step[];
  /** How many steps the next page passes over; `''`: there is none. */
  readonly earlier: string;
  readonly next: Text;
  readonly typed: CaseTypedAgain;
  /** Whether comments are taken. */
  readonly isLive: boolean;
  readonly mayReopen: boolean;
  readonly closeTitle: Text;
  readonly caseId: string;
}

/** Steps on a card, and what it shows of each: a long one is cut, so that a card stays below what Teams takes. */
const MAX_STEPS = 6;
const MAX_SHOWN = 1_500;
const NOTHING_TYPED: CaseTypedAgain = { text: '', textError: NONE, attachments: '', attachmentsError: NONE };

const render = cardTemplate<CaseData>('case');

/** A case with what was said lately, for one side of it. */
export function caseCard(shown: CaseShown, reader: Reader, given: CaseGiven = {}): AdaptiveCard {
  const { case: found, side, partnerName } = shown;
  const { status, program, thread, caseId } = found;
  const { state, color, next } = caseState(status, side, reader);
  const subject = caseSubject(found, reader);
  const whose = program === null ? partnerName : `${partnerName} · ${PROGRAM_NAMES[program]}`;
  const end = Math.max(0, thread.length - (given.after ?? 0));
  const start = Math.max(0, end - MAX_STEPS);
  return render(
    {
      fallbackText: say(reader, 'cases.summary', { subject, state: clean(state) }),
      head: head(say(reader, `cases.kind.${found.kind}`), whose, subject, state, color),
      note: given.note ?? NONE,
      text: isLeaveCase(found) ? say(reader, 'cases.leave.text') : paragraphs(found.text, MAX_SHOWN),
      links: linksOf(found.attachments),
      facts: factsOf(found, reader),
      thread: thread.slice(start, end).map((entry) => stepOf(entry, reader)),
      earlier: start === 0 ? '' : String(thread.length - start),
      next,
      typed: given.typed ?? NOTHING_TYPED,
      isLive: status !== 'closed',
      mayReopen: isEnded(found),
      closeTitle: closeTitle(shown, reader),
      caseId,
    },
    reader,
  );
}

function closeTitle({ case: { status }, side }: CaseShown, reader: Reader): Text {
  if (status === 'closed') return NONE;
  const ends = side === 'partner' || status === 'resolved';
  return say(reader, ends ? 'cases.button.close' : 'cases.button.resolve');
}

function stepOf(entry: CaseStep, reader: Reader): Step {
  const { at, name, text, attachments } = entry;
  const when = dateTime(at, reader);
  return {
    who: whoText(entry, bold(name) || somebody(reader), when, reader),
    did: didText(entry, reader),
    text: paragraphs(text, MAX_SHOWN),
    links: linksOf(attachments),
  };
}

function whoText({ side, by }: CaseStep, name: Text, when: Text, reader: Reader): Text {
  if (by === 'import') return say(reader, 'cases.said-import', { when });
  return say(reader, side === 'program' ? 'cases.said-program' : 'cases.said', { name, when });
}

function didText({ move, side }: CaseStep, reader: Reader): Text {
  switch (move) {
    case 'comment':
      return NONE;
    case 'reopen':
      return say(reader, 'cases.did.reopen');
    case 'close':
      return say(reader, side === 'program' ? 'cases.did.resolve' : 'cases.did.close');
  }
}

function linksOf(links: readonly string[]): Text[] {
  return links.map((link) => linkTo(link, new URL(link).hostname));
}
