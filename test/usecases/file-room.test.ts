import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, jest } from '@jest/globals';
import { PersonId } from '../../src/domain/shared/ids.ts';
import { createQueues } from '../../src/usecases/decide-again.ts';
import { MAX_BYTES_IN_MEMORY, withRoom } from '../../src/usecases/files/room.ts';

const person = (number: number) =>
  PersonId.parse(`00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`);

const MIB = 1024 * 1024;

it.each([
  ['the largest files', 10 * MIB, 4],
  ['small files, of as many people as there are', MIB, 40],
  ['files of three sizes', undefined, 40],
])('holds so many bytes in memory at most, and one file of a person: %s', async (_case, size, together) => {
  const queues = createQueues();
  // A moment of the clock, which stands still otherwise: on a busy machine others would wait too long and be refused.
  const moment = () => new Promise<void>((resolve) => setImmediate(resolve));
  const sizes = [MIB, 4 * MIB, 10 * MIB];
  const held = new Map<number, number>();
  let most = { bytes: 0, files: 0 };
  let begun = 0;

  await Promise.all(
    Array.from({ length: 240 }, (_none, at) => {
      const bytes = size ?? sizes[at % 3] ?? 0;
      return withRoom(queues, person(at % 60), bytes, async () => {
        expect(held.has(at % 60)).toBe(false);
        held.set(at % 60, bytes);
        begun++;
        const now = [...held.values()].reduce((sum, one) => sum + one, 0);
        most = { bytes: Math.max(most.bytes, now), files: Math.max(most.files, held.size) };
        await moment();
        held.delete(at % 60);
      });
    }),
  );

  expect(begun).toBe(240);
  expect(most.bytes).toBeLessThanOrEqual(MAX_BYTES_IN_MEMORY);
  expect(most.files).toBeLessThanOrEqual(together);
  expect(most.bytes).toBeGreaterThan(MAX_BYTES_IN_MEMORY - 10 * MIB);
});

it('lets others in as soon as a file is known to be smaller than it might have been', async () => {
  const queues = createQueues();
  const finish: (() => void)[] = [];
  const known: (() => void)[] = [];
  let begun = 0;
  const all = Array.from({ length: 5 }, (_none, at) =>
    withRoom(queues, person(at), 10 * MIB, (shrink) => {
      begun++;
      known.push(() => shrink(MIB));
      return new Promise<void>((resolve) => finish.push(resolve));
    }),
  );
  const turns = () => delay(1);

  await turns();
  expect(begun).toBe(4);
  known[0]?.();
  await turns();
  expect(begun).toBe(4);
  known[1]?.();
  await turns();
  expect(begun).toBe(5);
  for (const end of finish) end();
  await Promise.all(all);
});

it('gives back what a file held whose keeping failed', async () => {
  const queues = createQueues();
  const fails = () => Promise.reject(new Error('disk full'));
  for (let at = 0; at < 10; at++) {
    await expect(withRoom(queues, person(at), 30 * MIB, fails)).rejects.toThrow('disk full');
  }
  expect(await withRoom(queues, person(1), 40 * MIB, () => Promise.resolve('kept'))).toBe('kept');
});

it('asks who would wait longer than five seconds to try again, at once, and does nothing of it later', async () => {
  jest.useFakeTimers();
  const queues = createQueues();
  let finish: () => void = () => undefined;
  let begun = 0;
  const first = withRoom(
    queues,
    person(1),
    1,
    () => new Promise<string>((resolve) => (finish = () => resolve('kept'))),
  );
  const second = withRoom(queues, person(1), 1, () => Promise.resolve(++begun));

  await jest.advanceTimersByTimeAsync(4_999);
  finish();
  expect(await first).toBe('kept');
  expect(await second).toBe(1);

  const third = withRoom(
    queues,
    person(1),
    1,
    () => new Promise<string>((resolve) => (finish = () => resolve('kept'))),
  );
  const fourth = withRoom(queues, person(1), 1, () => Promise.resolve(++begun));
  await jest.advanceTimersByTimeAsync(5_000);
  expect(await fourth).toBeUndefined();
  finish();
  expect(await third).toBe('kept');
  await jest.advanceTimersByTimeAsync(1);
  expect(begun).toBe(1);
  jest.useRealTimers();
});
