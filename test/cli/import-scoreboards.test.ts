import { afterAll, afterEach, beforeEach, expect, it } from '@jest/globals';
import { isCurrent, outdated } from '../../src/domain/scores/scoreboard.ts';
import { GlobalId } from '../../src/domain/shared/ids.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { documentsOn } from '../../src/store/documents.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { replace, type Documents } from '../../src/usecases/ports.ts';
import { SCOREBOARD_ID, ScoreboardDocument } from '../../src/usecases/scores/documents.ts';
import { accountView } from '../../src/usecases/scores/scoreboard.ts';
import { importing, removeFolders } from '../support/csv-folder.ts';
import { noon } from '../support/referrals.ts';

const account = GlobalId.parse('4021');
const METRICS = 'globalId,asOf,area,track,metric,association,value,state';
const ELIGIBILITY = 'globalId,asOf,area,track,metric,association,subject,value,counted,criterion,state';
const csv = (...lines: readonly string[]) => `${lines.join('\n')}\n`;
const metrics = (...lines: readonly string[]) => ({ 'metrics.csv': csv(METRICS, ...lines) });
const deployments = (asOf: string, value: number, state = '') =>
  `4021,${asOf},modern-work,smb,deployments,cpor,${value},${state}`;

let store: DocumentStore;
let documents: Documents;
const board = () => documents.get(ScoreboardDocument, partitions.account(account), SCOREBOARD_ID);
const total = async (at = 0) => (await accountView(documents, account, noon)).areas[at]?.total;

beforeEach(async () => {
  store = await openSqlite({ folder: ':memory:' });
  documents = documentsOn(store);
});
afterEach(() => store.close());
afterAll(removeFolders);

it('makes the scoreboard of each account whose figures come', async () => {
  await importing(store, metrics(deployments('2026-10-20', 2), deployments('2026-09-20', 1)));

  expect((await board())?.value.days.map((day) => day.total)).toEqual([5, 10]);
  expect(await total()).toBe(10);
});

it('makes it anew when a figure changes or goes, and touches it no more when nothing does', async () => {
  await importing(store, metrics(deployments('2026-10-20', 2)));

  await importing(store, metrics(deployments('2026-10-20', 3)));
  expect((await board())?.value.days.map((day) => day.total)).toEqual([15]);

  const { etag } = (await board())!;
  await importing(store, metrics(deployments('2026-10-20', 3)));
  expect((await board())?.etag).toBe(etag);

  await importing(store, metrics(deployments('2026-10-20', 3, 'removed')));
  expect((await board())?.value.days).toEqual([]);
});

it('makes it anew for the lists that it hangs on, and for designations', async () => {
  const row = (association: string) => `4021,2026-10-20,infrastructure,,net-customer-adds,${association},2,`;
  const subject = (association: string, name: string) =>
    `4021,2026-10-20,infrastructure,,net-customer-adds,${association},${name},1,true,seats,`;
  const eligibility = csv(
    ELIGIBILITY,
    subject('dpor', 'a@x.test'),
    subject('dpor', 'b@x.test'),
    subject('pal', 'b@x.test'),
    subject('pal', 'c@x.test'),
  );
  await importing(store, metrics(row('dpor'), row('pal')));
  expect(await total(3)).toBeCloseTo(20);

  await importing(store, { 'eligibility.csv': eligibility });
  expect(await total(3)).toBeCloseTo(30);

  await importing(store, {
    'designations.csv': csv(
      'globalId,area,enrolledOn,anniversary',
      '4021,infrastructure,2026-06-01,2027-06-01',
    ),
  });
  expect((await accountView(documents, account, noon)).areas[3]?.state.status).toBe('enrolled');
  expect(isCurrent((await board())!.value)).toBe(true);
});

it('goes by the figures where an import has died, until the next heals it', async () => {
  await importing(store, metrics(deployments('2026-10-20', 2)));
  await documents.commit(partitions.account(account), [
    replace(ScoreboardDocument, (await board())!, outdated(account)),
  ]);

  expect(await total()).toBe(10);

  await importing(store, metrics(deployments('2026-10-20', 2)));
  expect(isCurrent((await board())!.value)).toBe(true);
});
