/**
 * Preloaded into a process under test (`NODE_OPTIONS=--import=…`): once it gets SIGUSR2 it tells on the standard error how
 * long its event loop was held, each time it was longer than before. What counts is the main thread's own processor time between two looks, so that a
 * busy machine is not mistaken for a busy loop; the time by the clock is told beside it.
 */
const LOOK_MS = 5;
const FLOOR_MS = 20;

process.once('SIGUSR2', () => {
  let wall = performance.now();
  let cpu = process.threadCpuUsage();
  let most = FLOOR_MS;
  setInterval(() => {
    const now = performance.now();
    const used = process.threadCpuUsage(cpu);
    const held = Math.min((used.user + used.system) / 1_000, now - wall);
    if (held > most) {
      most = held;
      process.stderr.write(
        `loop held ${held.toFixed(1)} ms, ${(now - wall).toFixed(1)} ms by the clock, at ${new Date().toISOString()}\n`,
      );
    }
    wall = now;
    cpu = process.threadCpuUsage();
  }, LOOK_MS).unref();
});
