import { quarterOf, type QuarterFigures } from '../../domain/referrals/acceptance.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import { mayActOn } from '../../domain/memberships/rights.ts';
import { namesOf } from '../../domain/referrals/names.ts';
import { ok, type Result } from '../../domain/shared/result.ts';
import { AuditDocument, type AuditRow } from '../audit.ts';
import type { Context } from '../context.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { figuresOf } from './figures.ts';
import { colleaguesOf, type Colleague } from './roster.ts';
import { findOffer, rightsAndFigures, type OfferRef, type OfferRefused, type OfferView } from './view.ts';

/** Something that happened to an offer: what, when, by whom, and what it adds. */
export interface HistoryEntry {
  readonly at: Date;
  readonly action: string;
  /** `''` where no person acted, or they have left the location. */
  readonly who: string;
  /** Whom it was handed over to, the follow-up day, the outcome; `''` for the rest. */
  readonly detail: string;
}

export interface OpenedReferral {
  readonly view: OfferView;
  /** While the offer is open: the quarter that a decline would count in. */
  readonly figures?: QuarterFigures;
  /** Once it was decided. */
  readonly desk?: {
    /** Who may act on it, by name. */
    readonly colleagues: readonly Colleague[];
    /** Newest first. */
    readonly history: readonly HistoryEntry[];
  };
}

/** More than a card shows; stale presses are not among them. */
const MAX_HISTORY = 50;

/** One referral with all that its location may know of it. */
export async function openReferral(
  context: Context,
  actor: Pick<Actor, 'personId'>,
  ref: OfferRef,
): Promise<Result<OpenedReferral, OfferRefused>> {
  const found = await findOffer(context, actor, ref, rightsAndFigures);
  if (!found.ok) return found;
  const view = found.value;
  const { offer, rights } = view;
  const { documents, clock } = context;
  const { location } = rights;
  if (offer.status === 'offered') {
    const figures =
      view.figures ?? (await figuresOf(documents, location.partnerId, quarterOf(offer.offeredAt)));
    return ok({ view, figures });
  }
  const rows = await decisionsOn(documents, view);
  const colleagues = colleaguesOf(view.roster, location, clock.now()).filter((person) =>
    mayActOn(view.referral.kind, person.rights),
  );
  return ok({ view, desk: { colleagues, history: historyOf(rows, view) } });
}

/** The decisions on a part, newest first; those on other partners' rounds among them. */
async function decisionsOn(documents: Documents, { referral, part }: OfferView): Promise<AuditRow[]> {
  const { referralId } = referral;
  const page = await documents.list(AuditDocument, partitions.referral(referralId), {
    where: [
      { field: 'subject', is: '=', value: `${referralId}/${part.part}` },
      { field: 'outcome', is: '=', value: 'done' },
    ],
    orderBy: [{ field: 'at', descending: true }],
    limit: MAX_HISTORY,
  });
  return page.items.map((item) => item.value);
}

/** What happened at this location; what others did with the part is not theirs to know. */
function historyOf(rows: readonly AuditRow[], { offer, rights, roster }: OfferView): HistoryEntry[] {
  const names = namesOf(roster);
  const decisions = rows.flatMap(({ at, action, actor, detail }) => {
    const [partnerId = '', ...more] = detail.split(' ');
    const ended = offer.status === 'withdrawn' && at.getTime() === offer.decidedAt?.getTime();
    if (partnerId !== rights.location.partnerId && !ended) return [];
    const added = ended ? '' : more.join(' ');
    return [{ at, action, who: names.get(actor) ?? '', detail: names.get(added) ?? added }];
  });
  // Being offered is no decision, so it stands on the offer and not in the audit.
  return [...decisions, { at: offer.offeredAt, action: 'referral.offer', who: '', detail: '' }];
}
