import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Clock, Documents, Log } from '../usecases/ports.ts';
import type { QueueAccount } from './queue-wake-ups.ts';
import { shardLeases, type ShardLeases } from './shard-leases.ts';
import type { WakeUps } from './wake-ups.ts';

export interface TakePartOptions {
  readonly documents: Documents;
  readonly clock: Clock;
  readonly log: Log;
  /** Where it listens. Port 0: any that is free. */
  readonly server: { readonly host: string; readonly port: number };
  readonly wakeUps: QueueAccount | undefined;
  readonly engine: 'sqlite' | 'cosmos';
}

/** How a process does jobs as one of several. */
export interface Part {
  readonly leases: ShardLeases;
  readonly wakeUps: WakeUps | undefined;
  readonly idleMs: number;
}

/** The embedded store costs next to nothing to look into. */
const IDLE_MS = { sqlite: 500, cosmos: 5_000 } as const;

/**
 * What a process needs to be one of several. It is known by where it listens, and takes part only once it does: two processes
 * of a machine cannot listen at one address, so whoever comes up at an address has taken the place of one that is gone.
 */
export async function takePart(options: TakePartOptions): Promise<Part> {
  const { documents, clock, log, server, engine, wakeUps: account } = options;
  const { host, port } = server;
  const wakeUps = account && (await wakeUpsOver(account, log));
  const leases = shardLeases({
    documents,
    clock,
    name: `${hostname()} ${host}:${port === 0 ? randomUUID() : port}`,
    ended: (name) => wakeUps?.forget(name),
  });
  return { leases, wakeUps, idleMs: IDLE_MS[engine] };
}

/** Loaded only where it is used, since it is large. */
async function wakeUpsOver(account: QueueAccount, log: Log): Promise<WakeUps> {
  const { queueWakeUps } = await import('./queue-wake-ups.ts');
  return queueWakeUps(account, log);
}
