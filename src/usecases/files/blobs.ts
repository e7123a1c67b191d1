/**
 * Bytes outside the documents, each under a name that says what they are: whatever is under it is whole, and the same for good.
 */
export interface Blobs {
  /** Puts bytes under a name; where it is there already they are these. @throws StoreUnavailable */
  put(name: string, bytes: Buffer): Promise<void>;
  /** @returns undefined where there is none. @throws StoreUnavailable */
  read(name: string): Promise<Buffer | undefined>;
  /** Deletes all whose names begin so; none is fine too. @throws StoreUnavailable */
  remove(prefix: string): Promise<void>;
}
