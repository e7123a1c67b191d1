import { pino } from 'pino';
import { readConfig } from './config.ts';
import { startPorter } from './porter.ts';
import { openStore } from './store/open-store.ts';

const STOP_BUDGET_MS = 9_500;

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

    let stopping = false;
    const stop = (): void => {
      if (stopping) return;
      stopping = true;
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
