import type { Actor } from '../../domain/memberships/person.ts';
import { isProgramAdmin } from '../../domain/memberships/rights.ts';
import { intakeOf, mayLeave } from '../../domain/referrals/intake.ts';
import type { Program } from '../../domain/shared/catalogue.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { dayOf } from '../../domain/shared/time.ts';
import { isEnded, type Case, type CaseStep } from '../../domain/cases/case.ts';
import { moveCase } from '../../domain/cases/life.ts';
import { audited, type AuditRow } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, type Change, type Document, type Documents } from '../ports.ts';
import { adminNames, STRANGER, viewIntake, type IntakeRefused, type IntakeView } from './intake-view.ts';
import { leaveCaseId } from './leave-case.ts';
import { caseAt, pointCase } from '../cases/find-case.ts';
import { movingChanges } from '../cases/move.ts';
import { caseBy, openingChanges } from '../cases/open.ts';

/**
 * Asks the operators to end a membership after a pause. It goes on until they have set its last day, so nothing else
 * changes here. Asked once a pause and programme; a later press gets the intake as it is.
 */
export function askToLeave(
  context: Context,
  actor: Actor,
  asked: { readonly partnerId: PartnerId; readonly program: Program },
  opId: string,
): Promise<Result<IntakeView, IntakeRefused>> {
  const { documents, clock, queues, policy } = context;
  const { partnerId, program } = asked;
  const partition = partitions.partner(partnerId);
  return decideAgain(queues, partition, async () => {
    const now = clock.now();
    const rights = await rightsAt(documents, actor, partnerId, now);
    if (rights === undefined) return refuse(STRANGER);
    const audit = (outcome: AuditRow['outcome']): Change =>
      audited(`press:${actor.personId}:${hashOf(opId)}`, {
        at: now,
        actor: actor.aadObjectId,
        action: 'referrals.leave',
        subject: partnerId,
        outcome,
        detail: program,
      });
    if (!isProgramAdmin(rights)) {
      await unlessThere(documents.commit(partition, [audit('refused')]));
      return refuse({ code: 'forbidden', admins: await adminNames(documents, rights, now) });
    }
    const { location } = rights;
    const isMember = location.memberships.some(
      (membership) =>
        membership.program === program && (membership.ends === null || dayOf(now) <= membership.ends),
    );
    if (!isMember || !mayLeave(intakeOf(location, policy, now), now)) {
      await unlessThere(documents.commit(partition, [audit('stale')]));
      return ok(await viewIntake(context, rights));
    }
    const caseId = leaveCaseId(location, program);
    const stored = await caseAt(documents, partnerId, caseId);
    await pointCase(documents, caseId, partnerId);
    const changes =
      stored === undefined
        ? openingChanges(leaveCase(actor, { caseId, partnerId, program }, now))
        : await takenUpAgain(documents, stored, actor, hashOf(opId), now);
    const isFirst =
      changes.length > 0 && (await unlessThere(documents.commit(partition, [...changes, audit('done')])));
    if (!isFirst) await unlessThere(documents.commit(partition, [audit('stale')]));
    return ok(await viewIntake(context, rights));
  });
}

/** Its words are for exports; cards have their own. */
function leaveCase(
  actor: Actor,
  asked: { readonly caseId: string; readonly partnerId: PartnerId; readonly program: Program },
  now: Date,
): Case {
  const subject = `Leave ${asked.program}`;
  const text = 'Asked for after the pause of referrals: the location leaves the programme.';
  return caseBy(actor, { ...asked, kind: 'registration', subject, text, attachments: [], details: {} }, now);
}

/** One that the location had taken back is asked for anew; nothing where it is under way. */
async function takenUpAgain(
  documents: Documents,
  stored: Document<Case>,
  actor: Actor,
  opId: string,
  now: Date,
): Promise<readonly Change[]> {
  if (!isEnded(stored.value)) return [];
  const { aadObjectId, name } = actor;
  const entry: CaseStep = {
    at: now,
    move: 'reopen',
    side: 'partner',
    by: aadObjectId,
    name,
    text: '',
    attachments: [],
    opId,
  };
  const moved = moveCase(stored.value, entry);
  return moved.ok ? movingChanges(documents, stored, moved.value, entry) : [];
}

/** A conflict means that it is there already. */
async function unlessThere(commit: Promise<unknown>): Promise<boolean> {
  try {
    await commit;
    return true;
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return false;
  }
}
