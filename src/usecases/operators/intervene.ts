import type { Actor } from '../../domain/memberships/person.ts';
import { awaitsMatching, decideOffer } from '../../domain/referrals/decide.ts';
import { requestOf } from '../../domain/referrals/match-request.ts';
import { firstFailed, type Criterion } from '../../domain/referrals/match.ts';
import { partnersOf, partnersToJoin } from '../../domain/referrals/parties.ts';
import { reassignPart } from '../../domain/referrals/reassign.ts';
import { currentOffer, type Part, type Referral } from '../../domain/referrals/referral.ts';
import { MAX_PARTNERS } from '../../domain/referrals/split.ts';
import type { PartnerId, ReferralId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { audited, AuditDocument } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, replace, type Change } from '../ports.ts';
import { withOverdue } from '../referrals/close.ts';
import { jobsAfterDecision, matchJob } from '../referrals/jobs-of.ts';
import { findReferral } from '../referrals/load.ts';
import { isOperator } from './operator.ts';
import { anyIsOwn, ownPartners, type IsOwn } from './own-partner.ts';
import { ReferralDocument } from '../referrals/documents.ts';
import { findLocation } from '../referrals/directory.ts';

export interface Intervention {
  readonly verb: 'withdraw' | 'reassign';
  readonly reason: string;
  /** For `reassign`: a location to offer to; `null`: whoever the matching finds. */
  readonly to: PartnerId | null;
}

export interface PartRef {
  readonly referralId: ReferralId;
  readonly part: number;
  /** The round that a card was made for; absent: whichever is current. */
  readonly offer?: number | undefined;
}

export interface Intervened {
  readonly referral: Referral;
  /** `stale`: there was nothing to withdraw or reassign any more. */
  readonly outcome: 'done' | 'stale';
}

export type InterventionRefused =
  | { readonly code: 'forbidden' }
  /** Said to operators only, so the referral comes along for the form. */
  | { readonly code: 'unfit'; readonly referral: Referral; readonly unfit: Unfit };

/** Why a part cannot go to a partner: the first criterion that it fails, or what lies beyond the criteria. */
export type Unfit = Criterion | 'unknown' | 'most-partners';

/**
 * Withdraws a part, or takes it from whoever has it and asks for another partner: by programme staff, never of a referral
 * that a partner of their own has a part of, and never for such a partner. Whoever had it sees so on their card, and so do the other parties. The same press
 * delivered twice is one.
 */
export function interveneReferral(
  context: Context,
  actor: Actor,
  ref: PartRef,
  intervention: Intervention,
  opId: string,
): Promise<Result<Intervened, InterventionRefused>> {
  const { documents, clock, queues } = context;
  const partition = partitions.referral(ref.referralId);
  return decideAgain(queues, partition, async () => {
    const [may, stored] = await Promise.all([
      isOperator(documents, actor),
      findReferral(documents, ref.referralId),
    ]);
    const now = clock.now();
    if (!may || stored === undefined) return refuse({ code: 'forbidden' });
    const { referral: before, overdue } = withOverdue(stored.value, now);
    const part = before.parts.find((candidate) => candidate.part === ref.part);
    if (part === undefined) return refuse({ code: 'forbidden' });
    const isOwn = ownPartners(documents, actor);
    if (await anyIsOwn(isOwn, partnersOf(before))) return refuse({ code: 'forbidden' });

    const decided = apply(before, part, ref, intervention, { actor, opId }, now);
    if (decided === undefined) {
      const outcome = await tooLate(context, actor, ref, intervention, opId, now);
      return ok({ referral: before, outcome });
    }
    if (intervention.verb === 'reassign') {
      const unfit = await unfitness(context, isOwn, decided, ref.part, intervention.to, now);
      if (unfit !== undefined) return refuse({ code: 'unfit', referral: before, unfit });
    }
    await documents.commit(partition, [
      replace(ReferralDocument, stored, decided),
      ...overdue,
      ...jobsAfter(decided, part, now),
      audited(doneId(ref, opId), {
        at: now,
        actor: actor.aadObjectId,
        action: `referral.${intervention.verb}`,
        subject: `${ref.referralId}/${ref.part}`,
        outcome: 'done',
        detail: detailOf(part, intervention),
      }),
    ]);
    return ok({ referral: decided, outcome: 'done' });
  });
}

/** @returns undefined when there is nothing to withdraw or reassign */
function apply(
  referral: Referral,
  part: Part,
  ref: PartRef,
  { verb, reason, to }: Intervention,
  { actor, opId }: { readonly actor: Actor; readonly opId: string },
  now: Date,
): Referral | undefined {
  const by = { decider: { by: actor.aadObjectId, name: actor.name }, opId };
  if (verb === 'reassign') {
    const order = { reason, to, orderedBy: actor.personId };
    const reassigned = reassignPart(referral, ref, order, by, now);
    return reassigned.ok ? reassigned.value : undefined;
  }
  const round = ref.offer ?? currentOffer(part)?.round ?? 0;
  const at = { part: part.part, round };
  const withdrawn = decideOffer(referral, at, { verb, reason }, by, now);
  return withdrawn.ok ? withdrawn.value : undefined;
}

/** @param referral with the part given up already, so that who had it counts as having let it go */
async function unfitness(
  { documents }: Context,
  isOwn: IsOwn,
  referral: Referral,
  number: number,
  to: PartnerId | null,
  now: Date,
): Promise<Unfit | undefined> {
  const part = referral.parts.find((candidate) => candidate.part === number);
  if (part === undefined || partnersToJoin(referral, number, MAX_PARTNERS, awaitsMatching) < 1) {
    return 'most-partners';
  }
  if (to === null) return undefined;
  const [location, own] = await Promise.all([findLocation(documents, to), isOwn(to)]);
  if (own) return 'own-partner';
  return location === undefined ? 'unknown' : firstFailed(location.value, requestOf(referral, part), now);
}

function jobsAfter(decided: Referral, before: Part, now: Date): Change[] {
  const offer = currentOffer(before);
  // of the FastTrack Center nobody holds a card that would have to change
  return offer === undefined || offer.status === 'ftc'
    ? [matchJob(decided, before.part, now)]
    : jobsAfterDecision(decided, before.part, offer.round, now);
}

/** Records that the press came too late, once, unless it is the one that was done. */
async function tooLate(
  { documents }: Context,
  actor: Actor,
  ref: PartRef,
  { verb }: Intervention,
  opId: string,
  now: Date,
): Promise<'done' | 'stale'> {
  const partition = partitions.referral(ref.referralId);
  const done = await documents.get(AuditDocument, partition, `audit:${doneId(ref, opId)}`);
  if (done !== undefined) return 'done';
  const row = audited(`press:${actor.personId}:${hashOf(opId)}`, {
    at: now,
    actor: actor.aadObjectId,
    action: `referral.${verb}`,
    subject: `${ref.referralId}/${ref.part}`,
    outcome: 'stale',
    detail: '',
  });
  try {
    await documents.commit(partition, [row]);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
  return 'stale';
}

function doneId({ part }: PartRef, opId: string): string {
  return `operator:${part}:${hashOf(opId)}`;
}

function detailOf(part: Part, { verb, reason, to }: Intervention): string {
  const from = currentOffer(part)?.partnerId ?? '';
  return verb === 'withdraw' ? `${from}: ${reason}` : `${from} to ${to ?? 'the next in turn'}: ${reason}`;
}
