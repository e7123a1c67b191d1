import type { Actor } from '../../src/domain/memberships/person.ts';
import type { Location } from '../../src/domain/referrals/location.ts';
import { DEFAULT_POLICY } from '../../src/domain/referrals/policy.ts';
import { currentOffer, type Offer, type Referral } from '../../src/domain/referrals/referral.ts';
import type { PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import { jobHandlers } from '../../src/capabilities.ts';
import { createRunner, type Runner } from '../../src/jobs/runner.ts';
import { ConnectorError } from '../../src/notifications/connector-error.ts';
import type { Connector, Outgoing } from '../../src/notifications/connector.ts';
import { createInFlight } from '../../src/notifications/in-flight.ts';
import { createTenantPermits } from '../../src/notifications/tenant-permits.ts';
import { documentsOn, toDocument } from '../../src/store/documents.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { AuditDocument, type AuditRow } from '../../src/usecases/audit.ts';
import type { ErasureList, ListedErasure } from '../../src/usecases/erasure/erasure-list.ts';
import type { Context } from '../../src/usecases/context.ts';
import type { Blobs } from '../../src/usecases/files/blobs.ts';
import type { Told } from '../../src/usecases/notices/told.ts';
import { createQueues } from '../../src/usecases/decide-again.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import { CLAIMED_BY_HANDLER } from '../../src/usecases/notices/jobs.ts';
import type { Mailer } from '../../src/usecases/ports.ts';
import { decideReferral } from '../../src/usecases/referrals/decide.ts';
import { findReferral } from '../../src/usecases/referrals/load.ts';
import { receiveReferral } from '../../src/usecases/referrals/receive.ts';
import type { Outbound } from '../../src/usecases/outbound/port.ts';
import type { PartnerCenter } from '../../src/usecases/partner-center/port.ts';
import type { Contact } from '../../src/domain/memberships/contact.ts';
import type { TextRecords } from '../../src/mail/dkim.ts';
import { noRecords, testAuthenticity } from './mail-trust.ts';
import { location, noon, tailspin } from './referrals.ts';
import { contact, person, seedLocation, seedPerson } from './seed.ts';

/** What went out: to which conversation, and whether it changed a message that was there. */
export interface Said {
  readonly to: string;
  readonly activity: Outgoing;
  readonly update: boolean;
}

export interface WorldCall {
  readonly method: 'create' | 'send' | 'update' | 'delete';
  /** Conversation, or whom a chat is opened with. */
  readonly to: string;
  readonly activityId?: string;
  readonly at: Date;
}

/** The use cases and jobs of referrals on the real embedded store in memory, with a clock that is set by hand. */
export interface ReferralWorld {
  readonly store: DocumentStore;
  readonly context: Context;
  readonly runner: Runner;
  /** Set to move the clock; nothing runs by itself. */
  now: Date;
  readonly said: Said[];
  /** Whom it erased, as it is written down outside the store. */
  readonly erasures: ErasureList & { readonly entries: ListedErasure[] };
  /** What the connector answers instead of taking a message. */
  fault: ConnectorError | undefined;
  /** What the connector answers to one call instead; asked before {@link fault}. Undefined: as always. */
  plan: ((call: WorldCall) => ConnectorError | undefined) | undefined;
  /** Every call, in order. */
  readonly calls: WorldCall[];
  /** What was said there before can no longer be updated. */
  gone: string | undefined;
  /** DNS, as mails are verified by it. */
  records: TextRecords;
  /** A location whose people are those of these numbers, each with a role there. */
  locationWith(
    partnerId: PartnerId,
    people: readonly number[],
    overrides?: Partial<Location>,
    entry?: Partial<Contact>,
  ): Promise<void>;
  /** Takes a referral in and runs all jobs that follow at once. */
  receive(referralId: ReferralId, overrides?: { readonly kind?: 'benefit' | 'standard' }): Promise<void>;
  referral(referralId: ReferralId): Promise<Referral>;
  offer(referralId: ReferralId): Promise<Offer | undefined>;
  press(number: number, referralId: ReferralId, verb: 'accept' | 'decline', opId?: string): Promise<string>;
  audits(): Promise<AuditRow[]>;
  close(): Promise<void>;
}

/** A list of erasures that nobody keeps. */
export function listInMemory(): ReferralWorld['erasures'] {
  const entries: ListedErasure[] = [];
  return {
    entries,
    append: (entry) => Promise.resolve(void entries.push(entry)),
    read: () => Promise.resolve(entries),
  };
}

export function actorOf(number: number): Actor {
  const { personId, tenantId, aadObjectId, name, locale, timeZone } = person(number);
  return { personId, tenantId, aadObjectId, name, locale, timeZone };
}

/** Instead of a store of its own, and of a connector that only listens. */
export interface Outside {
  readonly store?: DocumentStore;
  /** Where the bytes of files lie; absent: in the store. */
  readonly blobs?: Blobs;
  readonly connector?: Connector;
  /** Where a person never heard from is reached. */
  readonly serviceUrl?: string;
  /** How long a burst is gathered for one card. */
  readonly gatherMs?: number;
  /** What takes mails; absent: none are sent. */
  readonly mailer?: Mailer;
  /** A Partner Center account that is connected. */
  readonly partnerCenter?: PartnerCenter;
  /** The systems of partners. */
  readonly outbound?: Outbound;
  /** What was told before the store was put back. */
  readonly told?: Told;
  /** Outgoing requests a second; absent: as many as one likes. */
  readonly rate?: number;
}

export async function referralWorld(start = noon, outside: Outside = {}): Promise<ReferralWorld> {
  const store = outside.store ?? (await openSqlite({ folder: ':memory:', now: () => world.now }));
  const documents = documentsOn(store);
  const clock = { now: () => world.now };
  const context: Context = {
    documents,
    blobs: outside.blobs,
    clock,
    queues: createQueues(),
    policy: DEFAULT_POLICY,
    mailer: outside.mailer,
    links: { publicUrl: undefined, appId: 'bot' },
  };
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const called = (call: Omit<WorldCall, 'at'>) => {
    world.calls.push({ ...call, at: world.now });
    const fault = world.plan?.({ ...call, at: world.now });
    return fault === undefined ? Promise.resolve() : Promise.reject(fault);
  };
  const send = async (to: string, activity: Outgoing, update: boolean, activityId?: string) => {
    await called({
      method: update ? 'update' : 'send',
      to,
      ...(activityId === undefined ? {} : { activityId }),
    });
    if (world.fault !== undefined) throw world.fault;
    if (update && world.gone !== undefined && to.startsWith(world.gone)) {
      throw new ConnectorError({ status: 404, code: 'ActivityNotFound', phase: 'answered' });
    }
    world.said.push({ to, activity, update });
    return { activityId: `m${world.said.length}` };
  };
  const connector: Connector = outside.connector ?? {
    sendToConversation: (_url, to, activity) => send(to, activity, false),
    reply: (_url, to, _id, activity) => send(to, activity, false),
    sendTargeted: (_url, to, activity) => send(to, activity, false),
    updateActivity: (_url, to, id, activity) => send(to, activity, true, id),
    deleteActivity: (_url, to, activityId) => called({ method: 'delete', to, activityId }),
    async createConversation(_url, { memberId }) {
      await called({ method: 'create', to: memberId });
      return { conversationId: `chat-${memberId}` };
    },
    getMember: () => Promise.reject(new Error('not asked')),
    getMembers: () => Promise.reject(new Error('not asked')),
  };
  const erasures = listInMemory();
  const inFlight = createInFlight(16);
  const runner = createRunner({
    documents,
    clock,
    log,
    outside: inFlight,
    claimedByHandler: CLAIMED_BY_HANDLER,
    async *due(at, limit) {
      for await (const stored of store.due(at, limit)) yield toDocument(JobDocument, stored);
    },
    handlers: jobHandlers({
      context,
      log,
      connector,
      inFlight,
      permits:
        outside.rate === undefined
          ? {
              line: () => 0,
              putOff: () => 1_050,
              take: () => Promise.resolve(0),
              slowDown: () => Promise.resolve(),
            }
          : createTenantPermits(documents, clock, outside.rate),
      bot: { id: '28:bot', serviceUrl: outside.serviceUrl ?? 'https://smba.trafficmanager.net/teams/' },
      refreshes: true,
      gatherMs: outside.gatherMs ?? 0,
      isAuthentic: testAuthenticity(() => world.records),
      importFiles: () => Promise.reject(new Error('nothing is dropped')),
      raw: store,
      erasures,
      told: outside.told,
      partnerCenter: outside.partnerCenter,
      outbound: outside.outbound,
    }),
  });
  let presses = 0;

  const world: ReferralWorld = {
    store,
    context,
    runner,
    now: start,
    said: [],
    erasures,
    fault: undefined,
    plan: undefined,
    calls: [],
    gone: undefined,
    records: noRecords,
    async locationWith(partnerId, people, overrides = {}, entry = {}) {
      const at = location({ partnerId, ...overrides });
      await seedLocation(
        documents,
        at,
        people.map((number) => contact(partnerId, number, entry)),
      );
      for (const number of people) {
        await seedPerson(documents, person(number, { standings: [{ partnerId, globalId: null }] }));
      }
    },
    async receive(referralId, { kind = 'benefit' } = {}) {
      await receiveReferral(context, {
        referralId,
        kind,
        customer: {
          customerId: tailspin,
          name: 'Tailspin Toys',
          country: 'US',
          language: 'en',
          industry: 'retail',
          seats: 1250,
          contact: { name: 'Jo Berg', email: 'jo@tailspin.test', phone: '' },
        },
        workloads: ['teams', 'exchange'],
        requestedAt: world.now,
        notes: 'Starts soon',
      });
      await runner.drain();
    },
    async referral(referralId) {
      const stored = await findReferral(documents, referralId);
      if (stored === undefined) throw new Error('no referral');
      return stored.value;
    },
    async offer(referralId) {
      const [part] = (await world.referral(referralId)).parts;
      return part && currentOffer(part);
    },
    async press(number, referralId, verb, opId = `press-${++presses}`) {
      const decision =
        verb === 'accept' ? ({ verb } as const) : ({ verb, reason: 'capacity', notes: '' } as const);
      const at = { referralId, part: 1, offer: 1 };
      const decided = await decideReferral(context, actorOf(number), at, decision, opId);
      return decided.ok ? decided.value.outcome : decided.error.code;
    },
    async audits() {
      const collections = ['referrals', 'directory', 'partners'];
      const rows = await Promise.all(
        collections.map((collection) => Array.fromAsync(documents.scan(AuditDocument, collection))),
      );
      return rows.flat().map(({ value }) => value);
    },
    close: () => store.close(),
  };
  return world;
}
