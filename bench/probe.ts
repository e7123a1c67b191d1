/** Loaded into a bot's process beside it (`--import`, with `--expose-gc`): tells what the process has used when it is asked. */
export interface Usage {
  /** User and system, since the process began. */
  readonly cpuMs: number;
  /** In MB. The heap is what garbage collection leaves. */
  readonly rss: number;
  readonly heap: number;
}

const MB = 1_048_576;

process.on('message', (asked) => {
  if (asked === 'memory') globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ cpuMs: (user + system) / 1_000, rss: rss / MB, heap: heapUsed / MB } satisfies Usage);
});
process.on('disconnect', () => process.exit(0));
