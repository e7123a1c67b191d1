import type { DporChange } from '../../domain/associations/dpor-change.ts';
import type { TakenDpor } from '../../domain/associations/take-dpor.ts';
import { AuditDocument, audited } from '../audit.ts';
import { newJob } from '../jobs.ts';
import { create, type Change, type Documents } from '../ports.ts';
import { DporChangeDocument } from './documents.ts';

type Identity = Pick<DporChange, 'subscriptionId' | 'changedAt' | 'key'>;

export function dporChangeId(change: Identity): string {
  return `dpor-change:${nameOf(change)}`;
}

function nameOf({ subscriptionId, changedAt, key }: Identity): string {
  return `${subscriptionId}:${changedAt.toISOString()}:${key}`;
}

/** What lies beside the subscription in the commit that takes a change in: its history, who did it, whom to tell. */
export function takenChanges(
  change: DporChange,
  taken: TakenDpor,
  now: Date,
  actor: string,
): readonly Change[] {
  const changes = [
    create(DporChangeDocument, dporChangeId(change), change),
    auditOf(change, 'done', taken.code, now, actor),
  ];
  if (taken.code !== 'forward') return changes;
  const { customerId, subscriptionId, changedAt, key } = change;
  const { lost, gained } = taken;
  const about = { customerId, subscriptionId, changedAt, key, lost: [...lost], gained };
  return [...changes, newJob(`dpor:${nameOf(change)}`, { task: 'dpor.tell', ...about }, now)];
}

/** A change that the rules refuse leaves nothing but this. */
export function refusalOf(change: DporChange, reason: string, now: Date, actor: string): Change {
  return auditOf(change, 'refused', reason, now, actor);
}

export async function isAudited(documents: Documents, partition: string, change: Identity): Promise<boolean> {
  return (await documents.get(AuditDocument, partition, `audit:dpor:${nameOf(change)}`)) !== undefined;
}

function auditOf(
  change: DporChange,
  outcome: 'done' | 'refused',
  detail: string,
  now: Date,
  actor: string,
): Change {
  const { subscriptionId } = change;
  return audited(`dpor:${nameOf(change)}`, {
    at: now,
    actor,
    action: 'dpor.change',
    subject: subscriptionId,
    outcome,
    detail,
  });
}
