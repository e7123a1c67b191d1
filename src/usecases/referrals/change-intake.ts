import type { Actor } from '../../domain/memberships/person.ts';
import type { IntakeAdmin } from '../../domain/referrals/intake.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { AuditDocument, audited, type AuditRow } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import { newJob } from '../jobs.ts';
import { grantedAt } from '../memberships/rights.ts';
import { ConflictError, replace, type Change } from '../ports.ts';
import { adminNames, STRANGER, viewIntake, type IntakeRefused, type IntakeView } from './intake-view.ts';
import { LocationDocument } from './documents.ts';
import { directoryOf, findLocation, inPlace } from './directory.ts';

interface IntakeChange {
  readonly verb: 'referrals.pause' | 'referrals.resume';
  /** The rule; `not-allowed` is answered with who could. */
  decide(location: Location, by: IntakeAdmin, now: Date): Result<Location, { readonly code: Code }>;
  /** What must follow the change, in the same commit. */
  jobs?(changed: Location): readonly Change[];
}

type Code = 'not-allowed' | 'already-paused' | 'too-soon' | 'not-paused';

/** How a refusal is audited: `stale` when it is as it was asked to be. */
const OUTCOMES: { readonly [code in Code]: AuditRow['outcome'] } = {
  'not-allowed': 'refused',
  'too-soon': 'refused',
  'already-paused': 'stale',
  'not-paused': 'stale',
};

/**
 * Changes whether a location takes referrals, at the etag it was read at. The same press delivered twice is one change,
 * and one audit row.
 *
 * @param opId the activity that carries the press
 * @returns the intake as it is now, changed or not; refused are those without the right
 */
export function changeIntake(
  context: Context,
  actor: Actor,
  partnerId: PartnerId,
  change: IntakeChange,
  opId: string,
): Promise<Result<IntakeView, IntakeRefused>> {
  const { documents, clock, queues } = context;
  return decideAgain(queues, directoryOf(documents, partnerId), async () => {
    const now = clock.now();
    const granted = await grantedAt(documents, actor, partnerId, now);
    if (granted === undefined) return refuse(STRANGER);
    const { rights } = granted;
    const location = await inPlace(documents, granted.location);
    if (location === undefined) return refuse(STRANGER);
    const by = { rights, aadObjectId: actor.aadObjectId, name: actor.name };
    const decided = change.decide(location.value, by, now);
    const auditId = `press:${actor.personId}:${hashOf(opId)}`;
    const recorded = await commitOnce(context, location.partition, auditId, [
      ...(decided.ok
        ? [replace(LocationDocument, location, decided.value), ...(change.jobs?.(decided.value) ?? [])]
        : []),
      audited(auditId, {
        at: now,
        actor: actor.aadObjectId,
        action: change.verb,
        subject: partnerId,
        outcome: decided.ok ? 'done' : OUTCOMES[decided.error.code],
        detail: decided.ok ? '' : decided.error.code,
      }),
    ]);
    if (!decided.ok && decided.error.code === 'not-allowed') {
      return refuse({ code: 'forbidden', admins: await adminNames(documents, rights, now) });
    }
    const current = recorded
      ? decided.ok
        ? decided.value
        : location.value
      : ((await findLocation(documents, partnerId))?.value ?? location.value);
    return ok(await viewIntake(context, { ...rights, location: current }));
  });
}

/** The other program admins are told at once of what one of them did. */
export function tellOthers(
  { personId }: Pick<Actor, 'personId'>,
  { partnerId, pause }: Location,
  now: Date,
): readonly Change[] {
  if (pause === null) return [];
  const { since } = pause;
  const resumed = pause.resumed !== undefined;
  const id = `pause-told:${partnerId}:${since.getTime()}:${resumed ? 'resumed' : 'paused'}`;
  return [newJob(id, { task: 'pause.tell-others', partnerId, since, resumed, by: personId }, now)];
}

/** @returns false when the same press was recorded before, so that nothing was written now */
async function commitOnce(
  { documents }: Context,
  partition: string,
  auditId: string,
  changes: readonly Change[],
): Promise<boolean> {
  try {
    await documents.commit(partition, changes);
    return true;
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    const before = await documents.get(AuditDocument, partition, `audit:${auditId}`);
    if (before === undefined) throw error;
    return false;
  }
}
