import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Stored } from '../../src/store/document-store.ts';
import { documentsOn, toDocument } from '../../src/store/documents.ts';
import { knownDocuments } from '../../src/store/known-documents.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { create, DocumentInvalid, remove, replace, type DocumentKind } from '../../src/usecases/ports.ts';

const Thing = z.object({ state: z.string(), parts: z.array(z.object({ name: z.string() })) });
type Thing = z.infer<typeof Thing>;
const ThingKind: DocumentKind<Thing> = { name: 'thing', version: 1, schema: Thing, readOften: true };

const partition = 'people/a';
const thing = (state: string): Thing => ({ state, parts: [{ name: 'one' }] });
const stored = (id: string, etag: string, kind = 'thing'): Stored => ({
  partition,
  id,
  kind,
  etag,
  body: { v: 1, ...thing(etag) },
});

/** Counts what is parsed. */
function counted(most?: number) {
  const parsed: string[] = [];
  const known = knownDocuments((kind, one) => {
    parsed.push(`${one.id} ${one.etag}`);
    return toDocument(kind, one);
  }, most);
  return { known, parsed };
}

describe('documents that are read often', () => {
  it('are parsed once for as long as they stand at their etag', () => {
    const { known, parsed } = counted();

    const first = known.of(ThingKind, stored('a', '1'));

    expect(known.of(ThingKind, stored('a', '1'))).toBe(first);
    expect(known.of(ThingKind, stored('a', '2')).value.state).toBe('2');
    expect(known.of(ThingKind, stored('a', '1')).value.state).toBe('1');
    expect(parsed).toEqual(['a 1', 'a 2', 'a 1']);
  });

  it('are parsed anew where somebody changed the text by hand and left the etag as it was', () => {
    const { known, parsed } = counted();
    known.of(ThingKind, { ...stored('a', '1'), text: 'one' });

    const found = known.of(ThingKind, {
      ...stored('a', '1'),
      body: { v: 1, ...thing('other') },
      text: 'two',
    });

    expect(found.value.state).toBe('other');
    expect(parsed).toEqual(['a 1', 'a 1']);
  });

  it('are shared, so that nobody can change them', () => {
    const { known } = counted();
    const { value } = known.of(ThingKind, stored('a', '1'));

    expect(() => value.parts.push({ name: 'two' })).toThrow(TypeError);
    expect(() => Object.assign(value.parts[0] ?? {}, { name: 'other' })).toThrow(TypeError);
  });

  it('leave other kinds as they are read: each time anew, and free to be changed', () => {
    const { known, parsed } = counted();
    const { readOften: _often, ...kind } = ThingKind;

    known.of(kind, stored('a', '1')).value.parts.push({ name: 'two' });

    expect(known.of(kind, stored('a', '1')).value).toEqual(thing('1'));
    expect(parsed).toHaveLength(2);
  });

  it('are not taken for a kind that they are not of', () => {
    const { known } = counted();
    known.of(ThingKind, stored('a', '1'));

    expect(() => known.of({ ...ThingKind, name: 'other' }, stored('a', '1'))).toThrow(DocumentInvalid);
  });

  it('go once so many others were read, those asked for lately last', () => {
    const { known, parsed } = counted(4);
    const read = (id: string) => known.of(ThingKind, stored(id, '1'));

    for (const id of ['a', 'b', 'c', 'a', 'd', 'e']) read(id);
    parsed.length = 0;
    for (const id of ['a', 'b']) read(id);

    expect(parsed).toEqual(['b 1']);
  });

  it('are forgotten when they are told to be', () => {
    const { known, parsed } = counted();
    known.of(ThingKind, stored('a', '1'));
    known.forget(partition, 'a');
    known.of(ThingKind, stored('a', '1'));

    expect(parsed).toHaveLength(2);
  });

  it('are seen as the store has them, whoever wrote them', async () => {
    const store = await openSqlite({ folder: ':memory:' });
    const [ours, theirs] = [documentsOn(store), documentsOn(store)];
    const kind = { ...ThingKind, name: 'person' };
    const state = async () => (await ours.get(kind, partition, 'a'))?.value.state;

    await ours.commit(partition, [create(kind, 'a', thing('new'))]);
    expect(await state()).toBe('new');
    const read = await theirs.get(kind, partition, 'a');
    if (read === undefined) throw new Error('not found');
    const [etag = ''] = await theirs.commit(partition, [replace(kind, read, thing('theirs'))]);
    expect(await state()).toBe('theirs');
    expect((await ours.list(kind, partition, { limit: 1 })).items[0]?.value.state).toBe('theirs');
    const asked = { same: { kind, id: 'a' } };
    const page = await ours.listWith(kind, partition, { limit: 1 }, asked);
    const alone = await ours.get(kind, partition, 'a');
    expect(page.items[0]?.value).toBe(alone?.value);
    expect(page.beside.same?.value).toBe(alone?.value);
    await theirs.commit(partition, [remove({ id: 'a', etag })]);
    expect(await state()).toBeUndefined();
    await store.close();
  });
});
