import type { Day } from '../../domain/shared/time.ts';
import { say } from '../../words/say.ts';
import { day, type Reader } from '../kit/format.ts';
import { PROGRAM_NAMES } from '../kit/labels.ts';
import { clean } from '../kit/text.ts';
import type { RenewalShown } from './shown.ts';

const CHAT = 'https://teams.microsoft.com/l/chat/0/0';
/** Whom a chat is opened with. */
const MAX_CONTACTS = 5;

/**
 * A Teams chat with the primary contacts, with a message to send; `''` for a reader who is one, and where none has an address.
 * Source: Microsoft Learn, "Deep links to a chat", 2026-11.
 */
export function shareLink(
  { location, program, primary, isPrimary }: RenewalShown,
  due: Day,
  reader: Reader,
): string {
  const users = primary.map(({ email }) => email).filter((email) => email !== '');
  if (isPrimary || users.length === 0) return '';
  const message = say(reader, 'renewals.share.text', {
    program: PROGRAM_NAMES[program],
    location: clean(location.name, 200),
    day: day(due, reader),
  });
  const query = new URLSearchParams({ users: users.slice(0, MAX_CONTACTS).join(','), message });
  return `${CHAT}?${query.toString().replaceAll('+', '%20')}`;
}
