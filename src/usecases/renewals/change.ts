import { nextDue } from '../../domain/renewals/anniversary.ts';
import type { RenewalItem } from '../../domain/renewals/checklist.ts';
import { markRenewed, newRenewal, tick, untick, type Renewal } from '../../domain/renewals/renewal.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import { isProgramAdmin } from '../../domain/memberships/rights.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Day } from '../../domain/shared/time.ts';
import { AuditDocument, audited, type AuditRow } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import { MembershipDocument } from '../memberships/documents.ts';
import { rosterRightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Change } from '../ports.ts';
import { programAdminsOf } from '../../domain/memberships/admins.ts';
import { RenewalDocument } from './documents.ts';
import { lookAfterRenewal } from './look-again.ts';
import type { MembershipRef } from './view.ts';

/** What a program admin does with a renewal. */
export type RenewalChange =
  | { readonly verb: 'renewal.tick' | 'renewal.untick'; readonly item: RenewalItem }
  | { readonly verb: 'renewal.done' };

export interface RenewalRefused {
  readonly code: 'forbidden';
  /** Who could do it; undefined for somebody without a role there, who learns of nothing. */
  readonly admins: readonly string[] | undefined;
}

/**
 * Ticks an item of the checklist or takes the tick back, or marks the membership as renewed, at the etag it was read at. The
 * same press delivered twice is one change and one audit row; one that changes nothing is `stale`.
 *
 * @param today where the presser is
 * @param opId the activity that carries the press
 */
export function changeRenewal(
  context: Context,
  actor: Actor,
  at: MembershipRef & { readonly today: Day },
  change: RenewalChange,
  opId: string,
): Promise<Result<void, RenewalRefused>> {
  const { documents, queues, clock } = context;
  const partition = partitions.partner(at.partnerId);
  const auditId = `press:${actor.personId}:${hashOf(opId)}`;
  return decideAgain(queues, partition, async () => {
    const now = clock.now();
    const [found, membership, stored] = await Promise.all([
      rosterRightsAt(documents, actor, at.partnerId, now),
      documents.get(MembershipDocument, partition, `membership:${at.program}`),
      documents.get(RenewalDocument, partition, `renewal:${at.program}`),
    ]);
    if (found === undefined || membership === undefined)
      return refuse({ code: 'forbidden', admins: undefined });
    const { rights, roster } = found;
    if (!isProgramAdmin(rights)) {
      const admins = programAdminsOf(roster, rights.location, now).map(({ name }) => name);
      return refuse({ code: 'forbidden', admins });
    }
    if ((await documents.get(AuditDocument, partition, `audit:${auditId}`)) !== undefined)
      return ok(undefined);
    const due = nextDue(membership.value, stored?.value.renewed?.due ?? null, at.today);
    const before = stored?.value ?? newRenewal(at, due ?? membership.value.anniversary);
    const by = { at: now, by: actor.aadObjectId, name: actor.name };
    const after = due === undefined ? before : changed(before, due, at.today, change, by);
    const row: AuditRow = {
      at: now,
      actor: actor.aadObjectId,
      action: change.verb,
      subject: `${at.partnerId}/${at.program}`,
      outcome: after === before ? 'stale' : 'done',
      detail: `${due ?? 'ended'}${'item' in change ? ` ${change.item}` : ''}`,
    };
    const writes: Change[] = [audited(auditId, row)];
    if (after !== before) {
      writes.push(
        stored === undefined
          ? create(RenewalDocument, `renewal:${at.program}`, after)
          : replace(RenewalDocument, stored, after),
        await lookAfterRenewal(documents, at, now),
      );
    }
    await documents.commit(partition, writes);
    return ok(undefined);
  });
}

/** @returns the same renewal where nothing changes */
function changed(
  before: Renewal,
  due: Day,
  today: Day,
  change: RenewalChange,
  by: Pick<NonNullable<Renewal['renewed']>, 'at' | 'by' | 'name'>,
): Renewal {
  switch (change.verb) {
    case 'renewal.tick':
      return tick(before, due, change.item, by);
    case 'renewal.untick':
      return untick(before, due, change.item);
    case 'renewal.done': {
      const renewed = markRenewed(before, due, today, by);
      return renewed.ok ? renewed.value : before;
    }
  }
}
