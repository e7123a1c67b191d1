import type { Association } from '../shared/catalogue.ts';
import type { Target } from './edition.ts';

/** Why a row gives its metric no points of its own. */
export type NotCounted =
  /** The association does not feed this metric here; `eligible` are those that do. */
  | { readonly code: 'association-not-eligible'; readonly eligible: readonly Association[] }
  /** Another option of the same metric gives more. */
  | { readonly code: 'another-counts' }
  /** Nobody says whether its customers are those of the row that counts. */
  | { readonly code: 'maybe-same-customers' };

/** One row of the figures, scored by itself. */
export interface OptionScore {
  /** `null`: already filtered by the programme, or of no matter (certifications). */
  readonly association: Association | null;
  readonly value: number;
  readonly target: Target;
  /** 0 to the metric's maximum, unrounded; 0 when it is not eligible. */
  readonly points: number;
  /** `null`: its points count. */
  readonly notCounted: NotCounted | null;
}
