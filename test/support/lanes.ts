import type { NoticeSubject } from '../../src/domain/notices/notice.ts';
import { createRunner, type Runner } from '../../src/jobs/runner.ts';
import type { ShardLeases } from '../../src/jobs/shard-leases.ts';
import type { Connector, Outgoing } from '../../src/notifications/connector.ts';
import { createCardTurns } from '../../src/notifications/card-turns.ts';
import { createInFlight, type InFlight } from '../../src/notifications/in-flight.ts';
import { runLane, type LaneParts } from '../../src/notifications/lane.ts';
import { sharedReads } from '../../src/notifications/shared-reads.ts';
import { documentsOn, toDocument } from '../../src/store/documents.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { DEFAULT_POLICY } from '../../src/domain/referrals/policy.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Context } from '../../src/usecases/context.ts';
import { createQueues } from '../../src/usecases/decide-again.ts';
import { JobDocument, type JobHandlers } from '../../src/usecases/jobs.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { CLAIMED_BY_HANDLER } from '../../src/usecases/notices/jobs.ts';
import { notify } from '../../src/usecases/notices/notify.ts';
import { personIdOf } from '../../src/usecases/memberships/person-id.ts';
import type { TenantId } from '../../src/domain/shared/ids.ts';
import { contosoTenant, noon } from './referrals.ts';
import { aad, person, seedPerson } from './seed.ts';

/** What the connector is asked to do. */
export interface LaneCall {
  readonly method: 'create' | 'send';
  /** Number of the person. */
  readonly to: number;
  /** Of which month the notice tells; `''` where a chat is opened. */
  readonly month: string;
}

export interface LanesOptions {
  readonly store?: DocumentStore;
  readonly inFlight?: number;
  readonly concurrency?: number;
  /** Absent: all shards are this instance's. */
  readonly leases?: ShardLeases;
  /** Answers a call, whenever it likes. Absent: at once. */
  readonly answer?: (call: LaneCall) => Promise<void>;
}

/** Lanes alone, on the embedded store: cards that say which notice they are, and a connector that answers as it is told. */
export interface Lanes {
  readonly store: DocumentStore;
  readonly runner: Runner;
  readonly inFlight: InFlight;
  readonly calls: LaneCall[];
  now: Date;
  isStopping: boolean;
  /** How many calls were under way at once, at most. */
  most: number;
  /** @param known whether the person’s chat is known */
  someone(number: number, known?: boolean, tenantId?: TenantId): Promise<void>;
  /** Asks that somebody be told of those months, in that order. */
  tell(number: number, months: readonly string[], tenantId?: TenantId): Promise<void>;
  /** State of each notice of somebody, in order. */
  states(number: number, tenantId?: TenantId): Promise<string[]>;
}

export async function lanes(options: LanesOptions = {}): Promise<Lanes> {
  const clock = { now: () => self.now };
  const store = options.store ?? (await openSqlite({ folder: ':memory:', now: clock.now }));
  const documents = documentsOn(store, (partition) => runner.wake(partition));
  const context: Context = { documents, clock, queues: createQueues(), policy: DEFAULT_POLICY };
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const inFlight = createInFlight(options.inFlight ?? 256);
  let underWay = 0;
  const called = async (call: LaneCall): Promise<void> => {
    self.calls.push(call);
    self.most = Math.max(self.most, ++underWay);
    try {
      await options.answer?.(call);
    } finally {
      underWay--;
    }
  };
  const parts: LaneParts = {
    reads: sharedReads(documents),
    cardTurns: createCardTurns(),
    context,
    log,
    inFlight,
    connector: connectorOf(called),
    permits: {
      line: () => 0,
      putOff: () => 1_050,
      take: () => Promise.resolve(0),
      slowDown: async () => undefined,
    },
    noticeCard: (_context, notice) =>
      Promise.resolve({
        type: 'AdaptiveCard',
        version: '1.5',
        fallbackText: notice.subject.kind === 'left-month' ? notice.subject.month : '',
        body: [],
      }),
    bot: { id: '28:bot', serviceUrl: 'https://smba.trafficmanager.net/teams/' },
    refreshes: true,
    gatherMs: 0,
    isStopping: () => self.isStopping,
  };
  const runner = createRunner({
    documents,
    clock,
    log,
    outside: inFlight,
    ...(options.leases === undefined ? {} : { leases: options.leases }),
    claimedByHandler: CLAIMED_BY_HANDLER,
    concurrency: options.concurrency ?? 16,
    async *due(at, limit) {
      for await (const stored of store.due(at, limit)) yield toDocument(JobDocument, stored);
    },
    handlers: { 'person.lane': (task, run) => runLane(parts, task, run) } as JobHandlers,
  });
  const self: Lanes = {
    store,
    runner,
    inFlight,
    calls: [],
    now: noon,
    isStopping: false,
    most: 0,
    async someone(number, known = true, tenantId = contosoTenant) {
      const conversation = {
        conversationId: `a:${number}`,
        serviceUrl: 'https://smba.trafficmanager.net/teams/',
        userId: `29:${number}`,
        botId: '28:bot',
      };
      const personId = personIdOf(tenantId, aad(number));
      await seedPerson(documents, person(number, { personId, tenantId, ...(known ? { conversation } : {}) }));
    },
    async tell(number, months, tenantId = contosoTenant) {
      for (const [index, month] of months.entries()) {
        const subject: NoticeSubject = { kind: 'left-month', month };
        // In that order, whatever their ids are.
        const asked = { ...context, clock: { now: () => new Date(self.now.getTime() - 1_000 + index) } };
        await notify(asked, personIdOf(tenantId, aad(number)), subject, 1);
      }
    },
    async states(number, tenantId = contosoTenant) {
      const partition = `people/${personIdOf(tenantId, aad(number))}`;
      const page = await documents.list(NoticeDocument, partition, {
        orderBy: [{ field: 'createdAt' }],
        limit: 100,
      });
      return page.items.map(({ value }) => value.state);
    },
  };
  return self;
}

function connectorOf(called: (call: LaneCall) => Promise<void>): Connector {
  let ids = 0;
  const send = async (to: string, { summary = '' }: Outgoing) => {
    await called({ method: 'send', to: Number(/(\d+)$/.exec(to)?.[1]), month: summary });
    return { activityId: `m${++ids}` };
  };
  return {
    sendToConversation: (_url, to, activity) => send(to, activity),
    reply: (_url, to, _id, activity) => send(to, activity),
    sendTargeted: (_url, to, activity) => send(to, activity),
    updateActivity: (_url, to, _id, activity) => send(to, activity),
    deleteActivity: () => Promise.resolve(),
    async createConversation(_url, { memberId }) {
      const to = Number(memberId.slice(-12));
      await called({ method: 'create', to, month: '' });
      return { conversationId: `a:${to}` };
    },
    getMember: () => Promise.reject(new Error('not asked')),
    getMembers: () => Promise.reject(new Error('not asked')),
  };
}

/** Lets everything that can go on without the clock go on, until it is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate);
}
