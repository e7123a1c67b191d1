import { Crossing, Quarter } from '../../domain/referrals/acceptance.ts';
import { ReferralKind } from '../../domain/referrals/referral.ts';
import { AadObjectId, PartnerId, PersonId, ReferralId } from '../../domain/shared/ids.ts';
import { Day, Instant } from '../../domain/shared/time.ts';
import { z } from 'zod';
import { defineJob } from '../define-job.ts';

/** What happens later with referrals. */
export const referralJobs = [
  defineJob({
    task: 'referral.match',
    about: 'Find a location for a part that has no live offer.',
    payload: { referralId: ReferralId, part: z.number().int() },
  }),
  defineJob({
    task: 'referral.tell',
    about: 'Tell the contacts of the location that a part was offered to.',
    payload: { referralId: ReferralId, part: z.number().int(), round: z.number().int() },
  }),
  defineJob({
    task: 'referral.mail',
    about: 'Tell a listed address that Teams does not reach of an offer, by mail.',
    payload: {
      referralId: ReferralId,
      part: z.number().int(),
      round: z.number().int(),
      /** Which address of the list: its hash, since addresses are kept with the location only. */
      to: z.string(),
    },
  }),
  defineJob({
    task: 'referral.refresh',
    about: 'Bring every copy of an offer’s card up to date.',
    payload: { referralId: ReferralId, part: z.number().int(), round: z.number() },
  }),
  defineJob({
    task: 'referral.time-out',
    about: 'The deadline of an offer has come.',
    payload: { referralId: ReferralId, part: z.number().int(), round: z.number() },
  }),
  defineJob({
    task: 'referral.remind',
    about: 'Remind those who were told of an offer that nobody has decided.',
    payload: { referralId: ReferralId, part: z.number().int(), round: z.number().int() },
  }),
  defineJob({
    task: 'referral.follow-up',
    about: 'The day of the next step with an accepted referral has come.',
    payload: { referralId: ReferralId, part: z.number().int(), round: z.number(), day: Day },
  }),
  defineJob({
    task: 'referral.tell-assigned',
    about: 'Tell both sides that an accepted referral was handed to a colleague.',
    payload: {
      referralId: ReferralId,
      part: z.number().int(),
      round: z.number(),
      revision: z.number().int(),
      /** Who is told: the one who has it now, and the one who had it. */
      personIds: z.array(PersonId),
    },
  }),
  defineJob({
    task: 'acceptance.tell',
    about: 'Tell a location’s program admins of its acceptance rate. Lies with the partner.',
    payload: { partnerId: PartnerId, quarter: Quarter, crossing: Crossing, time: z.number().int() },
  }),
  defineJob({
    task: 'referral.explain',
    about: 'Write down whom a matching considered, and why it passed them over.',
    payload: { referralId: ReferralId, part: z.number().int(), round: z.number().int() },
  }),
  defineJob({
    task: 'referral.tell-operators',
    about: 'Tell the operators that a part went to FTC or to nobody.',
    payload: { referralId: ReferralId, part: z.number().int() },
  }),
  defineJob({
    task: 'directory.forget',
    about: 'An offer leaves the round robin’s window.',
    payload: { partnerId: PartnerId },
  }),
  defineJob({
    task: 'standings.move',
    about: 'Once: move where parts stand, as an earlier release kept it, into shards.',
    payload: {},
  }),
  defineJob({
    task: 'directory.move',
    about:
      'Once: settle what an earlier release reserved, and move locations into shards where the store has them.',
    payload: {},
  }),
  defineJob({
    task: 'pause.tell',
    about:
      'Tell the program admins that a pause ends in so many days, or has ended (0). One that was ended early is a no-op.',
    payload: { partnerId: PartnerId, since: Instant, daysLeft: z.number().int().min(0) },
  }),
  defineJob({
    task: 'pause.tell-others',
    about: 'Tell the other program admins that one of them paused a location’s referrals, or resumed them.',
    payload: {
      partnerId: PartnerId,
      since: Instant,
      resumed: z.boolean(),
      /** Who did it, and knows. */
      by: PersonId,
    },
  }),
  defineJob({
    task: 'channel.tell-ended',
    about:
      'Tell the program admins of a location that a channel gets its offers no longer: whoever set it may not any more.',
    payload: { partnerId: PartnerId, kind: ReferralKind, setAt: Instant, setBy: AadObjectId },
  }),
] as const;
