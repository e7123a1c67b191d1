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

it('asks who would wait longer than ten seconds to try again', async () => {
  const queues = createQueues();
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
  let finish: () => void = () => undefined;
  const first = withRoom(
    queues,
    person(1),
    () => new Promise<string>((resolve) => (finish = () => resolve('kept'))),
  );
  const second = withRoom(queues, person(1), () => Promise.resolve('kept'));
  await delay(1);
  now = 10_001;
  finish();

  expect(await first).toBe('kept');
  expect(await second).toBeUndefined();
  jest.restoreAllMocks();
});
