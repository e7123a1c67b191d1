/**
 * How instances tell each other that there is something to do, so that it need not wait to be found. Nothing depends on it:
 * what it says may be lost, come late or twice, and its own trouble troubles nobody.
 */
export interface WakeUps {
  /** Tells another instance, by the name that it is known by. */
  tell(name: string): void;
  /**
   * Begins to listen.
   *
   * @param name the name that this instance is known by at the moment
   * @param woken called for each time that it was told
   */
  listen(name: () => string, woken: () => void): void;
  /** That instance has ended: nobody listens under its name any more. */
  forget(name: string): void;
  /** Stops listening. */
  close(): Promise<void>;
}
