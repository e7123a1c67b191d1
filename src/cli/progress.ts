import { SingleBar } from 'cli-progress';

/** How far a command is, on stderr. Without a terminal there only its lines are written. */
export interface Progress {
  /** @param total of whatever is counted */
  start(total: number): void;
  /** @param what is under way */
  advance(by: number, what: string): void;
  /** Writes a line; a bar leaves its own before, and is drawn again when it advances. */
  line(text: string): void;
  stop(): void;
}

export function showProgress(): Progress {
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: '{bar} {percentage}% {what}', clearOnComplete: true, hideCursor: true })
    : undefined;
  return {
    start: (total) => bar?.start(total, 0, { what: '' }),
    advance: (by, what) => bar?.increment(by, { what }),
    line(text) {
      if (bar !== undefined) process.stderr.write('\r\u001b[K');
      console.error(text);
    },
    stop: () => bar?.stop(),
  };
}
