import { takeRelationship, type RelationshipFacts } from '../../domain/partner-center/delegation.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { dayOf } from '../../domain/shared/time.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { RowDocument } from '../imports/documents.ts';
import { rowId } from '../imports/row-id.ts';
import { partitions } from '../partitions.ts';
import { create, replace } from '../ports.ts';
import { watchedDelegation } from '../portfolio/watched-rows.ts';
import { watching } from '../portfolio/watch.ts';

const FILE = 'delegations';
const KIND = 'gdap';

/** Keeps how a location's granular delegation at a customer stands, as the row of `delegations.csv` that an import writes. */
export function keepRelationship(
  { documents, clock, queues }: Context,
  partnerId: PartnerId,
  facts: RelationshipFacts,
): Promise<void> {
  const { customerId } = facts;
  const partition = partitions.customer(customerId);
  return decideAgain(queues, partition, async () => {
    const id = rowId(FILE, [partnerId, customerId, KIND]);
    const stored = await documents.get(RowDocument, partition, id);
    const { since = '', expires = '' } = stored?.value.cells ?? {};
    const now = clock.now();
    const days = takeRelationship(stored && { since, expires }, facts, dayOf(now));
    if (days === undefined) return;
    const cells = { ...stored?.value.cells, partnerId, customerId, kind: KIND, ...days };
    const row = { file: FILE, cells };
    const of = watchedDelegation(cells);
    await documents.commit(partition, [
      stored === undefined ? create(RowDocument, id, row) : replace(RowDocument, stored, row),
      ...(of === undefined ? [] : await watching({ documents, now }, of)),
    ]);
  });
}
