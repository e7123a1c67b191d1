import { ACTIVITY_RULES } from '../../../domain/claims/activities.ts';
import { claimFeeds } from '../../../domain/claims/feeds.ts';
import { isLive } from '../../../domain/claims/claim.ts';
import { revRecSince } from '../../../domain/claims/gives.ts';
import { coveredByFastTrack } from '../../../domain/claims/high-water-mark.ts';
import type { ClaimView } from '../../../domain/claims/view.ts';
import { BENEFIT_SEATS_FLOOR } from '../../../domain/referrals/policy.ts';
import { say } from '../../../words/say.ts';
import { NONE, type Text } from '../../../words/text.ts';
import { date, day, listOf, type Reader } from '../../kit/format.ts';
import { AREA_NAMES } from '../../kit/labels.ts';
import { sentences } from '../../kit/sentences.ts';
import { plain } from '../../kit/text.ts';
import { byPalText, metricsInText } from '../feeds.ts';

/** What the claim feeds, and what it gives besides. */
export function feedsLine({ claim, product }: ClaimView, reader: Reader): Text {
  const { areas, metrics, byPal } = claimFeeds(claim.activity, claim.target, product);
  const paid = ACTIVITY_RULES[claim.activity].isPaid ? 'paid' : 'unpaid';
  const counts =
    metrics.length === 0
      ? say(reader, `claims.feeds.nothing-${paid}`)
      : say(reader, `claims.feeds.score-${paid}`, {
          areas: listOf(
            areas.map((area) => AREA_NAMES[area]),
            reader,
          ),
          metrics: metricsInText(metrics, reader),
        });
  return sentences(reader, counts, byPalText(product, byPal, reader), revRecText(claim, reader));
}

/** The revenue association that presales advice brings by itself; `''` with another activity. */
function revRecText({ activity, status, approvedAt }: ClaimView['claim'], reader: Reader): Text {
  if (activity !== 'osa') return NONE;
  if (status !== 'approved' || approvedAt === null) return say(reader, 'claims.feeds.revrec-later');
  const since = revRecSince(approvedAt);
  return say(reader, since > reader.now ? 'claims.feeds.revrec-from' : 'claims.feeds.revrec-since', {
    day: date(since, reader),
  });
}

/** Whether the customer was told, and what it said. */
export function consentLine({ claim }: ClaimView, reader: Reader): Text {
  const { consent, toldOn, optOutUntil } = claim;
  if (!isLive(claim)) return NONE;
  if (consent !== null) {
    const answered = date(consent.at, reader);
    if (consent.answer === 'accepted') return say(reader, 'claims.consent.agreed', { day: answered });
    const until = optOutUntil === null ? answered : day(optOutUntil, reader);
    return say(reader, 'claims.consent.silent', { day: until });
  }
  return toldOn === null || optOutUntil === null
    ? say(reader, 'claims.consent.not-told')
    : say(reader, 'claims.consent.told', { told: day(toldOn, reader), until: day(optOutUntil, reader) });
}

/** FastTrack helps from fewer seats than CPOR pays from. Of an incentive claim on a workload only. */
export function fastTrackLine({ claim, seats }: ClaimView, reader: Reader): Text {
  if (claim.activity !== 'osu-m365' || !isLive(claim) || seats === null) return NONE;
  return say(
    reader,
    coveredByFastTrack(seats) ? 'claims.fasttrack.covered' : 'claims.fasttrack.not-covered',
    { floor: BENEFIT_SEATS_FLOOR, seats },
  );
}

/** Why it is over, in a sentence; with the operators' words where they gave some. */
export function reasonLine({ claim, wonBy }: ClaimView, reader: Reader): Text {
  const { reason, steps } = claim;
  if (reason === '' || isLive(claim)) return NONE;
  const said = steps.findLast(({ verb }) => verb !== 'claim.told')?.comment ?? '';
  const isLost = reason === 'superseded';
  return sentences(
    reader,
    say(reader, `claims.reason.${reason}`),
    isLost && wonBy !== '' ? say(reader, 'claims.reason.winner', { partner: plain(wonBy, 80) }) : NONE,
    said === '' ? NONE : say(reader, 'claims.reason.ground', { ground: plain(said, 1_000) }),
    isLost ? say(reader, 'claims.reason.again') : NONE,
  );
}

/** What the operators ask for, while they do. */
export function askedLine({ claim }: ClaimView, reader: Reader): Text {
  if (claim.status !== 'partner-action-required') return NONE;
  const asked = claim.steps.findLast(({ to, from }) => to === 'partner-action-required' && from !== to);
  return asked === undefined ? NONE : say(reader, 'claims.asked', { comment: plain(asked.comment, 1_000) });
}

/** For the operators, who check the proof against it. */
export function contactLine({ claim: { contact }, as }: ClaimView, reader: Reader): Text {
  if (contact === null || as !== 'operator') return NONE;
  const said = [contact.name, contact.title, contact.email].filter((text) => text !== '').join(', ');
  return say(reader, 'claims.contact', { contact: plain(said, 300) });
}

/** What the partner wrote for the operators. */
export function commentLine({ claim: { comments }, as }: ClaimView, reader: Reader): Text {
  if (comments === '' || as !== 'operator') return NONE;
  return say(reader, 'claims.comment', { comment: plain(comments, 600) });
}

/** To a location: that it is not alone. */
export function contestLine({ claim, as }: ClaimView, reader: Reader): Text {
  if (claim.contest === null || as === 'operator') return NONE;
  return say(reader, claim.status === 'approved' ? 'claims.contest.holder' : 'claims.contest.claimant');
}
