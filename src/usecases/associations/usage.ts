import type { UsageRow } from '../../domain/associations/association.ts';
import type { CustomerId } from '../../domain/shared/ids.ts';
import { RowDocument } from '../imports/documents.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';

/** Rows of usage that a turn reads: ten workloads of ten partners for four years of months. */
const READ = 1_000;
const MAX_READS = 5;

/** What was imported of a customer's usage, of all partners; what of it is whose business, the domain says. */
export async function usageAt(
  documents: Documents,
  customerId: CustomerId,
): Promise<{ readonly rows: readonly UsageRow[]; readonly cutShort: boolean }> {
  const rows: UsageRow[] = [];
  let after: string | undefined;
  for (let reads = 0; reads < MAX_READS; reads++) {
    const page = await documents.list(RowDocument, partitions.customer(customerId), {
      where: [{ field: 'file', is: '=', value: 'usage' }],
      limit: READ,
      ...(after === undefined ? {} : { after }),
    });
    rows.push(...page.items.map(({ value }) => usageRow(value.cells)));
    if (page.next === undefined) return { rows, cutShort: false };
    after = page.next;
  }
  return { rows, cutShort: true };
}

/** The cells passed the import's columns when they were kept. */
function usageRow(cells: { readonly [column: string]: string }): UsageRow {
  const { target = '', date = '', partnerId = '', association = '', activeUsers = '' } = cells;
  const { seats = '', acr = '' } = cells;
  return { target, date, partnerId, association, activeUsers, seats, acr };
}
