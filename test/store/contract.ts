import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { shardOf, SHARDS } from '../../src/domain/instances/shards.ts';
import { ConflictError, type Condition, type Order } from '../../src/usecases/ports.ts';
import {
  DocumentTooLarge,
  InvalidId,
  MAX_DOCUMENT_BYTES,
  type Batch,
  type Body,
  type DocumentStore,
  type QuerySpec,
  type Stored,
  type Write,
} from '../../src/store/document-store.ts';

export interface Opened {
  readonly store: DocumentStore;
  /** Takes away whatever was made besides the store, which is closed by then. */
  readonly clean?: () => Promise<void> | void;
}

const noon = new Date('2026-11-20T12:00:00.000Z');
const MATCHING_ORDER: readonly Order[] = [
  { field: 'received' },
  { field: 'lastOfferedAt' },
  { field: 'order' },
];

/** What every engine does alike. `open` gives an empty store whose clock is the one passed. */
export function describeStore(engine: string, open: (now: () => Date) => Promise<Opened>): void {
  let store: DocumentStore;
  let opened: Opened;
  let now: Date;
  let partition: string;

  beforeEach(async () => {
    now = noon;
    partition = `customers/${randomUUID()}`;
    opened = await open(() => now);
    store = opened.store;
  });

  afterEach(async () => {
    await store.close();
    await opened.clean?.();
  });

  const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

  /** Creates documents, some at a time. */
  async function given(kind: string, bodies: readonly (Body & { readonly id: string })[], where = partition) {
    for (let start = 0; start < bodies.length; start += 100) {
      const some = bodies.slice(start, start + 100);
      await store.commit(
        where,
        some.map(({ id, ...body }) => ({ op: 'create', id, kind, body })),
      );
    }
  }

  const one = async (id: string, body: Body = { v: 1, name: id }, kind = 'customer') => {
    const [etag] = await store.commit(partition, [{ op: 'create', id, kind, body }]);
    return etag ?? '';
  };

  const ids = async (spec: QuerySpec, where = partition) =>
    (await store.query(where, spec)).items.map(({ id }) => id);

  async function allPages(spec: QuerySpec): Promise<string[]> {
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await store.query(partition, after === undefined ? spec : { ...spec, after });
      found.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    return found;
  }

  describe(`${engine}: reads and commits`, () => {
    it('reads a document as it was written', async () => {
      const body = { v: 1, name: 'Zoë “Ünlü” 雪 😀\n', nested: { list: [1, 'two', null, true] }, none: null };

      const [etag] = await store.commit(partition, [{ op: 'create', id: 'a', kind: 'customer', body }]);

      const { text: _text, ...found } = (await store.get(partition, 'a')) ?? {};
      expect(found).toEqual({ partition, id: 'a', kind: 'customer', etag, body });
    });

    it.each(['missing', '', 'a/b', 'a\u0000b', 'x'.repeat(256)])('finds nothing at the id %j', async (id) => {
      expect(await store.get(partition, id)).toBeUndefined();
    });

    it('gives each write a new etag, and none for a delete', async () => {
      const first = await one('a');
      const other = await one('b');

      const etags = await store.commit(partition, [
        { op: 'replace', id: 'a', kind: 'customer', etag: first, body: { v: 1, name: 'new' } },
        { op: 'delete', id: 'b', etag: other },
        { op: 'create', id: 'c', kind: 'customer', body: { v: 1 } },
      ]);

      expect(etags).toEqual([expect.any(String), '', expect.any(String)]);
      expect(new Set([first, other, etags[0], etags[2]]).size).toBe(4);
      expect(await store.get(partition, 'a')).toMatchObject({ etag: etags[0], body: { name: 'new' } });
      expect(await store.get(partition, 'b')).toBeUndefined();
      expect(await store.get(partition, 'c')).toMatchObject({ etag: etags[2] });
    });

    it.each<[string, (etag: string, stale: string) => Write]>([
      ['a create of what exists', () => ({ op: 'create', id: 'a', kind: 'customer', body: { v: 1 } })],
      [
        'a replace at an older etag',
        (_etag, etag) => ({ op: 'replace', id: 'a', kind: 'customer', etag, body: { v: 1 } }),
      ],
      [
        'a replace of what is missing',
        (etag) => ({ op: 'replace', id: 'missing', kind: 'customer', etag, body: { v: 1 } }),
      ],
      ['a delete at an older etag', (_etag, etag) => ({ op: 'delete', id: 'a', etag })],
      ['a delete of what is missing', (etag) => ({ op: 'delete', id: 'missing', etag })],
    ])('refuses %s and writes nothing of its commit', async (_case, write) => {
      const stale = await one('a');
      const body = { v: 1, name: 'second' };
      const [etag = ''] = await store.commit(partition, [
        { op: 'replace', id: 'a', kind: 'customer', etag: stale, body },
      ]);
      const refused = write(etag, stale);

      const commit = store.commit(partition, [
        { op: 'create', id: 'before', kind: 'customer', body: { v: 1 } },
        refused,
        { op: 'create', id: 'after', kind: 'customer', body: { v: 1 } },
      ]);
      const alone = store.commit(partition, [refused]);

      await expect(commit).rejects.toThrow(ConflictError);
      await expect(commit).rejects.toMatchObject({ code: 'conflict', documentId: refused.id });
      await expect(alone).rejects.toMatchObject({ code: 'conflict', documentId: refused.id });
      expect(await store.get(partition, 'a')).toMatchObject({ etag, body });
      expect(await store.count(partition, { kind: 'customer' })).toBe(1);
    });

    it('lets one of 20 racing writers win', async () => {
      const etag = await one('a', { v: 1, by: -1 });

      const replaced = await Promise.allSettled(
        Array.from({ length: 20 }, (_none, by) =>
          store.commit(partition, [
            { op: 'replace', id: 'a', kind: 'customer', etag, body: { v: 1, by } },
            { op: 'create', id: `audit:${by}`, kind: 'customer', body: { v: 1 } },
          ]),
        ),
      );
      const created = await Promise.allSettled(
        Array.from({ length: 20 }, () =>
          store.commit(partition, [{ op: 'create', id: 'new', kind: 'customer', body: { v: 1 } }]),
        ),
      );

      const winner = replaced.findIndex(({ status }) => status === 'fulfilled');
      expect(replaced.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(created.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const result of [...replaced, ...created]) {
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(ConflictError);
      }
      expect(await store.get(partition, 'a')).toMatchObject({ body: { by: winner } });
      expect(await ids({ kind: 'customer', limit: 100 })).toEqual(['a', `audit:${winner}`, 'new']);
    });

    it('keeps partitions apart', async () => {
      const other = `customers/${randomUUID()}`;
      await given('notice', [{ id: 'a', v: 1, createdAt: 'here', open: true }]);
      await given('notice', [{ id: 'a', v: 1, createdAt: 'there', open: true }], other);
      const there = await store.get(other, 'a');

      const crossed = store.commit(partition, [{ op: 'delete', id: 'a', etag: there?.etag ?? '' }]);

      await expect(crossed).rejects.toThrow(ConflictError);
      const spec: QuerySpec = {
        kind: 'notice',
        where: [{ field: 'open', is: '=', value: true }],
        orderBy: [{ field: 'createdAt' }],
        limit: 10,
      };
      expect((await store.query(partition, spec)).items.map(({ body }) => body['createdAt'])).toEqual([
        'here',
      ]);
      expect(await store.count(other, spec)).toBe(1);
      expect(there?.body['createdAt']).toBe('there');
    });
  });

  describe(`${engine}: limits`, () => {
    const write = (id: string, body: Body = { v: 1 }): Write => ({
      op: 'create',
      id,
      kind: 'customer',
      body,
    });

    it('commits 100 writes at once', async () => {
      const etags = await store.commit(
        partition,
        Array.from({ length: 100 }, (_none, place) => write(`d${place}`)),
      );

      expect(new Set(etags).size).toBe(100);
      expect(await store.count(partition, { kind: 'customer' })).toBe(100);
    });

    it.each<[string, readonly Write[]]>([
      ['no writes', []],
      ['101 writes', Array.from({ length: 101 }, (_none, place) => write(`d${place}`))],
      ['one document twice', [write('a'), write('a')]],
      ['a TTL of nothing', [{ op: 'create', id: 'a', kind: 'customer', body: {}, ttlSeconds: 0 }]],
      [
        'a body without what it is ordered by',
        [{ op: 'create', id: 'a', kind: 'notice', body: { open: true } }],
      ],
    ])('refuses a commit of %s', async (_case, writes) => {
      await expect(store.commit(partition, writes)).rejects.toThrow(RangeError);
      expect(await store.get(partition, 'a')).toBeUndefined();
    });

    it.each(['', 'a/b', 'a\\b', 'a?b', 'a#b', 'a\nb', 'a\u0000', '\u0085', '\ud800', 'é'.repeat(128)])(
      'refuses the id %j',
      async (id) => {
        await expect(store.commit(partition, [write(id)])).rejects.toThrow(InvalidId);
      },
    );

    it.each(['a b', "it's", '"quoted"', '50%', 'a:b;c,d.e|f', '$[0]', '雪😀', 'é'.repeat(127)])(
      'takes the id %j',
      async (id) => {
        await store.commit(partition, [write(id)]);

        expect(await store.get(partition, id)).toMatchObject({ id });
        expect(await ids({ kind: 'customer', limit: 10 })).toEqual([id]);
      },
    );

    it.each(['customers', 'customers/', '/a', 'Customers/a', 'customers/a\nb'])(
      'refuses the partition %j',
      async (bad) => {
        await expect(store.commit(bad, [write('a')])).rejects.toThrow(InvalidId);
      },
    );

    it('takes a document of the largest size and refuses a byte more', async () => {
      const frame = JSON.stringify({ v: 1, text: '' }).length;
      // two bytes each in UTF-8, so that characters and bytes are told apart
      const bytes = MAX_DOCUMENT_BYTES - frame;
      const text = 'é'.repeat(bytes / 2) + 'x'.repeat(bytes % 2);

      await store.commit(partition, [write('largest', { v: 1, text })]);
      const refused = store.commit(partition, [write('larger', { v: 1, text: `${text}x` })]);

      await expect(refused).rejects.toThrow(DocumentTooLarge);
      expect((await store.get(partition, 'largest'))?.body['text']).toBe(text);
      expect(await store.get(partition, 'larger')).toBeUndefined();
    });
  });

  describe(`${engine}: queries`, () => {
    const locations = [
      {
        id: '1',
        countries: ['US', 'CA'],
        languages: ['en'],
        referralReady: true,
        minSeats: 1,
        globalId: 'g1',
      },
      {
        id: '2',
        countries: ['US'],
        languages: ['en', 'es'],
        referralReady: false,
        minSeats: 50,
        globalId: 'g1',
      },
      { id: '3', countries: ['FR'], languages: ['fr'], referralReady: true, minSeats: 150, globalId: 'g2' },
      {
        id: '4',
        countries: ['US', 'FR'],
        languages: ['fr'],
        referralReady: true,
        minSeats: 300,
        globalId: 'g3',
      },
    ].map((location) => ({
      v: 1,
      maxSeats: location.id === '3' ? 900 : null,
      industries: ["' OR 1=1 --"],
      received: 0,
      lastOfferedAt: '',
      order: Number(location.id),
      ...location,
    }));

    beforeEach(async () => {
      await given('location', locations);
      await given('reservation', [{ id: 'reservation:1', v: 1, referralReady: true }]);
    });

    it.each<[string, readonly Condition[], string]>([
      ['no condition', [], '1 2 3 4'],
      ['= a text', [{ field: 'globalId', is: '=', value: 'g1' }], '1 2'],
      ['= true', [{ field: 'referralReady', is: '=', value: true }], '1 3 4'],
      ['= false', [{ field: 'referralReady', is: '=', value: false }], '2'],
      ['= a number', [{ field: 'minSeats', is: '=', value: 150 }], '3'],
      ['<', [{ field: 'minSeats', is: '<', value: 150 }], '1 2'],
      ['<=', [{ field: 'minSeats', is: '<=', value: 150 }], '1 2 3'],
      ['>', [{ field: 'minSeats', is: '>', value: 150 }], '4'],
      ['>=', [{ field: 'minSeats', is: '>=', value: 150 }], '3 4'],
      ['a comparison with what is null', [{ field: 'maxSeats', is: '>=', value: 1 }], '3'],
      ['null', [{ field: 'maxSeats', is: 'null' }], '1 2 4'],
      ['null of what is absent', [{ field: 'pausedUntil', is: 'null' }], '1 2 3 4'],
      ['in', [{ field: 'globalId', is: 'in', values: ['g2', 'g3', 'g9'] }], '3 4'],
      ['in nothing', [{ field: 'globalId', is: 'in', values: [] }], ''],
      ['an ordered field', [{ field: 'order', is: '>', value: 2 }], '3 4'],
      ['contains', [{ field: 'countries', is: 'contains', value: 'US' }], '1 2 4'],
      ['contains nothing like it', [{ field: 'countries', is: 'contains', value: 'us' }], ''],
      ['contains-any', [{ field: 'languages', is: 'contains-any', values: ['es', 'fr'] }], '2 3 4'],
      ['contains any of nothing', [{ field: 'languages', is: 'contains-any', values: [] }], ''],
      [
        'a value that looks like SQL',
        [{ field: 'industries', is: 'contains', value: "' OR 1=1 --" }],
        '1 2 3 4',
      ],
      ['an unknown value that looks like SQL', [{ field: 'globalId', is: '=', value: "' OR 1=1 --" }], ''],
      [
        'all of several',
        [
          { field: 'countries', is: 'contains', value: 'US' },
          { field: 'countries', is: 'contains', value: 'FR' },
          { field: 'languages', is: 'contains-any', values: ['en', 'fr'] },
          { field: 'minSeats', is: '<=', value: 300 },
        ],
        '4',
      ],
    ])('answers %s', async (_case, where, expected) => {
      const wanted = expected === '' ? [] : expected.split(' ');

      expect(await ids({ kind: 'location', where, limit: 10 })).toEqual(wanted);
      expect(await ids({ kind: 'location', where, orderBy: MATCHING_ORDER, limit: 10 })).toEqual(wanted);
      expect(await store.count(partition, { kind: 'location', where })).toBe(wanted.length);
    });

    it('follows what a replace and a delete change', async () => {
      const first = await store.get(partition, '1');
      const second = await store.get(partition, '2');
      await store.commit(partition, [
        {
          op: 'replace',
          id: '1',
          kind: 'location',
          etag: first?.etag ?? '',
          body: { ...first?.body, countries: ['DE', 'DE'], received: 7, globalId: 'g9', minSeats: 9 },
        },
        { op: 'delete', id: '2', etag: second?.etag ?? '' },
      ]);

      const where = (field: string, is: '=' | 'contains', value: string | number): QuerySpec => ({
        kind: 'location',
        where: [{ field, is, value }],
        orderBy: MATCHING_ORDER,
        limit: 10,
      });
      expect(await ids(where('countries', 'contains', 'DE'))).toEqual(['1']);
      expect(await ids(where('countries', 'contains', 'US'))).toEqual(['4']);
      expect(await ids(where('globalId', '=', 'g9'))).toEqual(['1']);
      expect(await ids(where('globalId', '=', 'g1'))).toEqual([]);
      expect(await ids(where('minSeats', '=', 9))).toEqual(['1']);
      expect(await ids({ kind: 'location', orderBy: MATCHING_ORDER, limit: 10 })).toEqual(['3', '4', '1']);
    });

    it.each<[string, QuerySpec]>([
      ['a field', { kind: 'location', where: [{ field: 'name', is: '=', value: 'x' }], limit: 1 }],
      ['an array', { kind: 'location', where: [{ field: 'minSeats', is: 'contains', value: 1 }], limit: 1 }],
      [
        'an array as a scalar',
        { kind: 'location', where: [{ field: 'countries', is: '=', value: 1 }], limit: 1 },
      ],
      ['an order', { kind: 'location', orderBy: [{ field: 'received' }], limit: 1 }],
      [
        'an order both ways',
        {
          kind: 'location',
          orderBy: [{ field: 'received' }, { field: 'lastOfferedAt', descending: true }, { field: 'order' }],
          limit: 1,
        },
      ],
      ['a kind with fields', { kind: 'reservation', where: [{ field: 'v', is: '=', value: 1 }], limit: 1 }],
      ['a page of none', { kind: 'location', limit: 0 }],
      ['a page of 1,001', { kind: 'location', limit: 1_001 }],
    ])('refuses %s that is not declared', async (_case, spec) => {
      await expect(store.query(partition, spec)).rejects.toThrow(RangeError);
      if (spec.where !== undefined) await expect(store.count(partition, spec)).rejects.toThrow(RangeError);
    });

    it.each(['', 'nonsense', Buffer.from('[[{}],"a"]').toString('base64url')])(
      'begins anew at a cursor that is none, %j',
      async (after) => {
        expect(await ids({ kind: 'location', limit: 10, after })).toEqual(['1', '2', '3', '4']);
      },
    );
  });

  describe(`${engine}: documents beside a page`, () => {
    const beside = async (spec: QuerySpec) => {
      const page = await store.query(partition, spec);
      return [page.items.map(({ id }) => id), (page.beside ?? []).map(({ id }) => id).toSorted()];
    };

    it('come by their ids, of whatever kind, and those alone that are there', async () => {
      await given('contact', [
        { id: 'contact:a', v: 1, personId: 'one' },
        { id: 'contact:m', v: 1, personId: 'two' },
        { id: 'contact:z', v: 1, personId: 'one' },
      ]);
      await given('quarter', [
        { id: 'b', v: 1 },
        { id: 'y', v: 1 },
      ]);
      await store.commit(partition, [
        { op: 'create', id: 'gone', kind: 'quarter', body: { v: 1 }, ttlSeconds: 60 },
      ]);
      now = later(61);
      const where: readonly Condition[] = [{ field: 'personId', is: '=', value: 'one' }];

      const asked = ['y', 'gone', 'unknown', 'no/id', 'b'];
      expect(await beside({ kind: 'contact', where, limit: 10, beside: asked })).toEqual([
        ['contact:a', 'contact:z'],
        ['b', 'y'],
      ]);
      expect(await beside({ kind: 'contact', where, limit: 10, beside: [] })).toEqual([
        ['contact:a', 'contact:z'],
        [],
      ]);
    });

    it('come with a full page too, which goes on behind its last', async () => {
      const contacts = ['a', 'b', 'c', 'd', 'e'].map((id) => `contact:${id}`);
      await given(
        'contact',
        contacts.map((id) => ({ id, v: 1 })),
      );
      await given('quarter', [{ id: 'z', v: 1 }]);

      const page = await store.query(partition, { kind: 'contact', limit: 2, beside: ['z'] });

      expect(page.items.map(({ id }) => id)).toEqual(contacts.slice(0, 2));
      expect(page.beside?.map(({ id }) => id)).toEqual(['z']);
      expect(await ids({ kind: 'contact', limit: 9, after: page.next ?? '' })).toEqual(contacts.slice(2));
    });

    it('come with no ordered page', async () => {
      const ordered: QuerySpec = {
        kind: 'offer',
        orderBy: [{ field: 'rank' }],
        limit: 2,
        beside: ['z'],
      };
      await expect(store.query(partition, ordered)).rejects.toThrow(RangeError);
    });
  });

  describe(`${engine}: pages`, () => {
    // 3 x 2 x 2 places, 4 documents at each: ties in one, two and all three fields
    const bodies = Array.from({ length: 48 }, (_none, at) => ({
      id: `l${String((at * 29) % 48).padStart(2, '0')}`,
      v: 1,
      received: at % 3,
      lastOfferedAt: at % 2 === 0 ? '' : '2026-11-01T00:00:00.000Z',
      order: at % 4 < 2 ? 5 : 1_000,
      countries: at % 3 === 0 ? ['US'] : ['US', 'FR'],
      programs: at % 5 === 0 ? [] : ['FRP'],
    }));
    const inOrder = [...bodies].sort(
      (left, right) =>
        left.received - right.received ||
        compare(left.lastOfferedAt, right.lastOfferedAt) ||
        left.order - right.order ||
        compare(left.id, right.id),
    );
    const US_FRP: readonly Condition[] = [
      { field: 'countries', is: 'contains', value: 'US' },
      { field: 'programs', is: 'contains', value: 'FRP' },
    ];

    beforeEach(() => given('location', bodies));

    it.each([1, 5, 7, 48, 49])('walks three fields over ties, %d at a time', async (limit) => {
      const up = await allPages({ kind: 'location', orderBy: MATCHING_ORDER, limit });
      const descending = MATCHING_ORDER.map((by) => ({ ...by, descending: true }));
      const down = await allPages({ kind: 'location', orderBy: descending, limit });

      expect(up).toEqual(inOrder.map(({ id }) => id));
      expect(down).toEqual(up.toReversed());
    });

    it('walks the documents that meet conditions', async () => {
      const wanted = inOrder.filter(({ programs }) => programs.length > 0).map(({ id }) => id);

      expect(await allPages({ kind: 'location', where: US_FRP, orderBy: MATCHING_ORDER, limit: 7 })).toEqual(
        wanted,
      );
      expect(await allPages({ kind: 'location', where: US_FRP, limit: 7 })).toEqual(wanted.toSorted());
    });

    it('walks by id without an order', async () => {
      expect(await allPages({ kind: 'location', limit: 10 })).toEqual(bodies.map(({ id }) => id).toSorted());
    });

    it('neither repeats nor leaves out what stays, whatever is written between two pages', async () => {
      const spec: QuerySpec = { kind: 'location', orderBy: MATCHING_ORDER, limit: 10 };
      const first = await store.query(partition, spec);
      const [gone, ...rest] = first.items;
      await store.commit(partition, [
        { op: 'delete', id: gone?.id ?? '', etag: gone?.etag ?? '' },
        {
          op: 'create',
          id: 'a-new',
          kind: 'location',
          body: { v: 1, received: -1, lastOfferedAt: '', order: 1 },
        },
      ]);

      const second = await allPages({ ...spec, after: first.next ?? '' });

      const seen = [gone, ...rest].map((item) => item?.id);
      expect([...seen, ...second]).toEqual(inOrder.map(({ id }) => id));
    });

    it('begins behind any place in the order, whether or not a document stands there', async () => {
      const spec: QuerySpec = { kind: 'location', orderBy: MATCHING_ORDER, limit: 100 };
      for (const [at, { received, lastOfferedAt, order, id }] of inOrder.entries()) {
        const values = [received, lastOfferedAt, order];

        expect(await ids({ ...spec, behind: { values, id } })).toEqual(
          inOrder.slice(at + 1).map((one) => one.id),
        );
        expect(await ids({ ...spec, behind: { values, id: id.slice(0, 2) } })).toContain(id);
      }
      await expect(store.query(partition, { ...spec, behind: { values: [1], id: 'l' } })).rejects.toThrow(
        RangeError,
      );
    });

    it('gives no cursor with the last page', async () => {
      expect((await store.query(partition, { kind: 'location', limit: 48 })).next).toBeUndefined();
      expect((await store.query(partition, { kind: 'location', limit: 47 })).next).toEqual(
        expect.any(String),
      );
    });

    it('answers 200 random queries as a filter in memory does', async () => {
      const random = seeded(42);
      const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
      const some = <T>(from: readonly T[]): T[] => from.filter(() => random() < 0.4);
      const people = Array.from({ length: 150 }, (_none, at) => ({
        id: `r${at}`,
        v: 1,
        received: Math.floor(random() * 3),
        lastOfferedAt: pick(['', '2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z']),
        order: Math.floor(random() * 10),
        countries: some(['US', 'FR', 'DE']),
        languages: some(['en', 'fr', 'de']),
        endorsed: some(['teams', 'intune', 'exchange']),
        referralReady: random() < 0.7,
        minSeats: Math.floor(random() * 5),
        globalId: pick(['g1', 'g2', 'g3']),
      }));
      partition = 'directory/random';
      await given('location', people);
      const condition = (): Condition =>
        pick<Condition>([
          { field: 'countries', is: 'contains', value: pick(['US', 'FR', 'DE', 'XX']) },
          { field: 'languages', is: 'contains-any', values: some(['en', 'fr', 'de']) },
          { field: 'endorsed', is: 'contains', value: pick(['teams', 'intune', 'exchange']) },
          { field: 'referralReady', is: '=', value: random() < 0.8 },
          { field: 'globalId', is: '=', value: pick(['g1', 'g2', 'g3']) },
          { field: 'received', is: pick(['<', '<=', '>', '>=', '=']), value: Math.floor(random() * 3) },
          { field: 'minSeats', is: 'in', values: some([0, 1, 2, 3]) },
        ]);

      for (let round = 0; round < 200; round++) {
        const where = Array.from({ length: Math.floor(random() * 4) }, condition);
        const ordered = random() < 0.6;
        const spec = { kind: 'location', where, limit: 1 + Math.floor(random() * 60) };
        const wanted = people
          .filter((body) => where.every((each) => meets(body, each)))
          .sort(
            (left, right) =>
              (ordered
                ? left.received - right.received ||
                  compare(left.lastOfferedAt, right.lastOfferedAt) ||
                  left.order - right.order
                : 0) || compare(left.id, right.id),
          )
          .map(({ id }) => id);

        const found = await ids(ordered ? { ...spec, orderBy: MATCHING_ORDER } : spec);

        expect({ where, found }).toEqual({ where, found: wanted.slice(0, spec.limit) });
        expect(await store.count(partition, spec)).toBe(wanted.length);
      }
    });
  });

  describe(`${engine}: what expires`, () => {
    it('is gone from every read once its time is up, and its id is free', async () => {
      const body = { v: 1, createdAt: noon.toISOString(), open: true };
      await store.commit(partition, [
        { op: 'create', id: 'short', kind: 'notice', body, ttlSeconds: 60 },
        { op: 'create', id: 'stays', kind: 'notice', body },
      ]);
      const spec: QuerySpec = { kind: 'notice', where: [{ field: 'open', is: '=', value: true }], limit: 10 };

      now = later(59);
      const before = await ids(spec);
      now = later(1);
      const after = await ids(spec);

      expect(before).toEqual(['short', 'stays']);
      expect(after).toEqual(['stays']);
      expect(await store.get(partition, 'short')).toBeUndefined();
      expect(await ids({ ...spec, orderBy: [{ field: 'createdAt' }] })).toEqual(['stays']);
      expect(await store.count(partition, spec)).toBe(1);
      expect((await collect(store.scan('customers'))).map(({ id }) => id)).toEqual(['stays']);
      await store.commit(partition, [
        { op: 'create', id: 'short', kind: 'notice', body: { ...body, open: false } },
        { op: 'create', id: 'other', kind: 'notice', body },
      ]);
      expect(await ids(spec)).toEqual(['other', 'stays']);
      expect(await ids({ kind: 'notice', limit: 10 })).toEqual(['other', 'short', 'stays']);
    });

    it('lives on when replaced, from then on', async () => {
      const body = { v: 1 };
      const [etag = ''] = await store.commit(partition, [
        { op: 'create', id: 'a', kind: 'customer', body, ttlSeconds: 60 },
      ]);
      now = later(50);
      const [again = ''] = await store.commit(partition, [
        { op: 'replace', id: 'a', kind: 'customer', etag, body, ttlSeconds: 60 },
      ]);
      now = later(50);
      const kept = await store.get(partition, 'a');
      await store.commit(partition, [{ op: 'replace', id: 'a', kind: 'customer', etag: again, body }]);
      now = later(1_000_000);

      expect(kept).toBeDefined();
      expect(await store.get(partition, 'a')).toBeDefined();
    });
  });

  describe(`${engine}: scans and imports`, () => {
    it('scans a collection over all its partitions, in a stable order', async () => {
      for (const key of ['b', 'a', 'a/deeper']) {
        await given('customer', [{ id: 'y' }, { id: 'x' }], `customers/${key}`);
        await given('claim', [{ id: 'claim:1' }], `customers/${key}`);
      }
      await given('customer', [{ id: 'x' }], 'customers-of-others/a');
      await given('customer', [{ id: 'x' }], 'customerss/a');
      await given('customer', [{ id: 'x' }], 'people/a');

      const places = async (kind?: string) =>
        (await collect(store.scan('customers', kind))).map(({ partition, id }) => `${partition} ${id}`);

      expect((await places()).toSorted()).toEqual(
        ['a', 'a/deeper', 'b'].flatMap((key) => ['claim:1', 'x', 'y'].map((id) => `customers/${key} ${id}`)),
      );
      expect(await places()).toEqual(await places());
      expect((await places('claim')).toSorted()).toEqual(
        ['a', 'a/deeper', 'b'].map((key) => `customers/${key} claim:1`),
      );
      expect(await places('unknown')).toEqual([]);
      expect(await collect(store.scan('nowhere'))).toEqual([]);
    });

    it('scans more than a page while documents are written', async () => {
      await given(
        'customer',
        Array.from({ length: 450 }, (_none, at) => ({ id: `d${1_000 + at}`, at })),
      );

      const found: Stored[] = [];
      for await (const stored of store.scan('customers')) {
        if (found.length === 10) await one('e');
        found.push(stored);
      }

      expect(found.filter(({ id }) => id !== 'e').map(({ body }) => body['at'])).toEqual(
        Array.from({ length: 450 }, (_none, at) => at),
      );
    });

    it('commits batches each by itself: one that fails stops no other', async () => {
      await one('taken');
      const batch = (key: string, ...names: readonly string[]): Batch => ({
        partition: `customers/${key}`,
        writes: names.map((id) => ({ op: 'create', id, kind: 'customer', body: { v: 1 } })),
      });
      const key = partition.slice('customers/'.length);
      const batches = [
        batch('a', 'x', 'y'),
        batch(key, 'new', 'taken'),
        batch('b', 'bad/id'),
        batch('a', 'z'),
        batch(key, 'taken'),
        batch('c'),
        batch('c', 'x'),
      ];

      const outcomes = await collect(store.commitMany(batches));

      const inPlace = outcomes.toSorted((left, right) => left.index - right.index);
      expect(inPlace).toEqual([
        { index: 0, ok: true, etags: [expect.any(String), expect.any(String)] },
        { index: 1, ok: false, error: expect.any(ConflictError) },
        { index: 2, ok: false, error: expect.any(InvalidId) },
        { index: 3, ok: true, etags: [expect.any(String)] },
        { index: 4, ok: false, error: expect.any(ConflictError) },
        { index: 5, ok: false, error: expect.any(RangeError) },
        { index: 6, ok: true, etags: [expect.any(String)] },
      ]);
      expect(await store.get(partition, 'new')).toBeUndefined();
      expect(await ids({ kind: 'customer', limit: 10 }, 'customers/a')).toEqual(['x', 'y', 'z']);
    });

    it('commits 3,000 documents from an asynchronous source', async () => {
      async function* source(): AsyncGenerator<Batch> {
        for (let at = 0; at < 300; at++) {
          const writes = Array.from({ length: 10 }, (_none, place): Write => ({
            op: 'create',
            id: `d${place}`,
            kind: 'customer',
            body: { at, place },
          }));
          yield { partition: `customers/p${at}`, writes };
        }
      }

      const outcomes = await collect(store.commitMany(source()));

      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(300);
      expect(new Set(outcomes.map(({ index }) => index)).size).toBe(300);
      expect((await collect(store.scan('customers'))).length).toBe(3_000);
    });
  });

  describe(`${engine}: jobs`, () => {
    const job = (
      id: string,
      dueAt: Date | undefined,
      dueSince: Date = dueAt ?? noon,
    ): Body & { id: string } => ({
      id,
      v: 1,
      ...(dueAt === undefined ? {} : { dueAt: dueAt.toISOString() }),
      dueSince: dueSince.toISOString(),
    });

    it('come when due, oldest first, over all partitions', async () => {
      await given('job', [job('third', later(-1)), job('first', later(-300))], 'referrals/a');
      await given('job', [job('second', later(-200)), job('tomorrow', later(86_400))], 'people/b');
      await given('job', [job('now', now), job('next', later(0.001)), job('dead', undefined)], 'people/c');
      await given('notice', [{ id: 'none', dueAt: noon.toISOString(), createdAt: '' }], 'people/c');

      const due = await collect(store.due(now, 10));

      expect(due.map(({ partition, id }) => `${partition} ${id}`)).toEqual([
        'referrals/a first',
        'people/b second',
        'referrals/a third',
        'people/c now',
      ]);
      expect((await collect(store.due(now, 2))).map(({ id }) => id)).toEqual(['first', 'second']);
      expect(due[0]).toEqual(await store.get('referrals/a', 'first'));
    });

    it('come of the shards that are asked for alone', async () => {
      const partitions = ['people/a', 'people/b', 'people/c', 'people/d', 'referrals/a'];
      for (const [at, one] of partitions.entries()) await given('job', [job('due', later(-at))], one);
      const shards = [...new Set(partitions.map(shardOf))];
      const of = async (asked: readonly number[] | undefined) =>
        (await collect(store.due(now, 10, asked))).map((stored) => stored.partition);

      expect(shards.length).toBeGreaterThan(1);
      const apart = await Promise.all(shards.map((shard) => of([shard])));
      for (const [at, found] of apart.entries()) {
        expect(new Set(found.map(shardOf))).toEqual(new Set([shards[at]]));
      }
      expect(apart.flat().toSorted()).toEqual(partitions);
      expect(await of(shards)).toEqual(partitions.toReversed());
      expect(await of(undefined)).toEqual(await of(Array.from({ length: SHARDS }, (_none, shard) => shard)));
      expect(await of([])).toEqual([]);
    });

    it('come no longer when put off, given up or deleted', async () => {
      await given('job', [job('put-off', noon), job('given-up', noon), job('deleted', noon)]);
      const [putOff, givenUp, deleted] = await Promise.all(
        ['put-off', 'given-up', 'deleted'].map((id) => store.get(partition, id)),
      );
      const replace = (old: Stored | undefined, dueAt: Date | undefined): Write => {
        const { id, ...body } = job(old?.id ?? '', dueAt, noon);
        return { op: 'replace', id, kind: 'job', etag: old?.etag ?? '', body };
      };

      await store.commit(partition, [
        replace(putOff, later(30)),
        replace(givenUp, undefined),
        { op: 'delete', id: 'deleted', etag: deleted?.etag ?? '' },
      ]);

      expect(await collect(store.due(now, 10))).toEqual([]);
      expect((await collect(store.due(later(30), 10))).map(({ id }) => id)).toEqual(['put-off']);
    });

    it('are counted: those due and not done, since when, and those that rest', async () => {
      await given('job', [job('due', later(-100)), job('retried', later(50), later(-500))], 'people/a');
      await given('job', [job('next-week', later(600_000)), job('dead', undefined)], 'people/b');

      expect(await store.backlog(now)).toEqual({ pending: 2, oldestPendingSeconds: 500, dead: 1 });
    });

    it('are counted anew after 5 seconds', async () => {
      const none = { pending: 0, oldestPendingSeconds: 0, dead: 0 };
      const before = await store.backlog(now);
      await given('job', [job('due', now)]);

      expect(before).toEqual(none);
      expect(await store.backlog(later(4.999))).toEqual(none);
      expect(await store.backlog(later(5))).toEqual({ pending: 1, oldestPendingSeconds: 5, dead: 0 });
    });
  });
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

/** What the condition says, on the body as it is. */
function meets(body: Body, condition: Condition): boolean {
  const value = body[condition.field];
  switch (condition.is) {
    case '=':
      return value === condition.value;
    case '<':
      return Number(value) < Number(condition.value);
    case '<=':
      return Number(value) <= Number(condition.value);
    case '>':
      return Number(value) > Number(condition.value);
    case '>=':
      return Number(value) >= Number(condition.value);
    case 'in':
      return condition.values.some((one) => one === value);
    case 'contains':
      return Array.isArray(value) && value.includes(condition.value);
    case 'contains-any':
      return Array.isArray(value) && condition.values.some((one) => value.includes(one));
    case 'null':
      return value === null || value === undefined;
    default:
      throw new Error('unknown condition');
  }
}

/** Park and Miller's generator: the same numbers for a seed everywhere. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
