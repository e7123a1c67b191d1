import { z } from 'zod';

/**
 * Declares something that happens later: its name, and what it is told. Who does it stands in `job-handlers.ts` beside it.
 *
 * @param job `about` is one sentence for `docs/architecture.md`
 * @returns the schema of the task as stored, with `task` as its name
 */
export function defineJob<Task extends string, Payload extends z.core.$ZodShape>(job: {
  readonly task: Task;
  readonly about: string;
  readonly payload: Payload;
}) {
  return z.object({ task: z.literal(job.task), ...job.payload }).describe(job.about);
}
