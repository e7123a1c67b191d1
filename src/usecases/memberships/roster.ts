import type { Contact } from '../../domain/memberships/contact.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { ContactDocument } from './documents.ts';

/** A roster longer than this is cut: some dozens are usual. */
export const MAX_CONTACTS = 1_000;

/** Everybody on a location's roster. One read. */
export async function rosterOf(documents: Documents, partnerId: PartnerId): Promise<Contact[]> {
  const page = await documents.list(ContactDocument, partitions.partner(partnerId), { limit: MAX_CONTACTS });
  return page.items.map((item) => item.value);
}
