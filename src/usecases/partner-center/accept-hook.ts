import { createHash } from 'node:crypto';
import type { Hook } from '../../domain/partner-center/hook.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { newJob } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { create } from '../ports.ts';
import { HookDocument } from './documents.ts';

/** Longer than Partner Center repeats anything. A replay after that asks once more how the thing stands, which changes nothing. */
const KEPT_SECONDS = 30 * 86_400;

/**
 * Keeps that Partner Center told of a change, with the job that follows it in the same commit.
 * @returns whether it was new
 */
export function acceptHook(
  { documents, clock }: Pick<Context, 'documents' | 'clock'>,
  { key, subject }: Hook,
): Promise<boolean> {
  const hash = createHash('sha256').update(`partner-center ${key}`).digest('hex');
  const now = clock.now();
  return committed(() =>
    documents.commit(partitions.inbox(hash), [
      create(HookDocument, 'hook', { receivedAt: now }, { ttlSeconds: KEPT_SECONDS }),
      newJob('fetch', { task: 'partner-center.fetch', subject }, now),
    ]),
  );
}
