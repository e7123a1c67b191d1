import type { OpenedMail } from '../../domain/associations/opened-mail.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { hashOf } from '../hash-of.ts';
import { PointerDocument } from '../memberships/documents.ts';
import { partitions } from '../partitions.ts';
import { create } from '../ports.ts';
import { messageLife } from './mail-life.ts';

/** The id of a pointer from a message to the mail that brought it first; until all are moved also in `program/mail`. */
export function messageId(key: string): string {
  return `message:${key}`;
}

/**
 * What a mail is known by: its Message-ID; one without by its bytes. One that is not authentic is known apart, so that a
 * stranger who learns of an id cannot make the true mail look as if it had come before.
 */
export function messageKey(opened: OpenedMail | undefined, isAuthentic: boolean, raw: Buffer): string {
  const id = opened?.messageId.trim() ?? '';
  const known = id === '' ? raw.toString('base64') : id;
  return hashOf(isAuthentic ? known : `unproven ${known}`);
}

/**
 * Which mail brought a message first: whoever asks first for it, and again the same after a death right behind this.
 *
 * @param key of {@link messageKey}
 */
export async function firstWith(
  context: Pick<Context, 'documents' | 'mailDays'>,
  key: string,
  { mailId, isAuthentic }: { readonly mailId: string; readonly isAuthentic: boolean },
): Promise<string> {
  const { documents } = context;
  const partition = partitions.pointer('message', key);
  const id = messageId(key);
  // Asked first: whoever moves it makes the other one before this one goes.
  const before = await documents.get(PointerDocument, partitions.program('mail'), id);
  if (before !== undefined) return before.value.to;
  const own = create(PointerDocument, id, { to: mailId }, messageLife(context, isAuthentic));
  if (await committed(() => documents.commit(partition, [own]))) return mailId;
  return (await documents.get(PointerDocument, partition, id))?.value.to ?? mailId;
}
