/** That something was told to somebody: when, and under a keyed hash of what and whom. */
export interface ToldEntry {
  readonly at: Date;
  readonly key: string;
}

/**
 * What was told, kept where no backup of the store takes it back: a copy of yesterday knows nothing of what was sent today.
 */
export interface ToldList {
  /** Makes it ready, without what is older than `since`. @throws where it cannot be written */
  open(since: Date): Promise<void>;
  append(entry: ToldEntry): Promise<void>;
  /** All that was told from then on, by whichever process. */
  since(at: Date): AsyncIterable<ToldEntry>;
}
