import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { connectorServer } from '../support/connector-server.ts';
import { COSMOS_KEY, startCosmosServer, type CosmosServer } from '../support/cosmos-server.ts';
import { porterProcessAt, type PorterProcess } from '../support/porter-process.ts';
import { aad } from '../support/seed.ts';
import { csvOf, exported, presses, referralEvent, until } from '../support/wire.ts';
import { wording } from '../support/wording.ts';

let cosmos: CosmosServer;
let porter: PorterProcess;

beforeAll(async () => {
  cosmos = await startCosmosServer();
  const [endpoint = ''] = cosmos.endpoints;
  const store = { engine: 'cosmos', endpoint, key: COSMOS_KEY, database: 'porter' } as const;
  porter = await porterProcessAt(await connectorServer(), store);
}, 60_000);
afterAll(async () => {
  await porter.close();
  await cosmos.close();
});

it('the real process on a Cosmos-compatible server lets one of four accept, and goes on after a kill', async () => {
  const people = [1, 2, 3, 4];
  await porter.import(csvOf([{ partnerId: '1001', people }]));
  await porter.start();
  expect((await porter.ready()).body).toMatchObject({ store: 'cosmos', dead: 0 });
  await porter.events(referralEvent('R-1'));
  const told = () => porter.connector.calls.filter(({ body }) => JSON.stringify(body).includes('R-1')).length;
  await until(() => told() === people.length);

  const answers = await Promise.all(
    people.map((number) =>
      presses(porter, number, 'referral.accept', { referralId: 'R-1', part: 1, offer: 1 }),
    ),
  );
  const shownTo = (number: number) =>
    [`a:${aad(number)}`, `a:${number}`]
      .flatMap((chat) => porter.connector.messages(chat))
      .map((message) => JSON.stringify(message.activity));
  const accepted = wording('referrals.offer.accepted');
  await until(() => people.every((number) => shownTo(number).some((text) => accepted.test(text))));
  await porter.stop('SIGKILL');
  await porter.start();

  expect(answers.map(({ body }) => body.statusCode)).toEqual([200, 200, 200, 200]);
  const audits = (await exported(porter, 'audit.csv')).filter(({ action }) => action === 'referral.accept');
  expect(audits.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'stale', 'stale', 'stale']);
  await porter.events(referralEvent('R-2'));
  await until(() => people.every((number) => shownTo(number).some((text) => text.includes('R-2'))));
  expect(await porter.stop()).toBe(0);
}, 120_000);
