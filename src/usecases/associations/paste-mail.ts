import { readDporMail, type DporMail } from '../../domain/associations/dpor-mail.ts';
import type { PastedMail } from '../../domain/associations/mail-reading.ts';
import type { Person } from '../../domain/memberships/person.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { hashOf } from '../hash-of.ts';
import { locationsOf } from '../memberships/locations-of.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Change, type Document, type Documents } from '../ports.ts';
import { PastedMailDocument } from './documents.ts';

/** What is kept of a text; Microsoft's mail has some 1,500 characters. */
const MAX_TEXT = 20_000;
const KEPT_SECONDS = 7 * 86_400;
/** Texts of one person that are kept at a time. */
const MAX_KEPT = 50;

export interface PasteView {
  readonly pasted: PastedMail;
  readonly said: DporMail;
  /** Where the person has a role now. */
  readonly locations: readonly Location[];
}

/**
 * Keeps a pasted mail with whoever pasted it; the same text again is the same one.
 * @returns undefined for other text; `too-many` where as many are kept as one may have
 */
export async function pasteMail(
  { documents, clock }: Context,
  person: Pick<Person, 'personId' | 'standings'>,
  text: string,
): Promise<PasteView | 'too-many' | undefined> {
  const kept = text.slice(0, MAX_TEXT);
  const said = readDporMail(kept);
  if (said === undefined) return undefined;
  const partition = partitions.person(person.personId);
  const pasteId = hashOf(kept);
  const now = clock.now();
  const stored = await documents.get(PastedMailDocument, partition, pastedId(pasteId));
  const pasted = stored?.value ?? { pasteId, text: kept, pastedAt: now, done: null };
  if (stored === undefined) {
    if ((await documents.count(PastedMailDocument, partition, [])) >= MAX_KEPT) return 'too-many';
    await committed(() =>
      documents.commit(partition, [
        create(PastedMailDocument, pastedId(pasteId), pasted, { ttlSeconds: KEPT_SECONDS }),
      ]),
    );
  }
  return { pasted, said, locations: await locationsAt(documents, person, now) };
}

/** A pasted mail of one's own as it stands. */
export async function openPasted(
  { documents, clock }: Context,
  person: Pick<Person, 'personId' | 'standings'>,
  pasteId: string,
): Promise<PasteView | undefined> {
  const stored = await documents.get(
    PastedMailDocument,
    partitions.person(person.personId),
    pastedId(pasteId),
  );
  const said = stored && readDporMail(stored.value.text);
  if (stored === undefined || said === undefined) return undefined;
  return { pasted: stored.value, said, locations: await locationsAt(documents, person, clock.now()) };
}

async function locationsAt(
  documents: Documents,
  person: Pick<Person, 'personId' | 'standings'>,
  now: Date,
): Promise<readonly Location[]> {
  const held = await locationsOf(documents, person, now);
  return held.map(({ location }) => location);
}

/** Writes down what became of it; it is kept for as long again. */
export function replacePasted(stored: Document<PastedMail>, pasted: PastedMail): Change {
  return replace(PastedMailDocument, stored, pasted, { ttlSeconds: KEPT_SECONDS });
}

export function pastedId(pasteId: string): string {
  return `pasted:${pasteId}`;
}
