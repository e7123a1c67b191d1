import { trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { z } from 'zod';
import type { Charge } from '../store/cosmos-charges.ts';
import type { DocumentStore } from '../store/document-store.ts';
import type { Clock, Log } from '../usecases/ports.ts';
import type { Watching } from '../watching.ts';
import { meter } from './spans.ts';
import { countCharges, watchStore } from './watch-store.ts';
import { markFailed, watchEndpoint, watchRegistry, watchRoute } from './watch-turns.ts';
import { watchConnector, watchJobs, watchNotice } from './watch-work.ts';

/** Longer than a collector takes, and short enough for the ten seconds in which a process ends. */
const LAST_EXPORT_MS = 1_500;

/**
 * The log has its own way. Of the machine nothing is told but what the operator says: by themselves the SDK's detectors tell
 * its name, its user and its command line.
 */
const DEFAULTS = {
  OTEL_SERVICE_NAME: 'porter',
  OTEL_LOGS_EXPORTER: 'none',
  OTEL_NODE_RESOURCE_DETECTORS: 'env,serviceinstance',
};

export interface Telemetry extends Watching {
  readonly charged: (charge: Charge) => void;
  /** Sends what is left. Whatever becomes of that, Porter ends. */
  stop(): Promise<void>;
}

/**
 * Starts OpenTelemetry’s SDK, by its own variables. Loaded only where they name somewhere to send to.
 *
 * @param variables those of OpenTelemetry that are not in the environment under its names
 */
export function startTelemetry(
  variables: { readonly [name: string]: string },
  version: string,
  clock: Clock,
): Telemetry {
  const { env } = process;
  for (const [name, value] of Object.entries({ ...DEFAULTS, ...variables })) env[name] ??= value;
  const told = env['OTEL_RESOURCE_ATTRIBUTES'];
  env['OTEL_RESOURCE_ATTRIBUTES'] = [`service.version=${version}`, told].filter(Boolean).join(',');
  const sdk = new NodeSDK();
  sdk.start();
  return {
    log: watchLog,
    store: (store) => {
      watchBacklog(store, clock);
      return watchStore(store);
    },
    route: watchRoute,
    endpoint: watchEndpoint,
    registry: watchRegistry,
    connector: watchConnector,
    jobs: watchJobs,
    notice: watchNotice,
    charged: countCharges(),
    async stop() {
      const late = new Promise<void>((resolve) => setTimeout(resolve, LAST_EXPORT_MS).unref());
      await Promise.race([sdk.shutdown().catch(() => undefined), late]);
    },
  };
}

/** What waits, as `/health/ready` tells it. */
function watchBacklog(store: DocumentStore, clock: Clock): void {
  const pending = meter().createObservableGauge('porter.jobs.pending', { unit: '{job}' });
  const oldest = meter().createObservableGauge('porter.jobs.oldest', { unit: 's' });
  const dead = meter().createObservableGauge('porter.jobs.dead', { unit: '{job}' });
  meter().addBatchObservableCallback(
    async (result) => {
      const backlog = await store.backlog(clock.now());
      result.observe(pending, backlog.pending);
      result.observe(oldest, backlog.oldestPendingSeconds);
      result.observe(dead, backlog.dead);
    },
    [pending, oldest, dead],
  );
}

const Fields = z.object({ activityId: z.string(), id: z.string(), fault: z.string() }).partial().catch({});

/** Lines that name the trace they belong to. An error is one of the span, too. */
function watchLog(log: Log): Log {
  const faults = meter().createCounter('porter.log.lines', {
    unit: '{line}',
    description: 'Warnings and errors in the log, by message',
  });
  const told = (fields: object): object => {
    const span = trace.getActiveSpan()?.spanContext();
    return span === undefined ? fields : { ...fields, traceId: span.traceId };
  };
  return {
    debug: (fields, message) => log.debug(told(fields), message),
    info: (fields, message) => log.info(told(fields), message),
    warn(fields, message) {
      faults.add(1, { level: 'warn', message });
      log.warn(told(fields), message);
    },
    error(fields, message) {
      faults.add(1, { level: 'error', message });
      const { activityId, id, fault } = Fields.parse(fields);
      markFailed(fault, activityId ?? id);
      log.error(told(fields), message);
    },
  };
}
