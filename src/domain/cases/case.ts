import { z } from 'zod';
import { Program } from '../shared/catalogue.ts';
import { AadObjectId, PartnerId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';
import { CaseDetails, CaseKind } from './kinds.ts';

/**
 * `open`: nobody of the programme has answered yet. `waiting-partner` and `waiting-program`: whose answer is next.
 * `resolved`: the operators hold it for done, and the location may close it or go on. `closed`: done for both.
 */
export const CASE_STATUSES = [
  'open',
  'waiting-partner',
  'waiting-program',
  'resolved',
  'closed',
  'reopened',
] as const;
export const CaseStatus = z.enum(CASE_STATUSES);
export type CaseStatus = z.infer<typeof CaseStatus>;

/** In which nothing more is expected of anybody. */
export const ENDED: readonly CaseStatus[] = ['resolved', 'closed'];
/** In which something is. */
export const LIVE: readonly CaseStatus[] = CASE_STATUSES.filter((status) => !ENDED.includes(status));

/** Whose people speak: the location's, or the programme's operators. */
export const CaseSide = z.enum(['partner', 'program']);
export type CaseSide = z.infer<typeof CaseSide>;

export const CASE_MOVES = ['comment', 'close', 'reopen'] as const;
export const CaseMove = z.enum(CASE_MOVES);
export type CaseMove = z.infer<typeof CaseMove>;

/** One step of a case, with what was said at it. */
export const CaseStep = z.object({
  at: Instant,
  move: CaseMove,
  side: CaseSide,
  /** An aadObjectId, or `import`. */
  by: z.union([AadObjectId, z.literal('import')]),
  /** What readers are shown. */
  name: z.string(),
  /** As typed; `''`: nothing was said. */
  text: z.string(),
  /** https addresses of what it goes by. */
  attachments: z.array(z.string()),
  /** Hash of the activity that carried it: the same one delivered again is the same step. */
  opId: z.string(),
});
export type CaseStep = z.infer<typeof CaseStep>;

export const CaseId = z.string().regex(/^[A-Za-z0-9-]{1,64}$/, '1 to 64 letters, digits or hyphens');

/** A request of a location to the operators, with what became of it. */
export const Case = z.object({
  caseId: CaseId,
  kind: CaseKind,
  partnerId: PartnerId,
  /** The membership it is about; `null`: none in particular. */
  program: Program.nullable(),
  subject: z.string(),
  text: z.string(),
  details: CaseDetails,
  /** https addresses that were given when it was opened. */
  attachments: z.array(z.string()),
  status: CaseStatus,
  openedAt: Instant,
  openedBy: AadObjectId,
  /** What readers are shown. */
  openedByName: z.string(),
  updatedAt: Instant,
  /** Oldest first. */
  thread: z.array(CaseStep),
  /** 1 when it was opened, one more with each step. */
  revision: z.number().int(),
});
export type Case = z.infer<typeof Case>;

/** Of the numbers of cases that ask to leave a programme after a pause. */
export const LEAVE_PREFIX = 'L-';

/** Whether a case asks to leave a programme: its subject and text are for exports, and cards have words of their own. */
export function isLeaveCase({ caseId }: Pick<Case, 'caseId'>): boolean {
  return caseId.startsWith(LEAVE_PREFIX);
}

export function isEnded({ status }: Pick<Case, 'status'>): boolean {
  return ENDED.includes(status);
}

/** A case that somebody has just opened. */
export function newCase(asked: Omit<Case, 'status' | 'updatedAt' | 'thread' | 'revision'>): Case {
  return { ...asked, status: 'open', updatedAt: asked.openedAt, thread: [], revision: 1 };
}
