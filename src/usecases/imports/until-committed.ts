import { setTimeout as delay } from 'node:timers/promises';
import { ConflictError } from '../ports.ts';

const ATTEMPTS = 50;
const JITTER_MS = 20;

/** Reads, decides and commits again as long as somebody else writes in between. @throws ConflictError after 50 tries */
export async function untilCommitted<T>(decide: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await decide();
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === ATTEMPTS) throw error;
    }
    await delay(Math.random() * JITTER_MS);
  }
}
