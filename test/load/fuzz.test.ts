import { expect, it } from '@jest/globals';
import { fuzz } from '../support/fuzz/run.ts';
import { figures, seeded } from './world.ts';

const REQUESTS = Number(process.env['PORTER_FUZZ_REQUESTS'] ?? 100_000);
const SEED = Number(process.env['PORTER_FUZZ_SEED'] ?? 1);
const MAX_HELD_MS = 100;

it('answers whatever a caller can send, without a 5xx, an apology, silence or a loop that is held', async () => {
  const { faults, statuses, heldMs, heldDuring, seconds } = await fuzz(REQUESTS, seeded, SEED);

  figures('requests with odd values', {
    requests: REQUESTS,
    seed: SEED,
    'requests a second': Math.round(REQUESTS / seconds),
    statuses: JSON.stringify(statuses),
    'event loop held at most (ms)': heldMs,
  });
  expect(faults).toEqual([]);
  expect({ heldMs, heldDuring: heldMs < MAX_HELD_MS ? [] : heldDuring }).toEqual({
    heldMs: expect.any(Number),
    heldDuring: [],
  });
  expect(heldMs).toBeLessThan(MAX_HELD_MS);
}, 3_600_000);
