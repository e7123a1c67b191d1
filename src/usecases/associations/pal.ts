import { CredentialId, hasPal, type PalCredential } from '../../domain/associations/pal.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import { RowDocument } from '../imports/documents.ts';
import { rowId } from '../imports/row-id.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Documents } from '../ports.ts';
import { associationJobs } from './project.ts';
import { calledAt } from './customer-names.ts';
import { CustomerDocument } from './documents.ts';
import { isTiedTo } from './tied.ts';

export interface PalView {
  readonly location: Location;
  readonly customerId: CustomerId;
  readonly customerName: string;
  /** Whether PAL is there at all for this customer's cloud, as far as is known. */
  readonly isOffered: boolean;
  readonly links: readonly PalLink[];
}

/** A credential of the location that is linked at the customer. */
export interface PalLink {
  readonly credential: string;
  readonly credentialId: string;
  readonly linkedAt: string;
}

type Forbidden = { readonly code: 'forbidden' };

/** More credentials than are linked at a customer by all partners. */
const MAX_LINKS = 1_000;

/** How a location's people link themselves at a customer that it stands with, and who is linked already. */
export async function palView(
  { documents, clock }: Context,
  person: Pick<Actor, 'personId'>,
  asked: { readonly partnerId: PartnerId; readonly customerId: CustomerId },
): Promise<Result<PalView, Forbidden>> {
  const { partnerId, customerId } = asked;
  const now = clock.now();
  const [rights, tied] = await Promise.all([
    rightsAt(documents, person, partnerId, now),
    isTiedTo(documents, partnerId, customerId, now),
  ]);
  if (rights === undefined || !tied) return refuse({ code: 'forbidden' });
  const [customer, links] = await Promise.all([
    documents.get(CustomerDocument, partitions.customer(customerId), 'customer'),
    linksAt(documents, partnerId, customerId, now),
  ]);
  const called = await calledAt(documents, partnerId, customerId, customer?.value);
  return ok({
    location: rights.location,
    customerId,
    customerName: called.name,
    isOffered: customer === undefined || hasPal(customer.value),
    links,
  });
}

async function linksAt(
  documents: Documents,
  partnerId: PartnerId,
  customerId: CustomerId,
  now: Date,
): Promise<readonly PalLink[]> {
  return (await rowsAt(documents, customerId))
    .map(({ value: { cells } }) => cells)
    .filter((cells) => cells['partnerId'] === partnerId && isLinked(cells, now))
    .map(({ credential = '', credentialId = '', linkedAt = '' }) => ({ credential, credentialId, linkedAt }));
}

/**
 * Records that a credential of a location was linked in a customer's tenant, as `pal.csv` would: once, whoever says it again
 * and in whatever case. One that had been revoked is linked anew. Where PAL is not there, nothing is recorded.
 *
 * @param given the credential's id as typed; one that is none brings the form back
 */
export async function recordPal(
  context: Context,
  actor: Actor,
  asked: Link,
  opId: string,
): Promise<Result<PalView, Forbidden | { readonly code: 'credential-id'; readonly view: PalView }>> {
  const found = await palView(context, actor, asked);
  if (!found.ok) return found;
  const id = CredentialId.safeParse(asked.credentialId);
  if (!id.success) return refuse({ code: 'credential-id', view: found.value });
  if (!found.value.isOffered) return found;
  await commitLink(context, actor, { ...asked, credentialId: id.data }, opId);
  const after = await palView(context, actor, asked);
  return after.ok ? after : refuse({ code: 'forbidden' });
}

/** The rows of `pal.csv` of a customer, and those that were recorded in chat. */
async function rowsAt(documents: Documents, customerId: CustomerId) {
  const page = await documents.list(RowDocument, partitions.customer(customerId), {
    where: [{ field: 'file', is: '=', value: 'pal' }],
    limit: MAX_LINKS,
  });
  return page.items;
}

function isLinked({ revokedAt = '' }: { readonly [column: string]: string }, now: Date): boolean {
  return revokedAt === '' || Date.parse(revokedAt) > now.getTime();
}

/** The same credential as it is kept, however its id is spelt. */
async function storedLink(documents: Documents, link: Link) {
  const rows = await rowsAt(documents, link.customerId);
  return rows.find(
    ({ value: { cells } }) =>
      cells['partnerId'] === link.partnerId &&
      cells['credential'] === link.credential &&
      cells['credentialId']?.toLowerCase() === link.credentialId.toLowerCase(),
  );
}

interface Link {
  readonly partnerId: PartnerId;
  readonly customerId: CustomerId;
  readonly credential: PalCredential;
  readonly credentialId: string;
}

async function commitLink(
  { documents, queues, clock }: Context,
  actor: Actor,
  link: Link,
  opId: string,
): Promise<void> {
  const { partnerId, customerId, credential } = link;
  const partition = partitions.customer(customerId);
  await decideAgain(queues, partition, async () => {
    const now = clock.now();
    const stored = await storedLink(documents, link);
    if (stored !== undefined && isLinked(stored.value.cells, now)) return;
    // The name under which the next import finds it.
    const keys =
      stored === undefined ? link : { ...link, credentialId: stored.value.cells['credentialId'] ?? '' };
    const id = rowId('pal', [partnerId, customerId, credential, keys.credentialId]);
    const cells = { ...keys, linkedAt: now.toISOString(), revokedAt: '' };
    const row = { file: 'pal', cells };
    await documents.commit(partition, [
      stored === undefined ? create(RowDocument, id, row) : replace(RowDocument, stored, row),
      ...(await associationJobs(documents, [partnerId], customerId, now)),
      audited(`pal:${hashOf(opId)}`, {
        at: now,
        actor: actor.aadObjectId,
        action: 'pal.link',
        subject: customerId,
        outcome: 'done',
        detail: `${partnerId} ${credential}`,
      }),
    ]);
  });
}
