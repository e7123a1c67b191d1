import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { QueueServiceClient, StorageSharedKeyCredential } from '@azure/storage-queue';
import { queueWakeUps, type QueueAccount } from '../../src/jobs/queue-wake-ups.ts';
import type { WakeUps } from '../../src/jobs/wake-ups.ts';
import { startAzurite, type Azurite } from '../support/azurite.ts';

let azurite: Azurite;
let account: QueueAccount;
const open: WakeUps[] = [];

beforeAll(async () => {
  azurite = await startAzurite();
  account = {
    connectionString: `DefaultEndpointsProtocol=http;AccountName=${azurite.account};AccountKey=${azurite.key};QueueEndpoint=${azurite.queueUrl}`,
  };
}, 60_000);
afterAll(async () => {
  await Promise.all(open.map((one) => one.close()));
  await azurite.stop();
}, 60_000);

const warnings: object[] = [];
function wakeUps(of: QueueAccount = account): WakeUps {
  const quiet = () => undefined;
  const log = {
    debug: quiet,
    info: quiet,
    error: quiet,
    warn: (fields: object) => void warnings.push(fields),
  };
  const made = queueWakeUps(of, log);
  open.push(made);
  return made;
}

async function queues(): Promise<number> {
  const credential = new StorageSharedKeyCredential(azurite.account, azurite.key);
  return (await Array.fromAsync(new QueueServiceClient(azurite.queueUrl, credential).listQueues())).length;
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}

it('an instance that is told something wakes, its queue goes with it, and nobody misses it', async () => {
  const [a, b] = [wakeUps(), wakeUps()];
  let woken = 0;
  let others = 0;
  a.listen(
    () => 'a',
    () => void woken++,
  );
  b.listen(
    () => 'b',
    () => void others++,
  );
  await until(async () => (await queues()) === 2);

  for (let times = 0; times < 50; times++) b.tell('a');
  await until(() => woken > 0);
  expect(others).toBe(0);

  await a.close();
  expect(await queues()).toBe(1);
  b.tell('a');
  a.forget('b');
  await until(async () => (await queues()) === 0);
  expect(warnings).toEqual([]);
}, 60_000);

it('what does not work is logged once, and troubles nobody', async () => {
  const away = wakeUps({
    connectionString: `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;QueueEndpoint=http://127.0.0.1:9/a`,
  });
  away.listen(
    () => 'a',
    () => undefined,
  );
  for (let times = 0; times < 5; times++) away.tell(`other-${times}`);
  await until(() => warnings.length > 0);
  await away.close();

  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toHaveProperty('error', expect.any(String));
}, 60_000);
