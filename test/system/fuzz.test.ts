import { expect, it } from '@jest/globals';
import { seeded } from '../load/world.ts';
import { fuzz } from '../support/fuzz/run.ts';

/** Wide, since other tests run beside it; the full run asks for 100 ms. */
const MAX_HELD_MS = 400;

it('answers some hundred requests with odd values without a 5xx, an apology or silence', async () => {
  const { faults, statuses, heldMs } = await fuzz(600, seeded, 20_261_124);

  expect(faults).toEqual([]);
  expect(statuses[200]).toBeGreaterThan(200);
  expect(statuses[202]).toBeGreaterThan(10);
  expect(heldMs).toBeLessThan(MAX_HELD_MS);
}, 120_000);
