import { allJobs } from '../../usecases/operators/retry-dead.ts';
import type { Documents } from '../../usecases/ports.ts';
import { instantOf, type Listed } from './listed.ts';

/** Every job that is not done: those that wait for their time or for a further attempt, and those that gave up. */
export async function* listJobs(documents: Documents): AsyncGenerator<Listed> {
  for await (const { value } of allJobs(documents)) {
    const { task, dueAt, attempts, lastError } = value;
    const { task: name, ...ids } = task;
    yield {
      kind: 'job',
      state: dueAt === undefined ? 'dead' : 'waiting',
      due: dueAt ?? null,
      attempts,
      what: [name, ...Object.values(ids).map(asText)].join(' '),
      why: lastError,
    };
  }
}

function asText(value: unknown): string {
  if (value instanceof Date) return instantOf(value);
  return typeof value === 'object' && value !== null
    ? Object.values(value).map(asText).join(' ')
    : String(value);
}
