import { z } from 'zod';
import { shardOf, SHARDS } from '../../src/domain/instances/shards.ts';
import { INSTANCES } from '../../src/jobs/instances.ts';
import { idOf, type Operation } from '../support/cosmos-container.ts';
import type { Batch } from '../support/cosmos-server.ts';

const Job = z.object({ leased: z.boolean(), dueAt: z.string().optional() });
const Owners = z.object({ owners: z.array(z.string()) });
const Named = z.object({ name: z.string() });

/** A job that an instance did something with that was not its to do. */
export interface Strange {
  readonly job: string;
  readonly door: number;
  readonly at: number;
}

export interface JobLedger {
  readonly note: (batch: Batch) => void;
  /** Looks who works through each shard now. */
  readonly look: () => void;
  readonly claims: () => number;
  /** Resolves at the next claim that comes by a door, before it is answered. */
  readonly nextClaim: (door: number) => Promise<void>;
  /** Claims of what another instance had claimed and not ended in time. */
  readonly takenOver: () => number;
  /** Writes beside a job, or of it, that an instance came with after another one had taken it over, and was refused. */
  readonly tooLate: () => number;
  readonly refused: () => number;
  readonly strangeEnds: () => readonly Strange[];
  readonly strangeClaims: () => readonly Strange[];
  readonly longestOwnerless: () => number;
}

/**
 * What became of every job and shard, from what the store was told by each instance.
 *
 * @param works whether the instance behind a door runs now
 */
export function jobLedger(works: (door: number) => boolean): JobLedger {
  /** Who claimed a job last, and until when. */
  const claimed = new Map<string, { readonly door: number; readonly dueAt: string | undefined }>();
  const doorOf = new Map<string, number>();
  /** Who had claimed a job that another one has taken over. */
  const former = new Map<string, number>();
  const waiting = new Map<number, () => void>();
  const strangeEnds: Strange[] = [];
  const strangeClaims: Strange[] = [];
  let owners: readonly string[] = [];
  let ownedAt: number[] | undefined;
  let longest = 0;
  let claims = 0;
  let refused = 0;
  let takenOver = 0;
  let tooLate = 0;

  function noteInstances({ door, operations, done }: Batch): void {
    if (!done) return;
    for (const { resourceBody } of operations) {
      if (resourceBody?.kind === 'instance') doorOf.set(Named.parse(resourceBody.body).name, door);
      if (resourceBody?.kind === 'shards') ({ owners } = Owners.parse(resourceBody.body));
    }
  }

  function noteJob(batch: Batch, operation: Operation): void {
    const job = `${batch.partition} ${idOf(operation)}`;
    const before = claimed.get(job);
    const after = operation.resourceBody && Job.parse(operation.resourceBody.body);
    if (!batch.done && former.get(job) === batch.door) tooLate++;
    if (after?.leased === true && after.dueAt === before?.dueAt) return;
    const strange = { job, door: batch.door, at: Date.now() };
    if (after?.leased === true) {
      if (!batch.done) {
        refused++;
        return;
      }
      claims++;
      waiting.get(batch.door)?.();
      if (before !== undefined && before.door !== batch.door) {
        takenOver++;
        former.set(job, before.door);
      }
      const owner = doorOf.get(owners[shardOf(batch.partition)] ?? '');
      if (owner !== batch.door) strangeClaims.push(strange);
      claimed.set(job, { door: batch.door, dueAt: after.dueAt });
      return;
    }
    if (!batch.done) return;
    if (before !== undefined && before.door !== batch.door) strangeEnds.push(strange);
    claimed.delete(job);
  }

  return {
    note(batch) {
      if (batch.partition === INSTANCES) noteInstances(batch);
      for (const operation of batch.operations) {
        if (idOf(operation).startsWith('job:') && operation.operationType !== 'Create')
          noteJob(batch, operation);
      }
    },
    look() {
      const now = Date.now();
      const before = ownedAt ?? Array.from({ length: SHARDS }, () => now);
      ownedAt = before.map((at, shard) => {
        const door = doorOf.get(owners[shard] ?? '');
        if (door !== undefined && works(door)) return now;
        longest = Math.max(longest, now - at);
        return at;
      });
    },
    claims: () => claims,
    nextClaim: (door) => new Promise((resolve) => waiting.set(door, resolve)),
    takenOver: () => takenOver,
    tooLate: () => tooLate,
    refused: () => refused,
    strangeEnds: () => strangeEnds,
    strangeClaims: () => strangeClaims,
    longestOwnerless: () => longest,
  };
}
