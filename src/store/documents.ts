import { z } from 'zod';
import {
  DocumentInvalid,
  type Beside,
  type Change,
  type Condition,
  type Document,
  type Documents,
  type ImportedCells,
  type DocumentKind,
  type Page,
  type Query,
} from '../usecases/ports.ts';
import type { Body, DocumentStore, Stored, Write } from './document-store.ts';
import { knownDocuments } from './known-documents.ts';

/**
 * The typed door to a {@link DocumentStore}: every body passes its kind's schema in both directions.
 *
 * @param onJob called after a commit that left a job to be done in that partition, so that it need not wait to be found
 */
export function documentsOn(
  store: DocumentStore,
  onJob: (partition: string) => void = () => undefined,
): Documents {
  const known = knownDocuments(toDocument);
  return {
    spread: store.spread,
    async get<T>(kind: DocumentKind<T>, partition: string, id: string) {
      const stored = await store.get(partition, id);
      if (stored !== undefined) return known.of(kind, stored);
      known.forget(partition, id);
      return undefined;
    },
    async list<T>(kind: DocumentKind<T>, partition: string, query: Query): Promise<Page<T>> {
      const page = await store.query(partition, { kind: kind.name, ...query });
      const items = page.items.map((stored) => known.of(kind, stored));
      return page.next === undefined ? { items } : { items, next: page.next };
    },
    async listWith<T, B extends object>(
      kind: DocumentKind<T>,
      partition: string,
      query: Pick<Query, 'where' | 'limit'>,
      beside: { readonly [K in keyof B]: Beside<B[K]> },
    ) {
      const named = Object.entries<Beside<unknown>>(beside);
      const ids = named.map(([, { id }]) => id);
      const page = await store.query(partition, { kind: kind.name, ...query, beside: ids });
      const found = named.map(([name, asked]) => {
        const stored = page.beside?.find(({ id }) => id === asked.id);
        return [name, stored && known.of(asked.kind, stored)];
      });
      return {
        items: page.items.map((stored) => known.of(kind, stored)),
        ...(page.next === undefined ? {} : { next: page.next }),
        // Each was parsed as the kind that was asked for under its name.
        beside: Object.fromEntries(found) as { readonly [K in keyof B]: Document<B[K]> | undefined },
      };
    },
    count: (kind: DocumentKind<unknown>, partition: string, where: readonly Condition[]) =>
      store.count(partition, { kind: kind.name, where }),
    async commit(partition: string, changes: readonly Change[]) {
      const writes = changes.map(toWrite);
      const etags = await store.commit(partition, writes);
      for (const write of writes) if (write.op === 'delete') known.forget(partition, write.id);
      if (writes.some(leavesJob)) onJob(partition);
      return etags;
    },
    async *scan<T>(kind: DocumentKind<T>, collection: string) {
      for await (const stored of store.scan(collection, kind.name)) yield toDocument(kind, stored);
    },
  };
}

/** A job written other than to lease it. */
function leavesJob(write: Write): boolean {
  return write.op !== 'delete' && write.kind === 'job' && write.body['leased'] !== true;
}

/** What a kind's value looks like where it is stored: schema version first, instants as text. */
export function toBody<T>(kind: DocumentKind<T>, value: T, imported?: ImportedCells): Body {
  const encoded = z.encode(kind.schema, value) as Record<string, unknown>;
  return { v: kind.version, ...encoded, ...(imported === undefined ? {} : { imported }) };
}

export function toWrite(change: Change): Write {
  if (change.op === 'delete') return change;
  const { value, imported, kind, ...rest } = change;
  return { ...rest, kind: kind.name, body: toBody(kind, value, imported) };
}

const Version = z.number().int().min(1);

/** @throws DocumentInvalid when the body does not pass the schema, or was written by a newer release */
export function toDocument<T>(kind: DocumentKind<T>, stored: Stored): Document<T> {
  const where = `${stored.kind} in ${stored.partition.split('/')[0]}`;
  if (stored.kind !== kind.name) throw new DocumentInvalid(`${where}: expected ${kind.name}`);
  let body: Record<string, unknown> = stored.body;
  const written = Version.safeParse(body['v']);
  if (!written.success) throw new DocumentInvalid(`${where}: no schema version`);
  if (written.data > kind.version) {
    throw new DocumentInvalid(`${where}: written by a newer release (schema version ${written.data})`);
  }
  for (let version = written.data; version < kind.version; version++) {
    const upgrade = kind.upgrades?.[version];
    if (upgrade === undefined)
      throw new DocumentInvalid(`${where}: no upgrade from schema version ${version}`);
    body = upgrade(body);
  }
  const { v: _version, imported, ...rest } = body;
  const parsed = kind.schema.safeParse(rest);
  if (!parsed.success) throw new DocumentInvalid(`${where}: ${paths(parsed.error)}`, { cause: parsed.error });
  const { partition, id, etag } = stored;
  const document = { partition, id, etag, value: parsed.data };
  if (imported === undefined) return document;
  if (!isCells(imported)) throw new DocumentInvalid(`${where}: imported cells`);
  return { ...document, imported };
}

/** By hand, since lists of figures are read in turns, and a schema takes as long for these cells as for all the rest. */
function isCells(value: unknown): value is ImportedCells {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((cell) => typeof cell === 'string')
  );
}

/** Names the fields that are wrong, never their values. */
function paths(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join(', ');
}
