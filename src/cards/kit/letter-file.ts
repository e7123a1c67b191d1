import { letterText, type Letter } from './letter.ts';

/**
 * The letter as an `.eml` file (RFC 5322, UTF-8) that mail programs open as a draft: it has no sender yet, and
 * `X-Unsent` says that it was never sent.
 *
 * @param now becomes its date
 */
export async function letterFile(letter: Letter, now: Date): Promise<Buffer> {
  // Loaded with the first letter.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const { to, toName, subject } = letter;
  const mail = new MailComposer({
    ...(to === '' ? {} : { to: { name: toName, address: to } }),
    subject,
    text: letterText(letter).replaceAll('\n', '\r\n'),
    date: now,
    headers: { 'X-Unsent': '1' },
    // Nothing is fetched from anywhere, whatever the text may name.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}
