import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NotUnderstoodDocument } from '../../src/usecases/conversations/documents.ts';
import { keepNotUnderstood } from '../../src/usecases/conversations/not-understood.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { ConflictError, StoreUnavailable, type Documents } from '../../src/usecases/ports.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld();
});
afterEach(() => world.close());

async function kept(): Promise<readonly (readonly [string, string, number])[]> {
  const page = await world.context.documents.list(
    NotUnderstoodDocument,
    partitions.program('not-understood'),
    { limit: 100 },
  );
  return page.items.map(({ value }) => [value.text, value.language, value.count] as const).toSorted();
}

/** The store of the world, whose every commit fails so. */
function failing(fault: Error): Pick<typeof world.context, 'documents' | 'clock'> {
  const documents: Documents = Object.create(world.context.documents, {
    commit: { value: () => Promise.reject(fault) },
  });
  return { documents, clock: world.context.clock };
}

describe('what was not understood', () => {
  it('is kept once a language, whatever its case, with how often it was said', async () => {
    await keepNotUnderstood(world.context, 'sing a song', 'en');
    await keepNotUnderstood(world.context, 'Sing a Song', 'en');
    await keepNotUnderstood(world.context, 'sing a song', 'de');

    expect(await kept()).toEqual([
      ['sing a song', 'de', 1],
      ['sing a song', 'en', 2],
    ]);
  });

  it.each([
    ['another writes it at the same time', new ConflictError()],
    ['the store does not answer', new StoreUnavailable()],
  ])('is not counted, and fails no turn, while %s', async (_when, error) => {
    await expect(keepNotUnderstood(failing(error), 'sing a song', 'en')).resolves.toBeUndefined();

    expect(await kept()).toEqual([]);
  });

  it('does not hide a fault of our own', async () => {
    const fault = new TypeError('ours');

    await expect(keepNotUnderstood(failing(fault), 'sing a song', 'en')).rejects.toBe(fault);
  });
});
