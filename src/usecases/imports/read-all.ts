import type { Condition, Document, Documents, DocumentKind } from '../ports.ts';

const PAGE = 500;

/** All of a partition's documents of a kind that meet the conditions; only for what is few by nature. */
export async function readAll<T>(
  documents: Documents,
  kind: DocumentKind<T>,
  partition: string,
  where: readonly Condition[] = [],
): Promise<readonly Document<T>[]> {
  const found: Document<T>[] = [];
  let after: string | undefined;
  do {
    const page = await documents.list(kind, partition, {
      where,
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    found.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return found;
}
