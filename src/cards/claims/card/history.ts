import type { Claim, ClaimStep } from '../../../domain/claims/claim.ts';
import type { ClaimView } from '../../../domain/claims/view.ts';
import type { MessageKey } from '../../../words/messages.ts';
import { say } from '../../../words/say.ts';
import { NONE, type Text } from '../../../words/text.ts';
import { dotted } from '../../kit/dotted.ts';
import { dateTime, type Reader } from '../../kit/format.ts';
import { plain } from '../../kit/text.ts';

/** Newest first: when, what, who, and what was said. */
export function historyLines({ claim, names, as }: ClaimView, reader: Reader): Text[] {
  if (claim.steps.length === 0 && claim.submittedAt !== null) {
    return [dotted(dateTime(claim.submittedAt, reader), say(reader, 'claims.step.submit-import'))];
  }
  return claim.steps
    .slice(-MAX_HISTORY)
    .toReversed()
    .map((step) =>
      dotted(
        dateTime(step.at, reader),
        say(reader, `claims.step.${stepWord(step)}`),
        moverOf(step, names),
        as === 'partner' && step.verb === 'claim.superseded' ? NONE : said(step, reader),
      ),
    );
}

function moverOf({ by }: ClaimStep, names: ClaimView['names']): Text {
  return by === 'job' || by === 'event' || by === 'import' ? NONE : plain(names.get(by) ?? '', 80);
}

function said({ comment }: ClaimStep, reader: Reader): Text {
  return comment === '' ? NONE : say(reader, 'claims.history.said', { comment: plain(comment, 300) });
}

/** What a press that came too late is told: who moved the claim last, and when. */
export function staleText(view: ClaimView, reader: Reader): Text {
  const [last] = historyLines(view, reader);
  return last === undefined
    ? say(reader, 'claims.history.unchanged')
    : say(reader, 'claims.history.last', { what: last });
}

const MAX_HISTORY = 12;

/** `claims.step.<word>`. */
type StepWord = MessageKey extends infer Key
  ? Key extends `claims.step.${infer Word}`
    ? Word
    : never
  : never;

function stepWord({ verb, to, added }: ClaimStep): StepWord {
  if (verb === 'claim.defend' && added === 0) return 'answered';
  return STEP_WORDS[verb] ?? decisionWord(to);
}

function decisionWord(to: Claim['status']): StepWord {
  if (to === 'approved') return 'approved';
  if (to === 'partner-action-required') return 'asked';
  return to === 'rejected-final' ? 'rejected-final' : 'rejected';
}

const STEP_WORDS: { readonly [verb: string]: StepWord } = {
  'claim.submit': 'submit',
  'claim.told': 'told',
  'claim.resubmit': 'resubmit',
  'claim.defend': 'defend',
  'claim.dispute': 'dispute',
  'claim.withdraw': 'withdraw',
  'claim.customer-responded': 'customer-responded',
  'claim.superseded': 'superseded',
  'claim.subscription-ended': 'subscription-ended',
  'claim.review-begins': 'review-begins',
  'claim.review-overdue': 'review-overdue',
  'claim.no-response': 'no-response',
  'claim.silent-consent': 'silent-consent',
  'claim.import': 'import',
};
