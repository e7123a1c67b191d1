import type { Condition, Documents, DocumentKind } from './ports.ts';

/** All of one partition's documents of a kind that meet the conditions, for jobs: as many reads as there are thousands. */
export async function listAll<T>(
  documents: Documents,
  kind: DocumentKind<T>,
  partition: string,
  where: readonly Condition[] = [],
): Promise<T[]> {
  const values: T[] = [];
  let after: string | undefined;
  do {
    const page = await documents.list(kind, partition, {
      where,
      limit: 1_000,
      ...(after === undefined ? {} : { after }),
    });
    values.push(...page.items.map((item) => item.value));
    after = page.next;
  } while (after !== undefined);
  return values;
}
