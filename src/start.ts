import { pino, type Logger } from 'pino';
import { readConfig, type Config } from './config.ts';
import { startPorter, type RunningPorter } from './porter.ts';
import { openBlobs } from './store/open-blobs.ts';
import { openStore } from './store/open-store.ts';
import type { Telemetry } from './telemetry/telemetry.ts';
import { VERSION } from './version.ts';

const STOP_BUDGET_MS = 9_500;
/** How often it is looked whether the data file is still the one that was opened. */
const WATCH_MS = 1_000;

/** Starts Porter from an environment and stops it on SIGTERM; ends the process with code 1 when that cannot be. */
export async function start(env: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(env);
  if (!config.ok) {
    process.stderr.write(`Porter cannot start:\n${config.error.map((line) => `  ${line}\n`).join('')}`);
    process.exit(1);
  }
  const { level } = config.value.log;
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });

  let isStopping = false;
  let started: Promise<Started> | undefined;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    log.info('stopping');
    setTimeout(() => process.exit(0), STOP_BUDGET_MS).unref();
    stopWhenStarted(started).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'not stopped cleanly');
        process.exit(1);
      },
    );
  };
  // Before anything is begun: a request that is taken is answered, however early the end comes.
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  try {
    started = startOn(config.value, log);
    await started;
  } catch (error) {
    process.stderr.write(`Porter cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

interface Started {
  readonly porter: RunningPorter;
  readonly telemetry: Telemetry | undefined;
  readonly watch: NodeJS.Timeout;
}

async function startOn(config: Config, log: Logger): Promise<Started> {
  const clock = { now: () => new Date() };
  // Loaded only where it is asked for: it is large.
  const telemetry =
    config.telemetry &&
    (await import('./telemetry/telemetry.ts')).startTelemetry(config.telemetry, VERSION, clock);
  const blobs = await openBlobs(config.store.blobs);
  const store = await openStore(config.store, telemetry?.charged);
  const porter = await startPorter({ config, store, blobs, log, clock, watching: telemetry });
  const { host } = config.server;
  log.info(
    { host, port: porter.port, store: store.engine, anonymous: config.bot.anonymous, version: VERSION },
    'listening',
  );
  const watch = setInterval(() => {
    if (!store.isGone()) return;
    log.error({ reason: 'gone' }, 'store gone');
    process.stderr.write(
      `Porter ends: its ${store.engine === 'sqlite' ? 'data file' : 'container'} was deleted or replaced while it ran. Put the right one back and start again.\n`,
    );
    process.exit(1);
  }, WATCH_MS).unref();
  return { porter, telemetry, watch };
}

async function stopWhenStarted(started: Promise<Started> | undefined): Promise<void> {
  // What did not start has said so, and ends by itself.
  const running = await started?.catch(() => undefined);
  clearInterval(running?.watch);
  await running?.porter.stop();
  await running?.telemetry?.stop();
}
