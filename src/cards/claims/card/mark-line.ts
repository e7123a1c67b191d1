import { isLive } from '../../../domain/claims/claim.ts';
import { highWaterMark } from '../../../domain/claims/high-water-mark.ts';
import type { ClaimView } from '../../../domain/claims/view.ts';
import { CPOR_SEATS_FLOOR } from '../../../domain/referrals/policy.ts';
import { dayOf } from '../../../domain/shared/time.ts';
import { say } from '../../../words/say.ts';
import { NONE, type Text } from '../../../words/text.ts';
import { day, type Reader } from '../../kit/format.ts';
import { sentences } from '../../kit/sentences.ts';

/** Which licences are paid, with the numbers. Of an incentive claim on a workload only. */
export function markLine({ claim, usage }: ClaimView, reader: Reader): Text {
  if (claim.activity !== 'osu-m365' || !isLive(claim)) return NONE;
  const approvedOn =
    claim.status === 'approved' && claim.approvedAt !== null ? dayOf(claim.approvedAt) : null;
  const reached = highWaterMark(usage, approvedOn);
  const { mark } = reached;
  const rule = ruleText(reached.paidBefore, reader);
  const data = dataText(usage, reader);
  switch (reached.standing) {
    case 'paid': {
      const said = { mark, from: reached.paidFrom, paid: reached.paid };
      return sentences(reader, say(reader, 'claims.mark.paid', said), data);
    }
    case 'no-usage':
      return sentences(reader, say(reader, 'claims.mark.no-usage'), rule);
    case 'below-floor':
      return sentences(
        reader,
        say(reader, 'claims.mark.below-floor', { mark, more: reached.toFloor }),
        rule,
        data,
      );
    case 'not-above-prior': {
      const said = { mark, prior: reached.priorMark };
      return sentences(reader, say(reader, 'claims.mark.not-above-prior', said), data);
    }
    case 'not-approved':
      return mark === 0
        ? rule
        : sentences(reader, rule, say(reader, 'claims.mark.not-approved', { mark }), data);
  }
}

function ruleText(paidBefore: number, reader: Reader): Text {
  return paidBefore === 0
    ? say(reader, 'claims.mark.rule-floor', { floor: CPOR_SEATS_FLOOR })
    : say(reader, 'claims.mark.rule-before', { before: paidBefore });
}

/** Up to when there are figures; `''`: there are none. */
function dataText(usage: ClaimView['usage'], reader: Reader): Text {
  const latest = usage.reduce((last, one) => (one.day > last ? one.day : last), '');
  return latest === '' ? NONE : say(reader, 'claims.mark.data', { day: day(latest, reader) });
}
