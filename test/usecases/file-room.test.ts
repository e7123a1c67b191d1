import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, jest } from '@jest/globals';
import { PersonId } from '../../src/domain/shared/ids.ts';
import { createQueues } from '../../src/usecases/decide-again.ts';
import { withRoom } from '../../src/usecases/files/room.ts';

const person = (number: number) =>
  PersonId.parse(`00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`);

it('holds four files in memory at most, and one of a person', async () => {
  const queues = createQueues();
  let now = 0;
  let most = 0;
  const ofPerson = new Map<number, number>();
  let mostOfPerson = 0;

  await Promise.all(
    Array.from({ length: 80 }, (_none, at) =>
      withRoom(queues, person(at % 16), async () => {
        most = Math.max(most, ++now);
        ofPerson.set(at % 16, (ofPerson.get(at % 16) ?? 0) + 1);
        mostOfPerson = Math.max(mostOfPerson, ofPerson.get(at % 16) ?? 0);
        await delay(1);
        now--;
        ofPerson.set(at % 16, (ofPerson.get(at % 16) ?? 0) - 1);
      }),
    ),
  );

  expect(most).toBe(4);
  expect(mostOfPerson).toBe(1);
});

it('asks who would wait longer than five seconds to try again, at once, and does nothing of it later', async () => {
  jest.useFakeTimers();
  const queues = createQueues();
  let finish: () => void = () => undefined;
  let begun = 0;
  const first = withRoom(
    queues,
    person(1),
    () => new Promise<string>((resolve) => (finish = () => resolve('kept'))),
  );
  const second = withRoom(queues, person(1), () => Promise.resolve(++begun));

  await jest.advanceTimersByTimeAsync(4_999);
  finish();
  expect(await first).toBe('kept');
  expect(await second).toBe(1);

  const third = withRoom(
    queues,
    person(1),
    () => new Promise<string>((resolve) => (finish = () => resolve('kept'))),
  );
  const fourth = withRoom(queues, person(1), () => Promise.resolve(++begun));
  await jest.advanceTimersByTimeAsync(5_000);
  expect(await fourth).toBeUndefined();
  finish();
  expect(await third).toBe('kept');
  await jest.advanceTimersByTimeAsync(1);
  expect(begun).toBe(1);
  jest.useRealTimers();
});
