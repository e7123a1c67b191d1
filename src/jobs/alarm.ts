export interface Alarm {
  readonly wake: () => void;
  /** How often `wake` was called, to notice a call while nobody was asleep. */
  readonly wakes: () => number;
  /** Until `wake` is called, at most so long. */
  readonly sleep: (ms: number) => Promise<void>;
}

/** Lets a loop sleep until somebody wakes it. */
export function createAlarm(): Alarm {
  let wakes = 0;
  let woken: () => void = () => undefined;
  return {
    wake() {
      wakes++;
      woken();
    },
    wakes: () => wakes,
    sleep: (ms) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        woken = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
