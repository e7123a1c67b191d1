import type { Container, SqlQuerySpec } from '@azure/cosmos';
import { StoreUnavailable } from '../usecases/ports.ts';
import { ageSeconds } from './cached-backlog.ts';
import { parseEnvelope, toStored, type Envelope } from './cosmos-envelope.ts';
import { translated } from './cosmos-errors.ts';
import { backlogQueries, scanQuery } from './cosmos-query.ts';
import { whileThrottled } from './cosmos-throttled.ts';
import type { Backlog, Stored } from './document-store.ts';

/** Tells the 404 of a container that is gone from that of a document. */
const NO_CONTAINER = 1_003;
const SCAN_PAGE = 100;

type Ask = (query: SqlQuerySpec, partition?: string) => Promise<readonly unknown[]>;
type AskForDocuments = (query: SqlQuerySpec, partition?: string) => Promise<readonly Stored[]>;

export interface CosmosReads {
  readonly read: (partition: string, id: string) => Promise<Envelope | undefined>;
  /** All answers to a query, over all partitions unless one is given. */
  readonly ask: Ask;
  readonly askForDocuments: AskForDocuments;
}

/** @param deadline until when one operation may take; @throws when the store is closed */
export function cosmosReads(container: Container, deadline: () => AbortSignal): CosmosReads {
  const ask: Ask = async (query, partition) => {
    try {
      const within = partition === undefined ? {} : { partitionKey: partition };
      const answer = await whileThrottled(() =>
        container.items.query<unknown>(query, { ...within, abortSignal: deadline() }).fetchAll(),
      );
      return answer.resources;
    } catch (error) {
      throw translated(error);
    }
  };
  return {
    ask,
    askForDocuments: async (query, partition) =>
      (await ask(query, partition)).map((resource) => toStored(parseEnvelope(resource))),
    async read(partition, id) {
      try {
        const { resource, substatus } = await whileThrottled(() =>
          container.item(id, partition).read({ abortSignal: deadline() }),
        );
        if (substatus === NO_CONTAINER) throw new StoreUnavailable('Azure Cosmos DB has no such container');
        return resource === undefined ? undefined : parseEnvelope(resource);
      } catch (error) {
        throw translated(error, id);
      }
    },
  };
}

export async function readBacklog(ask: Ask, now: Date): Promise<Backlog> {
  const { pending, oldest, dead } = backlogQueries(now);
  const [pendings, oldests, deads] = await Promise.all([ask(pending), ask(oldest), ask(dead)]);
  return {
    pending: Number(pendings[0]),
    oldestPendingSeconds: ageSeconds(oldests[0], now),
    dead: Number(deads[0]),
  };
}

/** Every document of a kind in the partitions of a collection, page by page. */
export async function* scanPages(
  askForDocuments: AskForDocuments,
  collection: string,
  kind: string | undefined,
  nowMs: () => number,
): AsyncIterable<Stored> {
  let after = { partition: `${collection}/`, id: '' };
  for (;;) {
    const page = await askForDocuments(scanQuery(collection, kind, after, SCAN_PAGE, nowMs()));
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < SCAN_PAGE) return;
    after = last;
  }
}
