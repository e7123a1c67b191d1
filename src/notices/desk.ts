import { acceptanceCard, followUpCard, handedOverCard } from '../cards/referrals/desk-notices.ts';
import type { Reader } from '../cards/kit/format.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import type { Person } from '../domain/memberships/person.ts';
import { isProgramAdmin } from '../domain/memberships/rights.ts';
import type { NoticeSubject } from '../domain/notices/notice.ts';
import { lookedAfterBy } from '../domain/referrals/desk.ts';
import type { Context } from '../usecases/context.ts';
import { rightsAt } from '../usecases/memberships/rights.ts';
import { figuresOf } from '../usecases/referrals/figures.ts';
import { findOffer } from '../usecases/referrals/view.ts';

type Subject<Kind> = Extract<NoticeSubject, { kind: Kind }>;

/** A hand-over or a follow-up day: nothing (any more) once the referral is no longer accepted here. */
export async function heldNotice(
  context: Context,
  subject: Subject<'referral-assigned' | 'referral-follow-up'>,
  person: Person,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const ref = { referralId: subject.referralId, part: subject.part, offer: subject.round };
  const found = await findOffer(context, person, ref);
  if (!found.ok || found.value.offer.status !== 'accepted') return undefined;
  const { referral, part, offer, rights } = found.value;
  const held = { referral, part: part.part, offer };
  if (subject.kind === 'referral-follow-up') {
    return offer.followUp === subject.day ? followUpCard(held, rights.location, reader) : undefined;
  }
  return handedOverCard(held, rights.location, lookedAfterBy(offer)?.by === person.aadObjectId, reader);
}

/** How an acceptance rate stands now, for who is a program admin there now. */
export async function acceptanceNotice(
  { documents }: Context,
  { partnerId, quarter, crossing }: Subject<'acceptance'>,
  person: Person,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const [rights, figures] = await Promise.all([
    rightsAt(documents, person, partnerId, reader.now),
    figuresOf(documents, partnerId, quarter),
  ]);
  if (rights === undefined || !isProgramAdmin(rights)) return undefined;
  return acceptanceCard(rights.location, figures, crossing, reader);
}
