import type { Actor } from '../../domain/memberships/person.ts';
import { isProgramAdmin } from '../../domain/memberships/rights.ts';
import { intakeOf, mayLeave } from '../../domain/referrals/intake.ts';
import type { Program } from '../../domain/shared/catalogue.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { dayOf } from '../../domain/shared/time.ts';
import type { Case } from '../../domain/support/case.ts';
import { audited, type AuditRow } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import { newJob } from '../jobs.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, create, type Change } from '../ports.ts';
import { adminNames, STRANGER, viewIntake, type IntakeRefused, type IntakeView } from './intake-view.ts';
import { leaveCaseId } from './leave-case.ts';
import { CaseDocument } from '../support/documents.ts';

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
    const opened: Case = {
      caseId: leaveCaseId(location, program),
      kind: 'registration',
      partnerId,
      program,
      subject: `Leave ${program}`,
      text: `Asked for after the pause of referrals: the location leaves the programme.`,
      status: 'open',
      openedAt: now,
      openedBy: actor.aadObjectId,
      openedByName: actor.name,
      updatedAt: now,
    };
    const { caseId } = opened;
    const isFirst = await unlessThere(
      documents.commit(partition, [
        create(CaseDocument, `case:${caseId}`, opened),
        newJob(`tell-case:${caseId}`, { task: 'case.tell-operators', partnerId, caseId }, now),
        audit('done'),
      ]),
    );
    if (!isFirst) await unlessThere(documents.commit(partition, [audit('stale')]));
    return ok(await viewIntake(context, rights));
  });
}

/** Everything here is created, never replaced: a conflict means that it is there already. */
async function unlessThere(commit: Promise<unknown>): Promise<boolean> {
  try {
    await commit;
    return true;
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return false;
  }
}
