import type { Contact } from '../../domain/memberships/contact.ts';
import { offerEntry } from '../../domain/referrals/offer-entry.ts';
import { recipientsOf } from '../../domain/referrals/recipients.ts';
import { cardVersion, type Offer, type Referral } from '../../domain/referrals/referral.ts';
import type { PartnerId, PersonId, ReferralId } from '../../domain/shared/ids.ts';
import { projectClaimsAt } from '../claims/shown/project-claim.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import type { JobOutcome } from '../jobs.ts';
import { listAll } from '../list-all.ts';
import { forEachPerson, notify, notifyAll } from '../notices/notify.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Documents } from '../ports.ts';
import { channelToTell } from './channel-right.ts';
import { figureChanges } from './figures.ts';
import { findOfferOf, foundIn, toldId, type FoundOffer, type OfferTask } from './find-offer.ts';
import { planMails } from './plan-mails.ts';
import { findReferral } from './load.ts';
import { projectPart } from './project-part.ts';
import { noteTold } from './reach.ts';
import { ContactDocument, OperatorDocument } from '../memberships/documents.ts';
import { OfferEntryDocument, ToldDocument } from './documents.ts';
import { findLocation } from './directory.ts';

/**
 * Tells the contacts of the location that a part was offered to, and its channel where it has one whose right holds. Whom is written down
 * first, so that a re-run tells the same people and a later change reaches every copy.
 */
export async function tellOffer(context: Context, task: OfferTask): Promise<JobOutcome> {
  const found = await findOfferOf(context.documents, task);
  if (found === undefined) return 'done';
  const { referral, offer, partnerId } = found;
  await projectOffer(context, partnerId, referral, task.part, offer);
  await projectPart(context, referral, task.part);
  const personIds = await addTold(context, task, async () => {
    const location = await findLocation(context.documents, partnerId);
    if (location === undefined) return [];
    const [contacts, channelId] = await Promise.all([
      listAll<Contact>(context.documents, ContactDocument, partitions.partner(partnerId)),
      channelToTell(context, partnerId, referral.kind),
    ]);
    const people = recipientsOf(referral.kind, location.value, contacts, context.clock.now());
    return channelId === undefined ? people : [...people, channelId];
  });
  await noteTold(context, task, found, personIds);
  await forEachPerson(personIds, (personId) => notifyOf(context, task, found, personId));
  await planMails(context, task);
  await tellOtherParties(context, referral, task);
  return 'done';
}

/** Brings every copy of an offer's card, and the location's list, up to date; the other parties of a split see it too. */
export async function refreshOffer(context: Context, task: OfferTask): Promise<JobOutcome> {
  const found = await findOfferOf(context.documents, task);
  if (found === undefined) return 'done';
  const { referral, offer, partnerId } = found;
  await projectOffer(context, partnerId, referral, task.part, offer);
  await projectPart(context, referral, task.part);
  const accepter = await accepterToTell(context, found, task);
  if (accepter !== undefined) await addTold(context, task, () => Promise.resolve([]), accepter);
  await refreshCopies(context, task, found);
  await tellOtherParties(context, referral, task);
  return 'done';
}

/** Everybody who holds a copy of an offer's card, or two of them, is shown its present state. */
async function refreshCopies(context: Context, task: OfferTask, found: FoundOffer): Promise<void> {
  const told = await findTold(context.documents, task);
  await forEachPerson(told?.personIds ?? [], async (personId) => {
    await notifyOf(context, task, found, personId);
    if (told?.reminded === true) await notifyOf(context, task, found, personId, 'referral-reminder');
  });
}

/** The cards of a split's live offers name the other parties, so each change of one is a change of all. */
async function tellOtherParties(context: Context, referral: Referral, changed: OfferTask): Promise<void> {
  const { referralId } = referral;
  for (const { part, offers } of referral.parts) {
    const offer = offers.at(-1);
    if (part === changed.part || offer === undefined || !isLive(offer)) continue;
    const found = foundIn(referral, part, offer.round);
    if (found !== undefined) await refreshCopies(context, { referralId, part, round: offer.round }, found);
  }
}

function isLive({ status }: Offer): boolean {
  return status === 'offered' || status === 'accepted';
}

/**
 * Whoever accepted in a channel gets a card of their own: the customer's contact is shown in personal chats only.
 * @returns nobody when the offer was never shown in a channel, or they are told anyway
 */
async function accepterToTell(
  { documents }: Context,
  { offer, partnerId }: FoundOffer,
  task: OfferTask,
): Promise<PersonId | undefined> {
  if (offer.status !== 'accepted') return undefined;
  const told = (await findTold(documents, task))?.personIds ?? [];
  const contacts = await listAll<Contact>(documents, ContactDocument, partitions.partner(partnerId));
  const people = new Set(contacts.map((contact) => contact.personId));
  if (told.every((personId) => people.has(personId))) return undefined;
  const accepter = contacts.find((contact) => contact.aadObjectId === offer.decidedBy?.by)?.personId ?? null;
  return accepter === null || told.includes(accepter) ? undefined : accepter;
}

/** Tells somebody who has just been bound to a roster of the offers that wait at that location. */
export async function catchUp(
  context: Context,
  task: { readonly personId: PersonId; readonly partnerId: PartnerId },
): Promise<JobOutcome> {
  const { documents, clock } = context;
  const partition = partitions.partner(task.partnerId);
  const [location, contacts] = await Promise.all([
    findLocation(documents, task.partnerId),
    listAll<Contact>(documents, ContactDocument, partition),
  ]);
  if (location === undefined) return 'done';
  const open = await documents.list(OfferEntryDocument, partition, {
    where: [{ field: 'status', is: '=', value: 'offered' }],
    limit: 1_000,
  });
  for (const { value } of open.items) {
    if (!recipientsOf(value.kind, location.value, contacts, clock.now()).includes(task.personId)) continue;
    const found = await findOfferOf(documents, value);
    if (found === undefined || found.offer.status !== 'offered') continue;
    await addTold(context, value, () => Promise.resolve([]), task.personId);
    await notifyOf(context, value, found, task.personId);
  }
  return 'done';
}

/** Tells the operators of a part that no partner got; its other parties see who has it now. */
export async function tellOperators(
  context: Context,
  task: { readonly referralId: ReferralId; readonly part: number },
): Promise<JobOutcome> {
  const stored = await findReferral(context.documents, task.referralId);
  const part = stored?.value.parts.find((candidate) => candidate.part === task.part);
  if (stored === undefined || part === undefined) return 'done';
  await projectPart(context, stored.value, task.part);
  await tellOtherParties(context, stored.value, { ...task, round: part.offers.length });
  const operators = await listAll(context.documents, OperatorDocument, partitions.program('operators'));
  const { referralId } = task;
  // a part that comes back here later brings the same card up to date
  await notifyAll(
    context,
    operators.map(({ personId }) => personId),
    { kind: 'referral-unplaced', referralId, part: part.part },
    part.offers.length,
  );
  return 'done';
}

function notifyOf(
  context: Context,
  { referralId, part, round }: OfferTask,
  { referral, offer }: FoundOffer,
  personId: PersonId,
  kind: 'referral-offer' | 'referral-reminder' = 'referral-offer',
): Promise<void> {
  const wanted = cardVersion(referral, part, offer);
  return notify(context, personId, { kind, referralId, part, round }, wanted);
}

/** Shows a person the offer once more, as a card of its own. */
export function remindOf(
  context: Context,
  task: OfferTask,
  found: FoundOffer,
  personId: PersonId,
): Promise<void> {
  return notifyOf(context, task, found, personId, 'referral-reminder');
}

/** @returns whoever holds a copy of the offer's card from now on */
function addTold(
  { documents, queues }: Context,
  task: OfferTask,
  atFirst: () => Promise<PersonId[]>,
  newcomer?: PersonId,
): Promise<readonly PersonId[]> {
  const partition = partitions.referral(task.referralId);
  const id = toldId(task);
  return decideAgain(queues, `${partition}#told`, async () => {
    const told = await documents.get(ToldDocument, partition, id);
    const before = told?.value.personIds ?? (await atFirst());
    const personIds = newcomer === undefined || before.includes(newcomer) ? before : [...before, newcomer];
    const value = { ...told?.value, part: task.part, round: task.round, personIds };
    if (told === undefined) await documents.commit(partition, [create(ToldDocument, id, value)]);
    else if (personIds !== before) await documents.commit(partition, [replace(ToldDocument, told, value)]);
    return personIds;
  });
}

/** Writes the location's list entry, unless a later state stands there already. A first one names the customer on its claims. */
async function projectOffer(
  context: Context,
  partnerId: PartnerId,
  referral: Referral,
  part: number,
  offer: Offer,
): Promise<void> {
  const { documents, queues } = context;
  const partition = partitions.partner(partnerId);
  const id = `offer:${referral.referralId}:${part}:${offer.round}`;
  const entry = offerEntry(referral, part, offer);
  const isNew = await decideAgain(queues, `${partition}#offers`, async () => {
    const stored = await documents.get(OfferEntryDocument, partition, id);
    if (stored !== undefined && stored.value.version >= entry.version) return false;
    await documents.commit(partition, [
      stored === undefined
        ? create(OfferEntryDocument, id, entry)
        : replace(OfferEntryDocument, stored, entry),
      ...(await figureChanges(context, partnerId, stored?.value, entry)),
    ]);
    return stored === undefined;
  });
  if (isNew) await projectClaimsAt(context, { partnerId, customerId: referral.customer.customerId });
}

async function findTold(documents: Documents, task: OfferTask) {
  return (await documents.get(ToldDocument, partitions.referral(task.referralId), toldId(task)))?.value;
}
