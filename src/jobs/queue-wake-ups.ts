import { setTimeout as delay } from 'node:timers/promises';
import { DefaultAzureCredential } from '@azure/identity';
import { QueueServiceClient, RestError, type QueueClient } from '@azure/storage-queue';
import { hashOf } from '../usecases/hash-of.ts';
import type { Log } from '../usecases/ports.ts';
import { nameOf } from './job-pool.ts';
import type { WakeUps } from './wake-ups.ts';

/** A storage account by its connection string, or its address, which the process's managed identity may use then. */
export type QueueAccount = { readonly connectionString: string } | { readonly url: string };

/** How often an instance looks into its queue, and how long it waits after a look that failed. */
const LOOK_MS = 1_000;
const TROUBLED_MS = 10_000;
const LOGGED_EVERY_MS = 60_000;
const REQUEST_MS = 3_000;
/** What nobody took by then is not worth taking: its reader has looked by itself. */
const TTL_SECONDS = 60;
const MOST_AT_ONCE = 32;
const NOT_FOUND = 404;

/**
 * Wake-ups over Azure Storage Queues, one a listening instance, named after it. A message says nothing but that there is
 * something to do.
 */
export function queueWakeUps(account: QueueAccount, log: Log): WakeUps {
  const service = serviceOf(account);
  const queueOf = (name: string) => service.getQueueClient(`porter-wake-${hashOf(name)}`);
  const closed = new AbortController();
  const troubled = oncePerMinute(log);
  let listening: Promise<void> = Promise.resolve();
  let own: QueueClient | undefined;

  const tell = oneAtATime(async (name: string) => {
    await queueOf(name)
      .sendMessage('look', { messageTimeToLive: TTL_SECONDS, abortSignal: AbortSignal.timeout(REQUEST_MS) })
      // 404: nobody listens there.
      .catch((error: unknown) => {
        if (!isNotFound(error)) troubled(error);
      });
  });

  async function listen(name: () => string, woken: () => void): Promise<void> {
    while (!closed.signal.aborted) {
      let waitMs = LOOK_MS;
      try {
        own = queueOf(name());
        if (await tookAny(own)) woken();
      } catch (error) {
        if (!closed.signal.aborted) troubled(error);
        waitMs = TROUBLED_MS;
      }
      await delay(waitMs, undefined, { signal: closed.signal, ref: false }).catch(() => undefined);
    }
  }

  return {
    tell,
    listen(name, woken) {
      listening = listen(name, woken);
    },
    forget(name) {
      queueOf(name)
        .deleteIfExists({ abortSignal: AbortSignal.timeout(REQUEST_MS) })
        .catch(troubled);
    },
    async close() {
      closed.abort();
      await listening;
      await own?.deleteIfExists({ abortSignal: AbortSignal.timeout(REQUEST_MS) }).catch(troubled);
    },
  };
}

function serviceOf(account: QueueAccount): QueueServiceClient {
  const options = { retryOptions: { maxTries: 1 } };
  return 'url' in account
    ? new QueueServiceClient(account.url, new DefaultAzureCredential(), options)
    : QueueServiceClient.fromConnectionString(account.connectionString, options);
}

/** Empties the queue, which is made where it is missing. */
async function tookAny(queue: QueueClient): Promise<boolean> {
  const abortSignal = AbortSignal.timeout(REQUEST_MS);
  try {
    const { receivedMessageItems } = await queue.receiveMessages({
      numberOfMessages: MOST_AT_ONCE,
      abortSignal,
    });
    if (receivedMessageItems.length === 0) return false;
    await queue.clearMessages({ abortSignal });
    return true;
  } catch (error) {
    if (!isNotFound(error)) throw error;
    await queue.createIfNotExists({ abortSignal });
    return false;
  }
}

/** What is asked for again while it is under way is done once more at its end, however often it was asked for. */
function oneAtATime(action: (name: string) => Promise<void>): (name: string) => void {
  const underWay = new Map<string, { again: boolean }>();
  const begin = (name: string): void => {
    const known = underWay.get(name);
    if (known !== undefined) {
      known.again = true;
      return;
    }
    const state = { again: false };
    underWay.set(name, state);
    void action(name).finally(() => {
      underWay.delete(name);
      if (state.again) begin(name);
    });
  };
  return begin;
}

function oncePerMinute(log: Log): (error: unknown) => void {
  let loggedAt = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (performance.now() - loggedAt < LOGGED_EVERY_MS) return;
    loggedAt = performance.now();
    log.warn({ error: nameOf(error), ...statusOf(error) }, 'wake-ups not working');
  };
}

function isNotFound(error: unknown): boolean {
  return error instanceof RestError && error.statusCode === NOT_FOUND;
}

function statusOf(error: unknown): { status?: number } {
  return error instanceof RestError && error.statusCode !== undefined ? { status: error.statusCode } : {};
}
