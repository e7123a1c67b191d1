import { ok, refuse, type Result } from '../shared/result.ts';
import { type Case, type CaseStep, type CaseMove, type CaseSide, type CaseStatus } from './case.ts';

/** A conversation longer than this belongs into a new case; a document stays far below what the store takes. */
export const MAX_THREAD = 100;

export type MoveRefused =
  /** It has gone on meanwhile: a closed case is reopened first, an open one cannot be. */
  | { readonly code: 'stale' }
  /** A comment says something. */
  | { readonly code: 'text-missing' }
  | { readonly code: 'thread-full' };

/**
 * One step of a case.
 *
 * @param entry who does what, with what they say
 * @returns the case after it; `stale` when it stands where that step does not begin
 */
export function moveCase(found: Case, entry: CaseStep): Result<Case, MoveRefused> {
  const status = statusAfter(found.status, entry);
  if (status === undefined) return refuse({ code: 'stale' });
  if (entry.move === 'comment' && entry.text === '') return refuse({ code: 'text-missing' });
  if (entry.move === 'comment' && found.thread.length >= MAX_THREAD) return refuse({ code: 'thread-full' });
  return ok(after(found, status, entry));
}

/** @returns undefined where that step does not begin */
export function statusAfter(
  status: CaseStatus,
  { move, side }: { readonly move: CaseMove; readonly side: CaseSide },
): CaseStatus | undefined {
  switch (move) {
    case 'comment':
      return afterComment(status, side);
    case 'close':
      if (status === 'closed') return undefined;
      // What the operators hold for done the location may still see otherwise; its own word, or a second one of theirs, ends it.
      return side === 'partner' || status === 'resolved' ? 'closed' : 'resolved';
    case 'reopen':
      return status === 'resolved' || status === 'closed' ? 'reopened' : undefined;
  }
}

function afterComment(status: CaseStatus, side: CaseSide): CaseStatus | undefined {
  if (status === 'closed') return undefined;
  if (side === 'program') return status === 'resolved' ? 'resolved' : 'waiting-partner';
  return status === 'waiting-partner' || status === 'resolved' ? 'waiting-program' : status;
}

/** A case that an import carried out: nothing is left of it to be answered. */
export function carriedOut(found: Case, at: Date): Case {
  const entry: CaseStep = {
    at,
    move: 'close',
    side: 'program',
    by: 'import',
    name: '',
    text: '',
    attachments: [],
    opId: '',
  };
  return after(found, 'closed', entry);
}

function after(found: Case, status: CaseStatus, entry: CaseStep): Case {
  const { revision, thread } = found;
  return { ...found, status, updatedAt: entry.at, thread: [...thread, entry], revision: revision + 1 };
}
