import { agentsRoute } from './agents.ts';
import { createBotEndpoint } from './bot/endpoint.ts';
import { servedTenants, type SeenPeople } from './bot/served.ts';
import { createRegistry, noticeCard } from './capabilities.ts';
import { unknownPersonCard } from './cards/chat/cards.ts';
import type { Config } from './config.ts';
import { DEFAULT_CLAIM_POLICY } from './domain/claims/policy.ts';
import { DEFAULT_POLICY } from './domain/referrals/policy.ts';
import { NO_LINKS } from './domain/sharing/links.ts';
import { serviceUrls } from './domain/shared/service-url.ts';
import { eventsRoute, mailRoute } from './http/events.ts';
import { messagesRoute } from './http/messages.ts';
import { openRoute } from './http/open.ts';
import { partnerCenterRoute } from './http/partner-center.ts';
import { startServer } from './http/server.ts';
import { protectedResourceRoute } from './mcp/protected-resource.ts';
import { partnerCenterOf } from './partner-center/client.ts';
import { hooksOf } from './partner-center/hooks.ts';
import type { PartnerCenter } from './usecases/partner-center/port.ts';
import { askToReadLeads } from './usecases/leads/read.ts';
import { takePart } from './jobs/take-part.ts';
import { smtpMailer } from './mail/mailer.ts';
import { mailOnce } from './mail/once.ts';
import { recipientsIn } from './mail/open-mail.ts';
import { createConnector, type Connector } from './notifications/connector.ts';
import { connectorTokens } from './notifications/connector-token.ts';
import { presentCard } from './notifications/present-card.ts';
import { workCalendars } from './notifications/work-calendars.ts';
import { erasureFile } from './store/erasure-file.ts';
import { toldFiles } from './store/told-file.ts';
import { documentsOn } from './store/documents.ts';
import type { DocumentStore } from './store/document-store.ts';
import { watchTrouble } from './store/watch-trouble.ts';
import { readiness } from './readiness.ts';
import type { Context } from './usecases/context.ts';
import { createQueues } from './usecases/decide-again.ts';
import { learnLanguages } from './understanding/understand.ts';
import { reapplyErasures } from './usecases/erasure/reapply.ts';
import { acceptEvents } from './usecases/events/accept.ts';
import { askToTakeUp } from './usecases/take-up.ts';
import { keptTold, type Told } from './usecases/notices/told.ts';
import { keepMail } from './usecases/events/keep-mail.ts';
import type { Clock, Log } from './usecases/ports.ts';
import { turnsIn } from './turns.ts';
import { workOf } from './work.ts';
import { VERSION } from './version.ts';
import { NOT_WATCHED, type Watching } from './watching.ts';

export interface PorterParts extends Pick<Context, 'blobs'> {
  readonly config: Config;
  /** Closed by {@link RunningPorter.stop}. */
  readonly store: DocumentStore;
  readonly log: Log;
  readonly clock: Clock;
  /** Absent: nobody looks on. */
  readonly watching?: Watching | undefined;
}

export interface RunningPorter {
  readonly port: number;
  /** Stops accepting, finishes turns in flight and the jobs already started, closes the store. */
  stop(): Promise<void>;
}

/** Puts Porter together and starts it. @throws when its address cannot be listened on */
export async function startPorter(parts: PorterParts): Promise<RunningPorter> {
  const { config, clock, blobs, watching = NOT_WATCHED } = parts;
  const store = watching.store(parts.store);
  const log = watching.log(parts.log);
  const documents = documentsOn(store, (partition) => runner.wake(partition));
  const told = keptTold(documents, toldFiles(config.told), clock, log);
  const context = contextOf({ config, store, blobs, log, clock }, documents, told);

  const { isServiceUrl, connector, account } = connectedTo(config, clock, watching);
  const ending = { isNear: false };
  const instance = await takePart({ ...config, documents, clock, log, engine: store.engine });
  const runner = workOf(
    { config, store, log, clock, watching },
    { context, connector, account, told, instance, isStopping: () => ending.isNear },
  );

  const seen: SeenPeople = new WeakMap();
  const registry = watching.registry(createRegistry(presentCard.bind(undefined, context, noticeCard)));
  const answers = createBotEndpoint({
    bot: config.bot,
    log,
    clock,
    connector,
    isServed: servedTenants(context, config.tenants, seen),
    onTurn: turnsIn({ config, log, clock }, { context, registry, seen }, connector),
  });
  const messages = { bot: config.bot, isServiceUrl, endpoint: watching.endpoint(answers), clock };
  const events = eventsParts({ config, log, clock }, context);
  await told.begin();
  await prepare({ config, store, log, clock }, context, account);
  const trouble = watchTrouble(store, log);
  const hooks = partnerCenterRoute(hooksOf(config.partnerCenter?.hooks, context, log));
  const server = await startServer({
    server: config.server,
    messages: watching.route('/api/messages', messagesRoute(messages)),
    events: watching.route('/api/events', eventsRoute(events)),
    mail: watching.route('/api/mail', mailRoute(events)),
    partnerCenter: watching.route('/api/partner-center', hooks),
    mcp: watching.route('/mcp', await agentsRoute({ config, log, clock }, context, registry)),
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
      ending.isNear = true;
      clearInterval(trying);
      await Promise.all([server.close(), runner.stop()]);
      await told.end();
      await store.close();
    },
  };
}

/** The Bot Connector, which addresses of it are believed, and Partner Center. */
function connectedTo({ bot, partnerCenter }: Config, clock: Clock, watching: Watching) {
  const isServiceUrl = serviceUrls(bot.serviceHosts, bot.anonymous);
  const tokens = connectorTokens(bot, clock);
  const connector: Connector = watching.connector(createConnector({ tokens, allowed: isServiceUrl }));
  const account = partnerCenter && partnerCenterOf(partnerCenter.account, clock);
  return { isServiceUrl, connector, account };
}

/** What every use case works with, and how an export is made of the store. */
function contextOf(
  { config, store, blobs, clock }: PorterParts,
  documents: Context['documents'],
  told: Told,
): Context {
  return {
    documents,
    blobs,
    clock,
    queues: createQueues(),
    policy: { ...DEFAULT_POLICY, roundRobinDays: config.matching.roundRobinDays },
    claims: { policy: DEFAULT_CLAIM_POLICY, calendars: workCalendars() },
    links: { publicUrl: config.publicUrl, appId: config.bot.appId },
    mailDays: config.mail.days,
    mailer: config.smtp === undefined ? undefined : mailOnce(smtpMailer(config.smtp), told),
    running: { version: VERSION, engine: store.engine },
    async exported() {
      const { zippedExport } = await import('./cli/export/zipped.ts');
      return zippedExport(store, clock.now());
    },
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
  await askToTakeUp(context);
  await askToReadLeads(context, account);
}

/** How often it is tried whether the store can be written. */
const TRY_EVERY_MS = 1_000;
