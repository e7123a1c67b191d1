import { withoutTag } from '../../domain/associations/opened-mail.ts';
import { comparable, isMailbox } from '../../domain/shared/email.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { LocationKind } from '../kinds.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';

const MOST_LOCATIONS = 20;

/**
 * The locations whose mailbox a mail was addressed to. What is believed first decides alone, and an address as written
 * before the same one without its tag.
 *
 * @param recipients as {@link ../../domain/associations/opened-mail.ts} orders them
 */
export async function locationsOfMailboxes(
  documents: Documents,
  recipients: readonly (readonly string[])[],
): Promise<readonly Location[]> {
  for (const told of recipients) {
    const addresses = told.filter(isMailbox).map(comparable);
    const untagged = addresses.map(withoutTag);
    const values = [...new Set([...addresses, ...untagged])];
    if (values.length === 0) continue;
    const page = await documents.list(LocationKind, partitions.directory, {
      where: [{ field: 'mailboxes', is: 'contains-any', values }],
      limit: MOST_LOCATIONS,
    });
    const found = page.items.map(({ value }) => value);
    const exact = found.filter(({ mailboxes }) => mailboxes.some((box) => addresses.includes(box)));
    if (found.length > 0) return exact.length > 0 ? exact : found;
  }
  return [];
}
