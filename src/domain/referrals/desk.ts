import type { AadObjectId } from '../shared/ids.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import type { Day } from '../shared/time.ts';
import { written } from '../shared/written.ts';
import type { Offer, ReferralOutcome } from './referral.ts';

/** What a location's people do with a referral once they have accepted it. Each change is one more revision. */

/** More than anybody writes; a bound, so that the referral stays small enough to store. */
export const MAX_NOTES = 100;

export interface By {
  readonly by: AadObjectId;
  readonly name: string;
}

export type DeskRefused =
  /** Neither a note nor another follow-up day. */
  | { readonly code: 'nothing-to-note' }
  | { readonly code: 'too-many-notes' }
  /** The day lies before today. */
  | { readonly code: 'follow-up-past' }
  /** They have no right to act on this referral at this location. */
  | { readonly code: 'not-a-colleague' };

/** Hands the referral to a colleague; whoever has it already keeps it, and nothing changes. */
export function assignOffer(offer: Offer, to: By): Offer {
  return offer.assignee?.by === to.by ? offer : changed(offer, { assignee: to });
}

/**
 * Writes a note, sets the day of the next step, or both.
 *
 * @param note `followUp`: undefined leaves it, `null` clears it
 * @param today in the calendar of whoever writes
 */
export function noteOffer(
  offer: Offer,
  note: { readonly text: string; readonly followUp: Day | null | undefined },
  by: By,
  now: Date,
  today: Day,
): Result<Offer, DeskRefused> {
  const text = written(note.text);
  const followUp = note.followUp === undefined ? offer.followUp : note.followUp;
  const moves = followUp !== offer.followUp;
  if (text === '' && !moves) return refuse({ code: 'nothing-to-note' });
  if (moves && followUp !== null && followUp < today) return refuse({ code: 'follow-up-past' });
  if (text !== '' && offer.journal.length >= MAX_NOTES) return refuse({ code: 'too-many-notes' });
  const journal = text === '' ? offer.journal : [...offer.journal, { at: now, ...by, text }];
  return ok(changed(offer, { journal, followUp }));
}

/** Sets what came of it; a later one takes its place. */
export function concludeOffer(
  offer: Offer,
  outcome: Pick<ReferralOutcome, 'result' | 'services' | 'value'>,
  by: By,
  now: Date,
): Offer {
  const services = written(outcome.services);
  return changed(offer, { outcome: { ...outcome, services, at: now, ...by } });
}

/** Who looks after an accepted referral: whoever it was handed to, else whoever accepted it. */
export function lookedAfterBy(offer: Offer): By | undefined {
  if (offer.assignee !== null) return offer.assignee;
  const { decidedBy } = offer;
  if (decidedBy === null || decidedBy.by === 'job' || decidedBy.by === 'event') return undefined;
  return { by: decidedBy.by, name: decidedBy.name };
}

function changed(offer: Offer, change: Partial<Offer>): Offer {
  return { ...offer, ...change, revision: offer.revision + 1 };
}
