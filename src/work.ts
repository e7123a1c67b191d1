import { jobHandlers } from './capabilities.ts';
import type { Config } from './config.ts';
import { createRunner, type Runner } from './jobs/runner.ts';
import type { Part } from './jobs/take-part.ts';
import { mailAuthenticity } from './mail/authentic.ts';
import { textRecords } from './mail/text-records.ts';
import type { Connector } from './notifications/connector.ts';
import { createInFlight } from './notifications/in-flight.ts';
import { createTenantPermits } from './notifications/tenant-permits.ts';
import { partnerSystems } from './outbound/systems.ts';
import { toDocument } from './store/documents.ts';
import type { DocumentStore } from './store/document-store.ts';
import { erasureFile } from './store/erasure-file.ts';
import type { Context } from './usecases/context.ts';
import { JobDocument } from './usecases/jobs.ts';
import { CLAIMED_BY_HANDLER } from './usecases/notices/jobs.ts';
import type { Told } from './usecases/notices/told.ts';
import type { PartnerCenter } from './usecases/partner-center/port.ts';
import type { Clock, Log } from './usecases/ports.ts';
import { NOT_WATCHED, type Watching } from './watching.ts';

/** What is sent has a bound of its own beside it (`PORTER_NOTIFY_IN_FLIGHT`). */
const JOBS_AT_ONCE = 48;
/** Changes of one import or batch come within moments. */
const GATHER_MS = 2_000;

/** What the jobs are done with. */
interface WorkNeeds {
  readonly context: Context;
  readonly connector: Connector;
  readonly account: PartnerCenter | undefined;
  readonly told: Told;
  /** This process among those that share the jobs. */
  readonly instance: Part;
  readonly isStopping: () => boolean;
}

interface WorkParts {
  readonly config: Config;
  readonly store: DocumentStore;
  readonly log: Log;
  readonly clock: Clock;
  readonly watching?: Watching | undefined;
}

/** What does the jobs, the sending of notices among them. */
export function workOf(
  { config, store, log, clock, watching = NOT_WATCHED }: WorkParts,
  { context, connector, account: partnerCenter, told, instance, isStopping }: WorkNeeds,
): Runner {
  const { documents } = context;
  const inFlight = createInFlight(config.notify.inFlight);
  return createRunner({
    documents,
    clock,
    log,
    concurrency: JOBS_AT_ONCE,
    outside: inFlight,
    claimedByHandler: CLAIMED_BY_HANDLER,
    ...instance,
    async *due(dueBy, limit, shards) {
      for await (const stored of store.due(dueBy, limit, shards)) yield toDocument(JobDocument, stored);
    },
    handlers: watching.jobs(
      jobHandlers({
        around: watching.notice,
        told,
        context,
        connector,
        log,
        permits: createTenantPermits(documents, clock, config.notify.rate),
        inFlight,
        isStopping,
        bot: { id: `28:${config.bot.appId}`, serviceUrl: config.notify.serviceUrl },
        refreshes: !config.bot.anonymous,
        gatherMs: GATHER_MS,
        isAuthentic: mailAuthenticity(config.mail, textRecords),
        async importFiles(...dropped) {
          const { importInThread } = await import('./cli/import/in-thread.ts');
          return importInThread(config.store)(...dropped);
        },
        raw: store,
        erasures: erasureFile(config.erasures),
        partnerCenter,
        outbound: partnerSystems(config.systems, config.publicUrl ?? 'urn:porter', clock),
      }),
    ),
  });
}
