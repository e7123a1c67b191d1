import type { Contact } from '../../domain/memberships/contact.ts';
import { offerEntry } from '../../domain/referrals/offer-entry.ts';
import { recipientsOf } from '../../domain/referrals/recipients.ts';
import type { Offer, Referral } from '../../domain/referrals/referral.ts';
import type { PartnerId, PersonId, ReferralId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import type { JobOutcome } from '../jobs.ts';
import { ContactKind, LocationKind, OfferEntryKind, OperatorKind, ToldKind } from '../kinds.ts';
import { notify } from '../notices/notify.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Documents, type Kind } from '../ports.ts';
import { findReferral } from './load.ts';

type OfferTask = { readonly referralId: ReferralId; readonly part: number; readonly round: number };

/**
 * Tells the contacts of the location that a part was offered to. Whom is written down first, so that a re-run tells the
 * same people and a later change reaches every copy.
 */
export async function tellOffer(context: Context, task: OfferTask): Promise<JobOutcome> {
  const found = await findOfferOf(context.documents, task);
  if (found === undefined) return 'done';
  const { referral, offer, partnerId } = found;
  await projectOffer(context, partnerId, referral, task.part, offer);
  const personIds = await addTold(context, task, async () => {
    const location = await context.documents.get(LocationKind, partitions.directory, partnerId);
    if (location === undefined) return [];
    const contacts = await all<Contact>(context.documents, ContactKind, partitions.partner(partnerId));
    return recipientsOf(referral.kind, location.value, contacts, context.clock.now());
  });
  for (const personId of personIds) await notifyOf(context, task, offer, personId);
  return 'done';
}

/** Brings every copy of an offer's card, and the location's list, up to date. */
export async function refreshOffer(context: Context, task: OfferTask): Promise<JobOutcome> {
  const found = await findOfferOf(context.documents, task);
  if (found === undefined) return 'done';
  const { referral, offer, partnerId } = found;
  await projectOffer(context, partnerId, referral, task.part, offer);
  const told = await context.documents.get(ToldKind, partitions.referral(task.referralId), toldId(task));
  for (const personId of told?.value.personIds ?? []) await notifyOf(context, task, offer, personId);
  return 'done';
}

/** Tells somebody who has just been bound to a roster of the offers that wait at that location. */
export async function catchUp(
  context: Context,
  task: { readonly personId: PersonId; readonly partnerId: PartnerId },
): Promise<JobOutcome> {
  const { documents, clock } = context;
  const partition = partitions.partner(task.partnerId);
  const [location, contacts] = await Promise.all([
    documents.get(LocationKind, partitions.directory, task.partnerId),
    all<Contact>(documents, ContactKind, partition),
  ]);
  if (location === undefined) return 'done';
  const open = await documents.list(OfferEntryKind, partition, {
    where: [{ field: 'status', is: '=', value: 'offered' }],
    limit: 1_000,
  });
  for (const { value } of open.items) {
    if (!recipientsOf(value.kind, location.value, contacts, clock.now()).includes(task.personId)) continue;
    const found = await findOfferOf(documents, value);
    if (found === undefined || found.offer.status !== 'offered') continue;
    await addTold(context, value, () => Promise.resolve([]), task.personId);
    await notifyOf(context, value, found.offer, task.personId);
  }
  return 'done';
}

/** Tells the operators of a part that no partner got. */
export async function tellOperators(
  context: Context,
  task: { readonly referralId: ReferralId; readonly part: number },
): Promise<JobOutcome> {
  const operators = await all(context.documents, OperatorKind, partitions.program('operators'));
  for (const { personId } of operators) {
    if (personId === null) continue;
    const { referralId, part } = task;
    await notify(context, personId, { kind: 'referral-unplaced', referralId, part }, 1);
  }
  return 'done';
}

function notifyOf(context: Context, task: OfferTask, offer: Offer, personId: PersonId): Promise<void> {
  const { referralId, part, round } = task;
  return notify(context, personId, { kind: 'referral-offer', referralId, part, round }, offer.revision);
}

async function findOfferOf(
  documents: Documents,
  task: OfferTask,
): Promise<{ referral: Referral; offer: Offer; partnerId: PartnerId } | undefined> {
  const stored = await findReferral(documents, task.referralId);
  const part = stored?.value.parts.find((candidate) => candidate.part === task.part);
  const offer = part?.offers.find((candidate) => candidate.round === task.round);
  if (stored === undefined || offer === undefined) return undefined;
  const { partnerId } = offer;
  return partnerId === 'FTC' || partnerId === '' ? undefined : { referral: stored.value, offer, partnerId };
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
    const told = await documents.get(ToldKind, partition, id);
    const before = told?.value.personIds ?? (await atFirst());
    const personIds = newcomer === undefined || before.includes(newcomer) ? before : [...before, newcomer];
    const value = { part: task.part, round: task.round, personIds };
    if (told === undefined) await documents.commit(partition, [create(ToldKind, id, value)]);
    else if (personIds !== before) await documents.commit(partition, [replace(ToldKind, told, value)]);
    return personIds;
  });
}

/** Writes the location's list entry, unless a later state stands there already. */
function projectOffer(
  { documents, queues }: Context,
  partnerId: PartnerId,
  referral: Referral,
  part: number,
  offer: Offer,
): Promise<void> {
  const partition = partitions.partner(partnerId);
  const id = `offer:${referral.referralId}:${part}:${offer.round}`;
  const entry = offerEntry(referral, part, offer);
  return decideAgain(queues, `${partition}#offers`, async () => {
    const stored = await documents.get(OfferEntryKind, partition, id);
    if (stored !== undefined && stored.value.version >= entry.version) return;
    await documents.commit(partition, [
      stored === undefined ? create(OfferEntryKind, id, entry) : replace(OfferEntryKind, stored, entry),
    ]);
  });
}

function toldId(task: OfferTask): string {
  return `told:${task.part}:${task.round}`;
}

async function all<T>(documents: Documents, kind: Kind<T>, partition: string): Promise<T[]> {
  const values: T[] = [];
  let after: string | undefined;
  do {
    const page = await documents.list(kind, partition, {
      limit: 1_000,
      ...(after === undefined ? {} : { after }),
    });
    values.push(...page.items.map((item) => item.value));
    after = page.next;
  } while (after !== undefined);
  return values;
}
