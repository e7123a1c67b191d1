import type { HandlersOf } from '../jobs.ts';
import type { erasureJobs } from './jobs.ts';
import { runErasure, writeLifted, type ErasureParts } from './run.ts';

/** Which use case each job of erasures calls. */
export function erasureJobHandlers(parts: ErasureParts): HandlersOf<typeof erasureJobs> {
  return {
    'erasure.run': (task) => runErasure(parts, task),
    'erasure.lifted': (task) => writeLifted(parts, task),
  };
}
