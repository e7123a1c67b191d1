import { createCardTurns } from './card-turns.ts';
import { runLane, type LaneParts } from './lane.ts';
import { sharedReads } from './shared-reads.ts';
import type { HandlersOf } from '../usecases/jobs.ts';
import type { noticeJobs } from '../usecases/notices/jobs.ts';

/** Who sends what people wait for. */
export function noticeJobHandlers(
  parts: Omit<LaneParts, 'reads' | 'cardTurns'>,
): HandlersOf<typeof noticeJobs> {
  const lane: LaneParts = {
    ...parts,
    reads: sharedReads(parts.context.documents),
    cardTurns: createCardTurns(),
  };
  return {
    'person.lane': (task, run) => runLane(lane, task, run),
  };
}
