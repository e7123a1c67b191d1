/** A job or a notice that is not through. */
export interface Listed {
  readonly kind: 'job' | 'notice';
  readonly state: 'waiting' | 'uncertain' | 'unreachable' | 'dead';
  /** From when it may be tried; `null`: at once, or not again by itself. */
  readonly due: Date | null;
  readonly attempts: number;
  /** What about, and to whom, by ids. */
  readonly what: string;
  /** The last reason; empty where nothing failed. */
  readonly why: string;
}

/** An instant to the second: the one form of time in a list. */
export function instantOf(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
