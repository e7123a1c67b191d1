import { runLane } from './lane.ts';
import type { HandlersOf } from '../usecases/jobs.ts';
import type { noticeJobs } from '../usecases/notices/jobs.ts';
import type { DeliverParts } from './lane-step.ts';

/** Who sends what people wait for. */
export function noticeJobHandlers(parts: DeliverParts): HandlersOf<typeof noticeJobs> {
  return {
    'person.lane': (task, run) => runLane(parts, task, run),
  };
}
