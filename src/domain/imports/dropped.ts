import { z } from 'zod';
import { AadObjectId, PersonId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';

export const ImportId = z.string().regex(/^[0-9a-f]{32}$/, '32 hexadecimal digits');

/** What an import does, or would do, to the rows of one file. */
export const FileCounts = z.object({
  file: z.string(),
  created: z.number().int().min(0),
  changed: z.number().int().min(0),
  left: z.number().int().min(0),
  removed: z.number().int().min(0),
});
export type FileCounts = z.infer<typeof FileCounts>;

/** Rows that are named; of more than these a card says how many there are. */
export const MAX_PROBLEMS = 15;
export const MAX_WARNINGS = 5;

/**
 * Files that an operator dropped into the chat, or an import from the command line, which is known once it has ended. `checking`: they are read, and nothing is stored. `wrong`: nothing can be
 * imported. `checked`: waits for the operator. `importing`: goes on by itself, also after a restart. `done`: all is stored.
 */
export const DroppedImport = z.object({
  importId: ImportId,
  /** Nobody: it came from the command line. */
  owner: PersonId.nullable(),
  by: AadObjectId.nullable(),
  files: z.array(z.object({ fileId: z.string(), name: z.string() })),
  state: z.enum(['checking', 'wrong', 'checked', 'importing', 'done']),
  counts: z.array(FileCounts),
  /** `file:line column: what is wrong`, the first of them. */
  problems: z.array(z.string()),
  problemCount: z.number().int().min(0),
  warnings: z.array(z.string()),
  /** 0 to 100. */
  percent: z.number().int().min(0).max(100),
  /** Of the card that shows it. */
  version: z.number().int().min(1),
  /** Some process reads or writes it until then. */
  heldUntil: Instant.nullable(),
  droppedAt: Instant,
});
export type DroppedImport = z.infer<typeof DroppedImport>;

export function newDropped(
  of: Pick<DroppedImport, 'importId' | 'owner' | 'by' | 'files' | 'droppedAt'>,
): DroppedImport {
  return {
    ...of,
    state: 'checking',
    counts: [],
    problems: [],
    problemCount: 0,
    warnings: [],
    percent: 0,
    version: 1,
    heldUntil: null,
  };
}

/** An import from the command line that has ended. @param outcome with its rows that are wrong, or why it broke off */
export function newCommandImport(importId: string, outcome: ImportOutcome, now: Date): DroppedImport {
  const of = { importId, owner: null, by: null, files: [], droppedAt: now };
  return afterReading({ ...newDropped(of), state: 'importing' }, outcome);
}

/** Whether it stored all, or failed at it: files that were only looked at have changed nothing. */
export function hasEnded({ state, owner }: Pick<DroppedImport, 'state' | 'owner'>): boolean {
  return state === 'done' || (state === 'wrong' && owner === null);
}

/** Whether importing these files would change anything. */
export function changesAnything({ counts }: Pick<DroppedImport, 'counts'>): boolean {
  return counts.some(({ created, changed, removed }) => created + changed + removed > 0);
}

/** What a reading of the files came to. */
export interface ImportOutcome {
  /** Empty when rows are wrong. */
  readonly counts: readonly FileCounts[];
  readonly problems: readonly string[];
  readonly problemCount: number;
  readonly warnings: readonly string[];
}

/** How it stands once the files were read, or written. */
export function afterReading(dropped: DroppedImport, outcome: ImportOutcome): DroppedImport {
  const { counts, problems, problemCount, warnings } = outcome;
  const isSound = problemCount === 0;
  return {
    ...dropped,
    state: isSound ? (dropped.state === 'importing' ? 'done' : 'checked') : 'wrong',
    counts: [...counts],
    problems: problems.slice(0, MAX_PROBLEMS),
    problemCount,
    warnings: warnings.slice(0, MAX_WARNINGS),
    percent: isSound && dropped.state === 'importing' ? 100 : 0,
    version: dropped.version + 1,
    heldUntil: null,
  };
}
