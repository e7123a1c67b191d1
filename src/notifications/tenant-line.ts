import { WINDOW_MS } from '../domain/notices/tenant-rate.ts';

/** The shortest wait, in milliseconds: by its length the lane knows that a notice has waited in line. */
export const LEAST_LINE_MS = 1_050;
/** The least number of permits a second by which a place is reckoned: to come too early costs little, to idle costs much. */
const LEAST_MOVES = 100;
/** The longest wait because of others in line: the line is an estimate. */
const LONGEST_LINE_MS = 60_000;

/** Of one tenant, in this process. */
export interface TenantLine {
  /** Permits taken and not used yet; they are good for one window from when they were got, else they would pile up. */
  left: number;
  goodUntil: number;
  /** When the last of those who wait here will come back, so that each comes back once and not over and over. */
  lineEnds: number;
  /** Part of the configured rate that held when it was last read. */
  share: number;
  /** How many asked in this window, and in the one before: what is taken and not used is lost. */
  window: number;
  asked: number;
  askedBefore: number;
  /** A block that is being taken; who asks meanwhile waits for it. */
  taking: Promise<number> | undefined;
  /** Permits used here in this second, and in the one before. */
  second: number;
  used: number;
  usedBefore: number;
}

export function newLine(): TenantLine {
  return {
    left: 0,
    goodUntil: 0,
    window: 0,
    lineEnds: 0,
    share: 1,
    asked: 0,
    askedBefore: 0,
    taking: undefined,
    second: 0,
    used: 0,
    usedBefore: 0,
  };
}

/** Counts a request for a permit in its window. @param at in milliseconds */
export function countAsking(mine: TenantLine, at: number): void {
  const window = Math.floor(at / WINDOW_MS);
  if (mine.window !== window) {
    mine.askedBefore = mine.window === window - 1 ? mine.asked : 0;
    mine.window = window;
    mine.asked = 0;
  }
  mine.asked++;
}

/** @returns whether there was a permit left that is still good */
export function usePermit(mine: TenantLine, at: number): boolean {
  if (mine.left === 0 || at >= mine.goodUntil) return false;
  mine.left--;
  mine.used++;
  return true;
}

export function turnToSecond(mine: TenantLine, at: number): void {
  const second = Math.floor(at / 1_000);
  if (mine.second === second) return;
  mine.usedBefore = mine.second === second - 1 ? mine.used : 0;
  mine.second = second;
  mine.used = 0;
}

/**
 * A place behind those who wait already, as fast as the line moves: by the rate, or by what really gets through.
 *
 * @param perSecond the configured rate of the tenant
 * @returns how many milliseconds to wait
 */
export function placeInLine(mine: TenantLine, perSecond: number, at: number, waitMs: number): number {
  turnToSecond(mine, at);
  const moves = Math.max(LEAST_MOVES, mine.used, mine.usedBefore);
  const ends = Math.max(mine.lineEnds, at + waitMs) + 1_000 / Math.min(perSecond * mine.share, moves);
  mine.lineEnds = Math.min(ends, at + LONGEST_LINE_MS);
  return Math.ceil(Math.max(LEAST_LINE_MS, mine.lineEnds - at));
}
