import type { JobParts } from '../job-parts.ts';
import type { HandlersOf } from '../jobs.ts';
import type { todayJobs } from './jobs.ts';
import { tellWeek } from './tell-week.ts';

/** Which use case each job about what waits calls. */
export function todayJobHandlers({ context }: JobParts): HandlersOf<typeof todayJobs> {
  return { 'today.week': (task, run) => tellWeek(context, task, run) };
}
