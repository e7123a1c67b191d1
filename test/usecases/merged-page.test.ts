import { afterEach, beforeEach, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { CustomerAssociations } from '../../src/domain/associations/association.ts';
import { CustomerId, PartnerId } from '../../src/domain/shared/ids.ts';
import { mergedPage, type MergedList } from '../../src/usecases/merged-page.ts';
import { create, type Document, type Documents } from '../../src/usecases/ports.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { AssociationDocument } from '../../src/usecases/associations/documents.ts';

let world: ReferralWorld;
let seeded = 0;

beforeEach(async () => {
  world = await referralWorld();
});
afterEach(() => world.close());

type Row = Document<CustomerAssociations>;

/** Few ranks and few ids, so that there are ties of every kind; some are only in order by their bytes in UTF-8. */
const RANKS = ['', 'a', 'b', 'é', '\u{1F600}', '\uFF5E'];
const rows = fc.uniqueArray(
  fc.record({ at: fc.nat(3), id: fc.nat(14), rank: fc.constantFrom(...RANKS), fits: fc.boolean() }),
  { maxLength: 60, selector: ({ at, id }) => `${at}/${id}` },
);

/** Rows of four partitions of their own. */
async function seed(
  documents: Documents,
  many: readonly { at: number; id: number; rank: string; fits: boolean }[],
) {
  const partitions = [0, 1, 2, 3].map((at) => `partners/${++seeded}-${at}`);
  for (const [at, partition] of partitions.entries()) {
    const changes = many
      .filter((row) => row.at === at)
      .map(({ id, rank, fits }) =>
        create(AssociationDocument, `row:${String(id).padStart(2, '0')}`, {
          partnerId: PartnerId.parse('1001'),
          customerId: CustomerId.parse('cccccccc-0000-4000-8000-000000000001'),
          customerName: fits ? 'fits' : 'other',
          rank,
          ties: [],
        }),
      );
    if (changes.length > 0) await documents.commit(partition, changes);
  }
  return partitions;
}

function listOf(partitions: readonly string[], isSearch: boolean) {
  return {
    kind: AssociationDocument,
    partitions: partitions.map((partition) => ({ partition, where: [] })),
    after: undefined,
    isSearch,
    fits: ({ value }: Row) => !isSearch || value.customerName === 'fits',
  } satisfies MergedList<CustomerAssociations>;
}

async function pagesOf(documents: Documents, list: MergedList<CustomerAssociations>): Promise<Row[][]> {
  const pages: Row[][] = [];
  let after: string | undefined;
  do {
    const page = await mergedPage(documents, { ...list, after });
    pages.push([...page.found]);
    ({ after } = page);
  } while (after !== undefined && pages.length < 100);
  return pages;
}

const name = ({ partition, id }: Row) => `${partition} ${id}`;
const bytes = (text: string) => Buffer.from(text).toString('hex');
const order = (one: Row, two: Row) =>
  Buffer.compare(Buffer.from(one.value.rank), Buffer.from(two.value.rank)) ||
  (bytes(one.id) < bytes(two.id)
    ? -1
    : bytes(one.id) > bytes(two.id)
      ? 1
      : one.partition < two.partition
        ? -1
        : 1);

async function everything(documents: Documents, partitions: readonly string[]): Promise<Row[]> {
  const pages = await Promise.all(
    partitions.map((partition) => documents.list(AssociationDocument, partition, { limit: 1_000 })),
  );
  return pages.flatMap(({ items }) => items).toSorted(order);
}

it('loses no row and shows none twice over the pages of several partitions, whatever ties there are', async () => {
  const { documents } = world.context;
  await fc.assert(
    fc.asyncProperty(rows, fc.boolean(), async (many, isSearch) => {
      const partitions = await seed(documents, many);
      const list = listOf(partitions, isSearch);

      const pages = await pagesOf(documents, list);

      const expected = (await everything(documents, partitions)).filter(list.fits).map(name);
      expect(pages.flat().map(name)).toEqual(expected);
      expect(pages.slice(0, -1).every((page) => page.length === 10)).toBe(true);
    }),
    { numRuns: 60 },
  );
}, 60_000);

it('reads a page of each partition, and no more, to show one', async () => {
  const many = Array.from({ length: 60 }, (_, n) => ({ at: n % 4, id: n, rank: 'a', fits: true }));
  const partitions = await seed(world.context.documents, many);
  const asked: number[] = [];
  const documents: Documents = {
    ...world.context.documents,
    list: (kind, partition, query) => {
      asked.push(query.limit);
      return world.context.documents.list(kind, partition, query);
    },
  };

  const { found } = await mergedPage(documents, listOf(partitions, false));

  expect(found).toHaveLength(10);
  expect(asked).toEqual([11, 11, 11, 11]);
});

it('neither repeats nor leaves out what stays when rows come and go between two pages', async () => {
  const { documents } = world.context;
  const many = Array.from({ length: 40 }, (_, n) => ({ at: n % 4, id: n >> 2, rank: 'm', fits: true }));
  const partitions = await seed(documents, many);
  const list = listOf(partitions, false);
  const first = await mergedPage(documents, list);
  const gone = first.found.at(-1)!;
  await documents.commit(gone.partition, [
    { op: 'delete', id: gone.id, etag: gone.etag },
    create(AssociationDocument, 'row:new', { ...gone.value, rank: 'a' }),
  ]);

  const rest: Row[] = [];
  let { after } = first;
  while (after !== undefined) {
    const page: Awaited<ReturnType<typeof mergedPage<CustomerAssociations>>> = await mergedPage(documents, {
      ...list,
      after,
    });
    rest.push(...page.found);
    ({ after } = page);
  }

  expect(new Set([...first.found, ...rest].map(name)).size).toBe(40);
  expect(first.found.length + rest.length).toBe(40);
});

it('looks through a thousand at most, and goes on from there', async () => {
  const { documents } = world.context;
  const many = Array.from({ length: 90 }, (_, n) => ({ at: n % 4, id: n, rank: 'a', fits: n === 89 }));
  const partitions = await seed(documents, many);
  // Of so many partitions each is read eleven at a time.
  const list = listOf([...partitions, ...Array.from({ length: 26 }, (_, n) => `partners/none-${n}`)], true);
  const few = { ...list, fits: ({ value }: Row) => value.customerName === 'fits' };

  const pages = await pagesOf(documents, few);

  expect(pages.flat()).toHaveLength(1);
});

it.each(['', 'x~y~z', Buffer.from('{"last":5}').toString('base64url')])(
  'begins anew at a cursor that no page gave: %j',
  async (after) => {
    const { documents } = world.context;
    const partitions = await seed(documents, [{ at: 0, id: 1, rank: 'a', fits: true }]);

    expect((await mergedPage(documents, { ...listOf(partitions, false), after })).found).toHaveLength(1);
  },
);
