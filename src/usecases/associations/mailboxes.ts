import { withoutTag } from '../../domain/associations/opened-mail.ts';
import { comparable, isMailbox } from '../../domain/shared/email.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Documents } from '../ports.ts';
import { listLocations } from '../referrals/directory.ts';

const MAX_LOCATIONS = 20;

/**
 * The locations that a mail is for, and whether that is sure. Whom it was delivered to is written by the server that keeps
 * it, and signed by nobody: a true mail to one partner could be handed to another partner's mailbox. So the mail has to be
 * written to that partner as well: to the same mailbox, or to somebody at its domain, whose rule redirects it.
 *
 * @param recipients as {@link ../../domain/associations/opened-mail.ts} orders them
 */
export async function locationsFor(
  documents: Documents,
  recipients: readonly (readonly string[])[],
): Promise<{ readonly locations: readonly Location[]; readonly isSure: boolean }> {
  const [delivered = [], written = [], ...others] = recipients;
  const [byServer, byWriter] = await Promise.all([
    locationsOfMailboxes(documents, [delivered]),
    locationsOfMailboxes(documents, [written]),
  ]);
  if (byServer.length === 0) {
    const isWritten = byWriter.length > 0;
    return {
      locations: isWritten ? byWriter : await locationsOfMailboxes(documents, others),
      isSure: isWritten,
    };
  }
  const agree = byWriter.length === 0 ? byServer.filter((one) => hasDomainOf(one, written)) : byWriter;
  const known = new Set(byServer.map(({ partnerId }) => partnerId));
  const isSure = agree.some(({ partnerId }) => known.has(partnerId));
  const more = isSure ? [] : byWriter.filter(({ partnerId }) => !known.has(partnerId));
  return { locations: [...byServer, ...more], isSure };
}

function hasDomainOf({ mailboxes }: Location, written: readonly string[]): boolean {
  const domains = new Set(mailboxes.map(domainOf));
  return written.some((address) => domains.has(domainOf(address)));
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/**
 * The locations whose mailbox is among addresses. What is believed first decides alone, and an address as written before the
 * same one without its tag.
 *
 * @param recipients lower case
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
    const having = [{ field: 'mailboxes', is: 'contains-any', values }] as const;
    const found = await listLocations(documents, having, MAX_LOCATIONS);
    const exact = found.filter(({ mailboxes }) => mailboxes.some((box) => addresses.includes(box)));
    if (found.length > 0) return exact.length > 0 ? exact : found;
  }
  return [];
}
