import { latestProof } from '../../../domain/claims/checklist.ts';
import type { ClaimView } from '../../../domain/claims/view.ts';
import { say } from '../../../words/say.ts';
import { NONE, type Text } from '../../../words/text.ts';
import { date, dateTime, day, relative, type Reader } from '../../kit/format.ts';
import { sentences } from '../../kit/sentences.ts';
import { plain } from '../../kit/text.ts';

/** What happens next, and by when, where nothing is asked of the reader: what is, stands on top of the card. */
export function nextLine(view: ClaimView, reader: Reader): Text {
  const { status, contest } = view.claim;
  const isCompared = contest !== null && status !== 'dispute' && status !== 'partner-action-required';
  return isCompared ? contestText(view, contest, reader) : statusText(view, reader);
}

type Contest = NonNullable<ClaimView['claim']['contest']>;

function contestText(view: ClaimView, { answerBy, answeredAt, since }: Contest, reader: Reader): Text {
  if (view.as === 'operator') {
    return sentences(
      reader,
      say(reader, 'claims.next.decide-between'),
      answeredAt === null
        ? proofSoFar(view, answerBy, reader)
        : answeredText(view, { since, answeredAt }, reader),
    );
  }
  return say(reader, 'claims.next.partners-compared');
}

function statusText(view: ClaimView, reader: Reader): Text {
  const { claim, subscriptionEnds } = view;
  switch (claim.status) {
    case 'submitted':
      return byText('review', claim.dueAt, reader);
    case 'under-review':
      return claim.escalatedAt === null
        ? byText('decision', claim.dueAt, reader)
        : say(reader, 'claims.next.overdue');
    case 'dispute':
      return claim.escalatedAt === null
        ? byText('dispute-answered', claim.dueAt, reader)
        : say(reader, 'claims.next.overdue');
    case 'partner-action-required':
      return byText('partner-answers', claim.dueAt, reader);
    case 'approved':
      return subscriptionEnds === null
        ? NONE
        : say(reader, 'claims.next.ends', { day: day(subscriptionEnds, reader) });
    case 'rejected':
      return rejectedText(view, reader);
    case 'draft':
    case 'rejected-final':
      return NONE;
  }
}

function rejectedText({ disputableUntil }: ClaimView, reader: Reader): Text {
  return disputableUntil === null
    ? say(reader, 'claims.next.nothing')
    : say(reader, 'claims.next.partner-may-dispute', { when: dueText(disputableUntil, reader) });
}

type Step = 'review' | 'decision' | 'dispute-answered' | 'partner-answers';

function byText(step: Step, dueAt: Date | null, reader: Reader): Text {
  return dueAt === null
    ? say(reader, `claims.next.${step}`)
    : say(reader, `claims.next.${step}-by`, { when: dueText(dueAt, reader) });
}

function dueText(dueAt: Date, reader: Reader): Text {
  return say(reader, 'claims.due', { when: dateTime(dueAt, reader), relative: relative(dueAt, reader) });
}

/** What this side of a contest has shown before it was asked for more. */
function proofSoFar({ claim, partnerName }: ClaimView, answerBy: Date | null, reader: Reader): Text {
  const latest = latestProof(claim.evidence);
  const partner = plain(partnerName, 60);
  const until = answerBy === null ? undefined : { partner, when: dateTime(answerBy, reader) };
  if (latest === null) {
    return until === undefined
      ? say(reader, 'claims.shown.none', { partner })
      : say(reader, 'claims.shown.none-by', until);
  }
  const on = date(latest, reader);
  return until === undefined
    ? say(reader, 'claims.shown.latest', { partner, day: on })
    : say(reader, 'claims.shown.latest-by', { ...until, day: on });
}

/** A comment alone is an answer, and no proof. */
function answeredText(
  { claim, partnerName }: ClaimView,
  { since, answeredAt }: { readonly since: Date; readonly answeredAt: Date },
  reader: Reader,
): Text {
  const partner = plain(partnerName, 60);
  const proof = claim.steps.findLast(
    (step) => step.verb === 'claim.defend' && step.added !== 0 && step.at >= since,
  );
  if (proof !== undefined) {
    return say(reader, 'claims.answered.proof', { partner, day: date(proof.at, reader) });
  }
  const latest = latestProof(claim.evidence);
  const on = date(answeredAt, reader);
  return latest === null
    ? say(reader, 'claims.answered.none', { partner, day: on })
    : say(reader, 'claims.answered.old', { partner, day: on, latest: date(latest, reader) });
}
