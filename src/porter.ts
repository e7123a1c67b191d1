import { createBotEndpoint } from './bot/endpoint.ts';
import { servedTenants, type SeenPeople } from './bot/served.ts';
import { createRegistry, jobHandlers, noticeCard } from './capabilities.ts';
import { unknownPersonCard } from './cards/chat/cards.ts';
import { zippedExport } from './cli/export/zipped.ts';
import { importInThread } from './cli/import/in-thread.ts';
import type { Config } from './config.ts';
import type { Registry } from './dialogs/index.ts';

import { DEFAULT_CLAIM_POLICY } from './domain/claims/policy.ts';
import { DEFAULT_POLICY } from './domain/referrals/policy.ts';
import { chatLink, NO_LINKS } from './domain/sharing/links.ts';
import { serviceUrls } from './domain/shared/service-url.ts';
import { eventsRoute, mailRoute } from './http/events.ts';
import { messagesRoute } from './http/messages.ts';
import { openRoute } from './http/open.ts';
import { partnerCenterRoute } from './http/partner-center.ts';
import { startServer } from './http/server.ts';
import { mcpRoute } from './mcp/route.ts';
import { protectedResourceRoute } from './mcp/protected-resource.ts';
import { agentTools } from './dialogs/agents/tools.ts';
import { partnerSystems } from './outbound/systems.ts';
import { partnerCenterOf } from './partner-center/client.ts';
import { hooksOf } from './partner-center/hooks.ts';
import type { PartnerCenter } from './usecases/partner-center/port.ts';
import { askToReadLeads } from './usecases/leads/read.ts';
import { signingKeys } from './bot/signing-keys.ts';
import { createRunner } from './jobs/runner.ts';
import { mailAuthenticity } from './mail/authentic.ts';
import { smtpMailer } from './mail/mailer.ts';
import { recipientsIn } from './mail/open-mail.ts';
import { textRecords } from './mail/text-records.ts';
import { createConnector, type Connector } from './notifications/connector.ts';
import { connectorTokens } from './notifications/connector-token.ts';
import { createInFlight } from './notifications/in-flight.ts';
import { presentCard } from './notifications/present-card.ts';
import { workCalendars } from './notifications/work-calendars.ts';
import { createTenantPermits } from './notifications/tenant-permits.ts';
import { erasureFile } from './store/erasure-file.ts';
import { documentsOn, toDocument } from './store/documents.ts';
import type { DocumentStore, Trouble } from './store/document-store.ts';
import { watchTrouble } from './store/watch-trouble.ts';
import type { Context } from './usecases/context.ts';
import { createQueues } from './usecases/decide-again.ts';
import { CLAIMED_BY_HANDLER } from './usecases/notices/jobs.ts';
import { askToBuildAssociations } from './usecases/associations/build.ts';
import { askToBuildCases } from './usecases/cases/build.ts';
import { askToWatchExpiries } from './usecases/portfolio/build.ts';
import { askToBuildClaims } from './usecases/claims/adoption/ask.ts';
import { askToPickUpMails } from './usecases/associations/pick-up-mails.ts';
import { learnLanguages } from './understanding/understand.ts';
import { reapplyErasures } from './usecases/erasure/reapply.ts';
import { acceptEvents } from './usecases/events/accept.ts';
import { askToPickUpRenewals } from './usecases/renewals/pick-up.ts';
import { askToPickUpEvents } from './usecases/events/pick-up.ts';
import { keepMail } from './usecases/events/keep-mail.ts';
import { JobDocument } from './usecases/jobs.ts';
import type { Clock, Log } from './usecases/ports.ts';
import { turnsIn } from './turns.ts';

/** What is sent has a bound of its own beside it (`PORTER_NOTIFY_IN_FLIGHT`). */
const JOBS_AT_ONCE = 48;
/** Changes of one import or batch come within moments. */
const GATHER_MS = 2_000;

export interface PorterParts {
  readonly config: Config;
  /** Closed by {@link RunningPorter.stop}. */
  readonly store: DocumentStore;
  readonly log: Log;
  readonly clock: Clock;
}

export interface RunningPorter {
  readonly port: number;
  /** Stops accepting, finishes turns in flight and the jobs already started, closes the store. */
  stop(): Promise<void>;
}

/** Puts Porter together and starts it. @throws when its address cannot be listened on */
export async function startPorter({ config, store, log, clock }: PorterParts): Promise<RunningPorter> {
  const documents = documentsOn(store, () => runner.wake());
  const context = contextOf({ config, store, log, clock }, documents);

  const isServiceUrl = serviceUrls(config.bot.serviceHosts, config.bot.anonymous);
  const tokens = connectorTokens(config.bot, clock);
  const connector: Connector = createConnector({ tokens, allowed: isServiceUrl });
  const account = config.partnerCenter && partnerCenterOf(config.partnerCenter.account, clock);
  let isStopping = false;
  const runner = porterRunner({ config, store, log, clock }, context, connector, account, () => isStopping);

  const seen: SeenPeople = new WeakMap();
  const registry = createRegistry(presentCard.bind(undefined, context, noticeCard));
  const endpoint = createBotEndpoint({
    bot: config.bot,
    log,
    clock,
    connector,
    isServed: servedTenants(context, config.tenants, seen),
    onTurn: turnsIn({ config, log, clock }, { context, registry, seen }, connector),
  });
  const events = eventsParts({ config, log, clock }, context);
  await prepare({ config, store, log, clock }, context, account);
  const trouble = watchTrouble(store, log);
  const server = await startServer({
    server: config.server,
    messages: messagesRoute({ bot: config.bot, isServiceUrl, endpoint, clock }),
    events: eventsRoute(events),
    mail: mailRoute(events),
    partnerCenter: partnerCenterRoute(hooksOf(config.partnerCenter?.hooks, context, log)),
    mcp: agentsRoute({ config, log, clock }, context, registry),
    protectedResource: protectedResourceRoute(config.agents, config.publicUrl),
    open: openRoute(context.links ?? NO_LINKS),
    readiness: () => readiness(store, trouble, clock),
    log,
  });
  runner.start();
  void learnLanguages();
  store.check();
  // Tried also when no health check asks: only regular tries show that the store has been locked for five seconds.
  const trying = setInterval(() => void trouble(), TRY_EVERY_MS).unref();
  return {
    port: server.port,
    async stop() {
      isStopping = true;
      clearInterval(trying);
      await Promise.all([server.close(), runner.stop()]);
      await store.close();
    },
  };
}

/** What every use case works with, and how an export is made of the store. */
function contextOf({ config, store, clock }: PorterParts, documents: Context['documents']): Context {
  return {
    documents,
    clock,
    queues: createQueues(),
    policy: { ...DEFAULT_POLICY, roundRobinDays: config.matching.roundRobinDays },
    claims: { policy: DEFAULT_CLAIM_POLICY, calendars: workCalendars() },
    links: { publicUrl: config.publicUrl, appId: config.bot.appId },
    mailer: config.smtp === undefined ? undefined : smtpMailer(config.smtp),
    exported: () => zippedExport(store, clock.now()),
  };
}

function eventsParts({ config, log, clock }: Omit<PorterParts, 'store'>, context: Context) {
  return {
    secrets: config.events.secrets,
    clock,
    log,
    acceptEvents: acceptEvents.bind(undefined, context),
    keepMail: keepMail.bind(undefined, context, recipientsIn),
  };
}

/** What agents are offered is what chat has. */
function agentsRoute(
  { config, log, clock }: Omit<PorterParts, 'store'>,
  context: Context,
  { actions }: Registry,
) {
  const { agents: access, publicUrl, bot } = config;
  return mcpRoute({
    access,
    publicUrl,
    context,
    log,
    actions,
    tools: access === undefined ? new Map() : agentTools(actions.values()),
    keys: signingKeys(access?.metadataUrl ?? '', clock, globalThis.fetch, false),
    openInTeams: chatLink({ appId: bot.appId }),
  });
}

async function readiness(store: DocumentStore, trouble: () => Promise<Trouble | undefined>, clock: Clock) {
  const reason = await trouble();
  return reason === undefined ? { store: store.engine, ...(await store.backlog(clock.now())) } : { reason };
}

/** What does the jobs, the sending of notices among them. */
function porterRunner(
  { config, store, log, clock }: PorterParts,
  context: Context,
  connector: Connector,
  partnerCenter: PartnerCenter | undefined,
  isStopping: () => boolean,
) {
  const { documents } = context;
  const inFlight = createInFlight(config.notify.inFlight);
  return createRunner({
    documents,
    clock,
    log,
    concurrency: JOBS_AT_ONCE,
    outside: inFlight,
    claimedByHandler: CLAIMED_BY_HANDLER,
    async *due(now, limit) {
      for await (const stored of store.due(now, limit)) yield toDocument(JobDocument, stored);
    },
    handlers: jobHandlers({
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
      importFiles: importInThread(config.store),
      raw: store,
      erasures: erasureFile(config.erasures),
      partnerCenter,
      outbound: partnerSystems(config.systems, config.publicUrl ?? 'urn:porter', clock),
    }),
  });
}

/** Runs before the server listens, so that a store that cannot be written stops the start and cuts no request off. */
async function prepare(
  { config, store, log }: PorterParts,
  context: Context,
  account: PartnerCenter | undefined,
): Promise<void> {
  const erasures = erasureFile(config.erasures);
  const again = await reapplyErasures({ context, raw: store, erasures });
  if (again > 0) log.info({ erased: again }, 'a copy from before some erasures: erased again');
  // The first card of a process takes a tenth of a second to make, so it is made before anybody waits for it.
  unknownPersonCard({ locale: 'en' });
  await askToPickUpMails(context);
  await askToPickUpEvents(context);
  await askToPickUpRenewals(context);
  await askToBuildAssociations(context);
  await askToWatchExpiries(context);
  await askToBuildClaims(context);
  await askToBuildCases(context);
  await askToReadLeads(context, account);
}

/** How often it is tried whether the store can be written. */
const TRY_EVERY_MS = 1_000;
