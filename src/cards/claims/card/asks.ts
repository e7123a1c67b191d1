import type { ClaimView } from '../../../domain/claims/view.ts';
import { canMove } from '../../../domain/claims/moves.ts';
import { say } from '../../../words/say.ts';
import { NONE, type Text } from '../../../words/text.ts';
import { dateTime, relative, type Reader } from '../../kit/format.ts';
import { askedLine, contestLine, reasonLine } from './lines.ts';
import { nextLine } from './next-line.ts';

/** What stands on top of a claim's card: what is asked of its reader and until when, or else what comes next. */
export interface Asks {
  /** What is asked, and by when; `''`: nothing is asked of them. */
  readonly title: Text;
  /** The question in the operators' own words, why it ended, or against whom proof is needed. */
  readonly lines: readonly Text[];
}

export function asksOf(view: ClaimView, reader: Reader): Asks {
  const lines = [askedLine(view, reader), reasonLine(view, reader), contestLine(view, reader)];
  const title = titleOf(view, reader);
  return {
    title,
    lines: [...lines, title === NONE ? nextLine(view, reader) : resultLine(view, reader)].filter(
      (line) => line !== NONE,
    ),
  };
}

function titleOf({ claim, as, disputableUntil }: ClaimView, reader: Reader): Text {
  if (as === 'operator') return NONE;
  if (claim.status === 'partner-action-required') return byText('answer', claim.dueAt, reader);
  if (asksForProof(claim)) return byText('prove', claim.contest?.answerBy ?? null, reader);
  return disputableUntil === null ? NONE : byText('dispute', disputableUntil, reader);
}

/** A contest in which its location has not answered yet. */
function asksForProof(claim: ClaimView['claim']): boolean {
  return claim.contest?.answeredAt === null && canMove(claim, 'defend');
}

function byText(what: 'answer' | 'prove' | 'dispute', until: Date | null, reader: Reader): Text {
  return until === null
    ? say(reader, `claims.asks.${what}`)
    : say(reader, `claims.asks.${what}-by`, {
        when: dateTime(until, reader),
        relative: relative(until, reader),
      });
}

/** What comes of it where nothing is done. */
function resultLine({ claim, disputableUntil }: ClaimView, reader: Reader): Text {
  if (claim.status === 'partner-action-required') return say(reader, 'claims.asks.answer-else');
  return say(reader, disputableUntil === null ? 'claims.asks.prove-else' : 'claims.asks.dispute-once');
}
