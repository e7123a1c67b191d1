import { randomUUID } from 'node:crypto';
import { newErasure, type Erasure } from '../../domain/erasure/erasure.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import type { AadObjectId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { newJob } from '../jobs.ts';
import { isOperator } from '../operators/operator.ts';
import { anyIsOwn, ownPartners } from '../operators/own-partner.ts';
import { partitions } from '../partitions.ts';
import { create } from '../ports.ts';
import { ErasureDocument } from './documents.ts';
import { findTraces, tenantOf, type Found } from './find.ts';
import { erasureKeys, findKeys } from './keys.ts';
import { lastAdminAt } from './leave-rosters.ts';
import { erasureId } from './tombstones.ts';

const ERASED = partitions.program('erased');

/**
 * Asks for the erasure of a person: oneself, or for an operator somebody of a partner that is none of the operator's own. It
 * begins at once, unless a membership would be left without a program admin: then it waits for another. Asked twice, or by two
 * at once, it is one erasure.
 *
 * @param whom absent: oneself
 * @returns how it stands; refused is the same for a missing right and for nobody
 */
export async function askToErase(
  context: Context,
  actor: Actor,
  whom: AadObjectId | undefined,
): Promise<Result<Erasure, { readonly code: 'forbidden' }>> {
  const { documents } = context;
  const isOneself = whom === undefined || whom === actor.aadObjectId;
  if (!isOneself && !(await isOperator(documents, actor))) return refuse({ code: 'forbidden' });
  const aadObjectId = whom ?? actor.aadObjectId;
  const before = await findErasure(context, aadObjectId);
  if (before !== undefined) return ok(before);
  const tenantId = isOneself ? actor.tenantId : await tenantOf(documents, aadObjectId, actor.tenantId);
  const found = tenantId && (await findTraces(documents, { tenantId, aadObjectId }));
  if (found === undefined) return refuse({ code: 'forbidden' });
  if (!isOneself && (await anyIsOwn(ownPartners(documents, actor), found.partnerIds))) {
    return refuse({ code: 'forbidden' });
  }
  return ok(await begun(context, found, isOneself ? undefined : actor));
}

/** How the erasure of somebody stands. @returns undefined where none was asked for */
export async function findErasure(
  { documents }: Pick<Context, 'documents'>,
  aadObjectId: AadObjectId,
): Promise<Erasure | undefined> {
  const keys = await findKeys(documents);
  if (keys === undefined) return undefined;
  return (await documents.get(ErasureDocument, ERASED, erasureId(keys.person(aadObjectId))))?.value;
}

async function begun(
  context: Context,
  { traces, partnerIds }: Found,
  operator: Actor | undefined,
): Promise<Erasure> {
  const { documents, clock, queues } = context;
  const key = (await erasureKeys(documents)).person(traces.aadObjectId);
  const waitsFor = [...(await lastAdminAt(documents, traces, partnerIds))];
  const askedBy = operator === undefined ? 'oneself' : 'operator';
  return decideAgain(queues, ERASED, async () => {
    const before = await documents.get(ErasureDocument, ERASED, erasureId(key));
    if (before !== undefined) return before.value;
    const now = clock.now();
    const pseudonym = randomUUID();
    const erasure = newErasure(traces, { pseudonym, askedBy, askedAt: now, waitsFor });
    await documents.commit(ERASED, [
      create(ErasureDocument, erasureId(key), erasure),
      newJob(`erasure:${key}`, { task: 'erasure.run', key }, now),
      audited(`person.erase:${pseudonym}`, {
        at: now,
        actor: operator?.aadObjectId ?? pseudonym,
        action: 'person.erase',
        subject: pseudonym,
        outcome: 'done',
        detail: askedBy,
      }),
    ]);
    return erasure;
  });
}
