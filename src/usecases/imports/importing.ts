import type { Documents } from '../ports.ts';

/** What the rules of an import decide with. */
export interface Importing {
  readonly documents: Documents;
  readonly now: Date;
  /** The stand of another system is taken over: a different DPOR is no change of today. */
  readonly baseline: boolean;
}
