import { AsyncLocalStorage } from 'node:async_hooks';
import { channel } from 'node:diagnostics_channel';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { startPorter } from '../../src/porter.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { countingStore, nothingAsked, type Asked } from '../counting-store.ts';
import { load } from '../load.ts';
import type { Measure, Stage } from '../measure.ts';
import { openOffers } from '../offers.ts';
import { openRig, postEvents } from '../rig.ts';
import { activityOf, fromStranger, partnerCsv, pressOf, referralEvents } from '../world.ts';

const MAX_READS = 4;

export const reads: Stage = {
  name: 'reads',
  title: 'Reads a turn',
  how: 'Porter in the process of the bench, on a store that counts. What is counted for a turn is what is asked between its request and its answer, and by it; jobs count for themselves. Each turn is the second of its kind by that person, who is known by then.',
  async run() {
    const rig = await openRig();
    await rig.import(partnerCsv(1));
    const book = new AsyncLocalStorage<Asked>();
    const last = openBooks(book);
    const config = readConfig(rig.environment());
    if (!config.ok) throw new Error(config.error.join('\n'));
    const store = countingStore(await openSqlite({ folder: join(rig.folder, 'data') }), () =>
      book.getStore(),
    );
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const clock = { now: () => new Date() };
    const porter = await startPorter({
      config: { ...config.value, server: { ...config.value.server, port: 0 } },
      store,
      log,
      clock,
    });
    try {
      const url = `http://127.0.0.1:${porter.port}`;
      const post = async (body: string, status = 200) => {
        await load({ url: `${url}/api/messages`, headers: rig.headers, status }, [body], 1);
        return last.asked;
      };
      const says = (text: string) => post(activityOf(rig.connectorUrl, 1, { text }));
      const presses = (verb: string, data: object) => post(pressOf(rig.connectorUrl, 1, verb, data));

      await postEvents(url, referralEvents(1, 1));
      while ((await rig.delivered()) === 0) await delay(20);
      const [offer] = await openOffers(rig);
      const at = { referralId: offer?.referralId, part: 1, offer: 1 };
      await says('hi');

      const counted: readonly (readonly [string, Asked])[] = [
        ['`hi`', await says('hi')],
        ['`scores`', await says('scores')],
        ['`scores.show` of an area', await presses('scores.show', { globalId: '9000', area: 'security' })],
        ['`referral.show`', await presses('referral.show', at)],
        ['`referral.accept`', await presses('referral.accept', at)],
        ['`referral.accept`, decided before', await presses('referral.accept', at)],
        ['`referrals`', await says('referrals')],
        ['`profile`', await says('profile')],
        ['`pause`', await says('pause')],
        ['`referrals.pause`', await presses('referrals.pause', { partnerId: '100001' })],
        ['a message of a tenant that is not served', await post(fromStranger(rig.connectorUrl), 403)],
      ];
      return counted.map(([what, asked]) => measureOf(what, asked));
    } finally {
      await porter.stop();
      await rig.close();
    }
  },
};

/** Opens a book for every request that a server of this process gets; what is done for it is written there. */
function openBooks(book: AsyncLocalStorage<Asked>): { readonly asked: Asked } {
  const last = { asked: nothingAsked() };
  channel('http.server.request.start').subscribe((message) => {
    const { request } = message as { readonly request: { readonly url?: string } };
    if (request.url !== '/api/messages') return;
    last.asked = nothingAsked();
    book.enterWith(last.asked);
  });
  return last;
}

function measureOf(what: string, { gets, queries, commits, across }: Asked): Measure {
  const total = gets + queries;
  return {
    id: 'reads',
    what,
    figure: `${gets} point reads, ${queries} queries, ${across} across partitions, ${commits} commits`,
    goal: { text: `at most ${MAX_READS} reads, none across`, met: total <= MAX_READS && across === 0 },
  };
}
