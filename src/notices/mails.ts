import { mailCard } from '../cards/associations/mail.ts';
import { mailsCard } from '../cards/associations/mails.ts';
import type { Reader } from '../cards/kit/format.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import type { Person } from '../domain/memberships/person.ts';
import type { Context } from '../usecases/context.ts';
import { listMails, openMailReading } from '../usecases/associations/mails.ts';

/** What an operator is told of mails that wait to be matched: the only one itself, ready to be matched, or the list. */
export async function mailNotice(
  context: Context,
  person: Person,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const found = await listMails(context, person);
  if (!found.ok) return undefined;
  const [only] = found.value.mails;
  if (only === undefined || found.value.unmatched > 1) return mailsCard(found.value, reader);
  const opened = await openMailReading(context, person, only.mailId);
  return opened.ok ? mailCard(opened.value, reader) : mailsCard(found.value, reader);
}
