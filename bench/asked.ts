import { join } from 'node:path';
import { dporEvent, locationsCsv } from '../test/load/world.ts';
import { contosoTenant } from '../test/support/referrals.ts';
import { aad } from '../test/support/seed.ts';
import { APP } from '../test/support/porter-process.ts';
import { CustomerId, PartnerId, SubscriptionId } from '../src/domain/shared/ids.ts';
import { DEFAULT_POLICY } from '../src/domain/referrals/policy.ts';
import { documentsOn } from '../src/store/documents.ts';
import type { DocumentStore } from '../src/store/document-store.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import type { Context } from '../src/usecases/context.ts';
import { createQueues } from '../src/usecases/decide-again.ts';
import { takeDporChange } from '../src/usecases/associations/take-dpor-change.ts';
import { tellDpor } from '../src/usecases/associations/tell-dpor.ts';
import { JobDocument } from '../src/usecases/jobs.ts';
import { partitions } from '../src/usecases/partitions.ts';
import { remove, replace } from '../src/usecases/ports.ts';
import { personIdOf } from '../src/usecases/memberships/person-id.ts';
import { PersonDocument } from '../src/usecases/memberships/documents.ts';
import { numbers } from './world.ts';
import type { Rig } from './rig.ts';

/** Each person is told of two that were lost and two that were gained, so that nothing becomes a digest. */
const NOTICES_A_PERSON = 4;
/** So old that none of it waits for company any more. */
const AGE_MS = 60_000;
const AT_ONCE = 64;

/**
 * Puts notices into a rig's store that wait to be sent, as DPOR changes leave them: everything up to the lanes has been
 * done by the use cases themselves, and no lane has run.
 *
 * @param known whether each person's chat is known; otherwise it is opened first
 */
export async function askFor(rig: Rig, notices: number, known: boolean): Promise<void> {
  const people = Math.ceil(notices / NOTICES_A_PERSON);
  await rig.import(locationsCsv(people));
  const store = await openSqlite({ folder: join(rig.folder, 'data') });
  const documents = documentsOn(store);
  const clock = { now: () => new Date(Date.now() - AGE_MS) };
  const context: Context = { documents, clock, queues: createQueues(), policy: DEFAULT_POLICY };
  try {
    await forgetJobs(store);
    if (known) await eachOf(people, (number) => know(context, rig.connectorUrl, number - 1));
    await eachOf(notices / 2, (number) => change(context, number - 1, people));
  } finally {
    await store.close();
  }
}

/** What an import asks for is not what is measured. */
async function forgetJobs(store: DocumentStore): Promise<void> {
  const jobs = await Array.fromAsync(store.due(new Date('2099-01-01'), 1_000_000));
  await Promise.all(
    jobs.map(({ partition, id, etag }) => store.commit(partition, [{ op: 'delete', id, etag }])),
  );
}

/** Some at a time, so that they share the disk's syncs. */
async function eachOf(count: number, work: (number: number) => Promise<void>): Promise<void> {
  const queue = numbers(count).values();
  const worker = async () => {
    for (const number of queue) await work(number);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function know({ documents }: Context, serviceUrl: string, number: number): Promise<void> {
  const partition = partitions.person(personIdOf(contosoTenant, aad(number)));
  const stored = await documents.get(PersonDocument, partition, 'person');
  if (stored === undefined) throw new Error(`person ${number} was not imported`);
  const conversation = {
    conversationId: `a:${aad(number)}`,
    serviceUrl,
    userId: `29:${number}`,
    botId: `28:${APP}`,
  };
  await documents.commit(partition, [replace(PersonDocument, stored, { ...stored.value, conversation })]);
}

async function change(context: Context, number: number, people: number): Promise<void> {
  const { documents } = context;
  const { data } = dporEvent(number, number % people, (number * 7 + 3) % people) as {
    readonly data: { readonly [field: string]: string } & {
      readonly customer: { readonly customerId: string; readonly name: string };
    };
  };
  const customer = { ...data.customer, customerId: CustomerId.parse(data.customer.customerId) };
  const taken = await takeDporChange(
    context,
    {
      key: `k${number}`,
      subscriptionId: SubscriptionId.parse(data['subscriptionId']),
      customer,
      product: 'azure',
      previousPartnerId: PartnerId.parse(data['previousPartnerId']),
      partnerId: PartnerId.parse(data['partnerId']),
      changedAt: context.clock.now(),
      changedBy: null,
    },
    'event',
  );
  if (!taken.ok) throw new Error(`change ${number} was refused`);
  const jobs = await documents.list(JobDocument, partitions.customer(customer.customerId), { limit: 20 });
  for (const job of jobs.items) {
    if (job.value.task.task === 'dpor.tell') await tellDpor(context, job.value.task);
    await documents.commit(job.partition, [remove(job)]);
  }
}
