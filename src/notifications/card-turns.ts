/** Waits for a place in a turn of the event loop. */
export type CardTurns = () => Promise<void>;

/** Cards that are made in one turn of the event loop: some ten milliseconds of work. */
const A_TURN = 12;

/**
 * Lets so many cards be made in each turn of the event loop, in the order of asking. Between them what was answered is
 * recorded and requests are served, so that many that wait keep nobody waiting, and little lies between an answer and its
 * record when the process dies.
 */
export function createCardTurns(most = A_TURN): CardTurns {
  const queue: (() => void)[] = [];
  let left = most;
  let isCounting = false;

  function count(): void {
    if (isCounting) return;
    isCounting = true;
    setImmediate(() => {
      isCounting = false;
      left = most;
      for (const go of queue.splice(0, most)) {
        left--;
        go();
      }
      if (left < most) count();
    });
  }

  return () => {
    count();
    if (left > 0 && queue.length === 0) {
      left--;
      return Promise.resolve();
    }
    return new Promise((resolve) => queue.push(resolve));
  };
}
