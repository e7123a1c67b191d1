import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Instant, InstantOrNever } from '../../src/domain/shared/time.ts';
import type { DocumentStore, Stored } from '../../src/store/document-store.ts';
import { documentsOn, toBody, toDocument } from '../../src/store/documents.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import {
  create,
  DocumentInvalid,
  remove,
  replace,
  type Documents,
  type DocumentKind,
} from '../../src/usecases/ports.ts';

const Thing = z.object({
  createdAt: Instant,
  lastSeen: InstantOrNever,
  state: z.string(),
  contact: z.object({ email: z.string() }),
});
type Thing = z.infer<typeof Thing>;

/** By the name of a kind that has indexes, so that it can be listed. */
const ThingKind: DocumentKind<Thing> = {
  name: 'notice',
  version: 3,
  schema: Thing,
  upgrades: {
    1: (body) => ({ ...body, state: 'pending' }),
    2: ({ mail, ...body }) => ({ ...body, contact: { email: mail } }),
  },
};

const noon = new Date('2026-11-20T12:00:00.000Z');
const partition = 'people/a';

function thing(over: Partial<Thing> = {}): Thing {
  return { createdAt: noon, lastSeen: null, state: 'sent', contact: { email: 'kim@contoso.com' }, ...over };
}

function stored(body: Stored['body'], kind = 'notice'): Stored {
  return { partition, id: 'a', kind, etag: 'e1', body };
}

describe('documents', () => {
  let store: DocumentStore;
  let documents: Documents;

  beforeEach(async () => {
    store = await openSqlite({ folder: ':memory:' });
    documents = documentsOn(store);
  });
  afterEach(() => store.close());

  it('come back as they were committed, instants as dates', async () => {
    const value = thing({ lastSeen: new Date('2026-11-19T08:00:00.123Z') });

    const [etag] = await documents.commit(partition, [create(ThingKind, 'a', value)]);

    expect(await documents.get(ThingKind, partition, 'a')).toEqual({ partition, id: 'a', etag, value });
    expect(await documents.get(ThingKind, partition, 'b')).toBeUndefined();
  });

  it('are stored with their schema version first and instants as text that sorts', async () => {
    await documents.commit(partition, [create(ThingKind, 'a', thing())]);

    const body = (await store.get(partition, 'a'))?.body;
    expect(Object.entries(body ?? {})[0]).toEqual(['v', 3]);
    expect(body).toMatchObject({ createdAt: '2026-11-20T12:00:00.000Z', lastSeen: '' });
  });

  it('are listed, counted and scanned as values', async () => {
    const later = new Date(noon.getTime() + 1);
    await documents.commit(partition, [
      create(ThingKind, 'a', thing({ createdAt: later })),
      create(ThingKind, 'b', thing({ state: 'pending' })),
    ]);
    await documents.commit('people/b', [create(ThingKind, 'c', thing())]);

    const page = await documents.list(ThingKind, partition, { orderBy: [{ field: 'createdAt' }], limit: 1 });
    const next = await documents.list(ThingKind, partition, {
      orderBy: [{ field: 'createdAt' }],
      limit: 1,
      after: page.next ?? '',
    });
    const scanned: Date[] = [];
    for await (const { value } of documents.scan(ThingKind, 'people')) scanned.push(value.createdAt);

    expect(page.items.map(({ value }) => value.createdAt)).toEqual([noon]);
    expect(next).toEqual({ items: [expect.objectContaining({ id: 'a' })] });
    expect(await documents.count(ThingKind, partition, [{ field: 'state', is: '=', value: 'sent' }])).toBe(1);
    expect(scanned).toEqual([later, noon, noon]);
  });

  it('keep the cells of the import row they came from, until given others', async () => {
    await documents.commit(partition, [
      create(ThingKind, 'a', thing(), { imported: { state: 'sent', note: '' } }),
    ]);

    const first = await documents.get(ThingKind, partition, 'a');
    if (first === undefined) throw new Error('not found');
    await documents.commit(partition, [replace(ThingKind, first, thing({ state: 'dead' }))]);
    const second = await documents.get(ThingKind, partition, 'a');
    if (second === undefined) throw new Error('not found');
    await documents.commit(partition, [
      replace(ThingKind, second, second.value, { imported: { state: 'x' } }),
    ]);
    const third = await documents.get(ThingKind, partition, 'a');

    expect(first.imported).toEqual({ state: 'sent', note: '' });
    expect(second).toMatchObject({ imported: { state: 'sent', note: '' }, value: { state: 'dead' } });
    expect(third?.imported).toEqual({ state: 'x' });
    expect(third?.value).toEqual(thing({ state: 'dead' }));
  });

  it('are removed at the etag they were read at', async () => {
    await documents.commit(partition, [create(ThingKind, 'a', thing())]);
    const read = await documents.get(ThingKind, partition, 'a');

    await documents.commit(partition, [remove(read ?? { id: '', etag: '' })]);

    expect(await documents.get(ThingKind, partition, 'a')).toBeUndefined();
  });
});

describe('a stored document', () => {
  const { contact, ...rest } = toBody(ThingKind, thing()) as { contact: { email: string } };
  const { state: _state, ...oldest } = rest as { state?: string };

  it.each([
    ['the version written now', { ...rest, contact }, 'sent'],
    ['the version before', { ...rest, v: 2, mail: contact.email }, 'sent'],
    ['the first version', { ...oldest, v: 1, mail: contact.email }, 'pending'],
  ])('of %s is read', (_case, body, state) => {
    expect(toDocument(ThingKind, stored(body)).value).toEqual(thing({ state }));
  });

  it.each<[string, Stored, string]>([
    [
      'a newer release',
      stored({ ...rest, contact, v: 4 }),
      'notice in people: written by a newer release (schema version 4)',
    ],
    ['no version', stored({ ...rest, contact, v: undefined }), 'notice in people: no schema version'],
    ['a version that is none', stored({ ...rest, contact, v: '3' }), 'notice in people: no schema version'],
    ['another kind', stored({ ...rest, contact }, 'person'), 'person in people: expected notice'],
    [
      'wrong fields',
      stored({ ...rest, createdAt: 'secret-date', contact: { email: ['secret-mail'] } }),
      'notice in people: createdAt: invalid_format, contact.email: invalid_type',
    ],
  ])('of %s is refused, its values unnamed', (_case, document, message) => {
    const read = () => toDocument(ThingKind, document);

    expect(read).toThrow(DocumentInvalid);
    expect(read).toThrow(message);
  });

  it('without the step from its version is refused', () => {
    const { upgrades: _upgrades, ...kind } = ThingKind;

    expect(() => toDocument(kind, stored({ ...rest, v: 2, contact }))).toThrow(
      'no upgrade from schema version 2',
    );
  });
});
