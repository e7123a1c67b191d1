import { pino } from 'pino';
import { readConfig } from './config.ts';
import { startPorter } from './porter.ts';
import { openStore } from './store/open-store.ts';

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

  try {
    const store = await openStore(config.value.store);
    const porter = await startPorter({ config: config.value, store, log, clock: { now: () => new Date() } });
    const { host } = config.value.server;
    log.info(
      { host, port: porter.port, store: store.engine, anonymous: config.value.bot.anonymous },
      'listening',
    );

    const watch = setInterval(() => {
      if (!store.isGone()) return;
      log.error({ reason: 'gone' }, 'store gone');
      process.stderr.write(
        'Porter ends: its data file was deleted or replaced while it ran. Put the right file back and start again.\n',
      );
      process.exit(1);
    }, WATCH_MS).unref();
    let stopping = false;
    const stop = (): void => {
      if (stopping) return;
      stopping = true;
      clearInterval(watch);
      log.info('stopping');
      setTimeout(() => process.exit(0), STOP_BUDGET_MS).unref();
      porter.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'not stopped cleanly');
          process.exit(1);
        },
      );
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  } catch (error) {
    process.stderr.write(`Porter cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
