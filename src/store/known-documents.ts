import { frozen } from '../domain/shared/frozen.ts';
import type { Document, DocumentKind } from '../usecases/ports.ts';
import type { Stored } from './document-store.ts';

/** As many as some thousand people at work have between them; a few kilobytes each. */
const MOST = 4_000;

interface Known {
  readonly kind: DocumentKind<unknown>;
  readonly document: Document<unknown>;
  /** See {@link Stored.text}. */
  readonly text: string | undefined;
}

/** What this process has parsed already. */
export interface KnownDocuments {
  /** The value of what has just been read, parsed only where it has changed since it was parsed last. */
  of<T>(kind: DocumentKind<T>, stored: Stored): Document<T>;
  forget(partition: string, id: string): void;
}

/**
 * Keeps the values of kinds that are `readOften`. Each read still asks the store, whose etag, and text where there is one, say whether the value is
 * still the stored one; what is spared is parsing it, which takes longer than reading it. A value is shared by all who read it, and so it is
 * frozen: one document at one etag is one object.
 *
 * @param parse makes a document of what is stored
 */
export function knownDocuments(
  parse: <T>(kind: DocumentKind<T>, stored: Stored) => Document<T>,
  most = MOST,
): KnownDocuments {
  // Two halves: what has not been asked for while the newer one filled up goes with the older one.
  let newer = new Map<string, Known>();
  let older = new Map<string, Known>();

  function keep(place: string, known: Known): void {
    if (newer.size >= most / 2) {
      older = newer;
      newer = new Map();
    }
    newer.set(place, known);
  }

  return {
    of<T>(kind: DocumentKind<T>, stored: Stored) {
      if (kind.readOften !== true) return parse(kind, stored);
      const place = placeOf(stored.partition, stored.id);
      const recent = newer.get(place);
      const known = recent ?? older.get(place);
      if (known?.kind === kind && known.document.etag === stored.etag && known.text === stored.text) {
        if (recent === undefined) keep(place, known);
        // The kind says what its documents hold.
        return known.document as Document<T>;
      }
      const document = frozen(parse(kind, stored));
      keep(place, { kind, document, text: stored.text });
      return document;
    },
    forget(partition, id) {
      const place = placeOf(partition, id);
      newer.delete(place);
      older.delete(place);
    },
  };
}

/** Ids hold no control characters. */
function placeOf(partition: string, id: string): string {
  return `${partition}\n${id}`;
}
