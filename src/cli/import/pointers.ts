import type { Batch } from '../../store/document-store.ts';
import { toBody, toWrite } from '../../store/documents.ts';
import { partitions } from '../../usecases/partitions.ts';
import { remove, type Change } from '../../usecases/ports.ts';
import type { TenantId } from '../../domain/shared/ids.ts';
import type { ImportContext } from './table.ts';
import { untilCommitted } from '../../usecases/imports/until-committed.ts';
import { OperatorDocument, PointerDocument } from '../../usecases/memberships/documents.ts';
import { countLocations } from '../../usecases/referrals/directory.ts';

/** The write that makes a pointer say `to`, if it does not yet. */
export async function pointing(
  { store }: ImportContext,
  partition: string,
  id: string,
  to: string,
): Promise<readonly Batch[]> {
  const stored = await store.get(partition, id);
  if (stored?.body['to'] === to) return [];
  const body = toBody(PointerDocument, { to });
  const write = { id, kind: PointerDocument.name, body };
  return [
    {
      partition,
      writes: [
        stored === undefined ? { op: 'create', ...write } : { op: 'replace', etag: stored.etag, ...write },
      ],
    },
  ];
}

/** A change in a partition of its own, as a batch; nothing: none. */
export function batchesOf(
  placed: { readonly partition: string; readonly change: Change } | undefined,
): readonly Batch[] {
  return placed === undefined ? [] : [{ partition: placed.partition, writes: [toWrite(placed.change)] }];
}

const TENANT = 'tenant';

/** A tenant is served as long as a location or an operator of it is there. */
export function servingTenant(context: ImportContext, tenantId: TenantId): Promise<readonly Batch[]> {
  return pointing(context, partitions.pointer('tenant', tenantId), TENANT, tenantId);
}

/** Ends the serving of a tenant of which no location and no operator is left. */
export async function leaveTenant({ documents }: ImportContext, tenantId: TenantId): Promise<void> {
  const partition = partitions.pointer('tenant', tenantId);
  await untilCommitted(async () => {
    const pointer = await documents.get(PointerDocument, partition, TENANT);
    if (pointer === undefined) return;
    const ofTenant = [{ field: 'tenantId', is: '=', value: tenantId }] as const;
    const locations = await countLocations(documents, ofTenant);
    const operators = await documents.count(OperatorDocument, partitions.program('operators'), ofTenant);
    if (locations + operators === 0) await documents.commit(partition, [remove(pointer)]);
  });
}
