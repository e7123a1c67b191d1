import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readConfig } from '../../src/config.ts';
import { startPorter } from '../../src/porter.ts';
import { documentsOn } from '../../src/store/documents.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { SPREAD } from '../../src/store/cosmos.ts';
import { COLLECTIONS, partitions } from '../../src/usecases/partitions.ts';
import { ReferralDocument } from '../../src/usecases/referrals/documents.ts';
import { partnerOf } from '../../test/load/world.ts';
import { dollarsAMonth, HOTTEST_KEY_RU, LARGEST_PARTITION_BYTES } from '../cost/azure-figures.ts';
import { BUSY_SECONDS, DAY, LOCATIONS, YEARS, type Work } from '../cost/day.ts';
import { keptBytes, keysOf, totalOf, type Key, type Sample } from '../cost/keys.ts';
import { entryIn, meteredStore, type Ledger } from '../cost/ledger.ts';
import {
  BESIDE,
  changesOf,
  customerOf,
  globalOf,
  OPERATOR,
  PEOPLE_AT_EACH,
  peopleAt,
  referralsOf,
  SAMPLED,
  sampledCsv,
  upTo,
} from '../cost/world.ts';
import { load } from '../load.ts';
import { atLeast, atMost, rounded, type Measure, type Stage } from '../measure.ts';
import { openRig, postEvents, type Rig } from '../rig.ts';
import { activityOf, pressOf } from '../world.ts';

const REFERRALS = 200;
const CHANGES = 400;
const CLAIMS = 50;
const TURNS = 500;
/** Submit, ask for proof, resubmit, told, approve. */
const STEPS_A_CLAIM = 5;
const MATCHES_A_SECOND = 1_000;

export const cost: Stage = {
  name: 'cost',
  title: 'Cost on paper',
  how: `What Porter asks of its store, written down at the port for ${REFERRALS} referrals (matched, told, half of them accepted), ${CLAIMS * STEPS_A_CLAIM} steps of claims, ${CHANGES} DPOR changes told to ${2 * PEOPLE_AT_EACH} people each, and ${TURNS} turns of five kinds, jobs included, at ${SAMPLED} locations of one country beside ${BESIDE.toLocaleString('en')} of another; as a day of ${LOCATIONS.toLocaleString('en')} locations has ${Object.entries(
    DAY,
  )
    .map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
    .join(
      ', ',
    )}, all of it within ${BUSY_SECONDS / 3_600} hours. Charges by the figures that Azure publishes (\`bench/cost/azure-figures.ts\`), with strong consistency. A partition is looked at after ${YEARS} years.`,
  async run() {
    const rig = await openRig();
    try {
      await rig.import(sampledCsv(CLAIMS));
      return await measured(rig);
    } finally {
      await rig.close();
    }
  },
};

async function measured(rig: Rig): Promise<readonly Measure[]> {
  const config = readConfig(rig.environment());
  if (!config.ok) throw new Error(config.error.join('\n'));
  const plain = await openSqlite({ folder: join(rig.folder, 'data') });
  let book: Ledger = new Map();
  const store = meteredStore(plain, () => book);
  const stored = await storedIn(plain);
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const porter = await startPorter({
    config: { ...config.value, server: { ...config.value.server, port: 0 } },
    store,
    log: silent,
    clock: { now: () => new Date() },
  });
  const url = `http://127.0.0.1:${porter.port}`;
  const sample = async (work: Work, pieces: number, run: () => Promise<unknown>): Promise<Sample> => {
    book = new Map();
    await run();
    await idle(plain);
    return { work, pieces, locations: SAMPLED, ledger: book };
  };
  try {
    const post = (body: string) => load({ url: `${url}/api/messages`, headers: rig.headers }, [body], 1);
    const says = (person: number, text: string) => post(activityOf(rig.connectorUrl, person, { text }));
    const presses = (person: number, verb: string, data: object) =>
      post(pressOf(rig.connectorUrl, person, verb, data));
    // What a start asks for is done before anything is written down, and everybody is known and has been welcomed.
    await idle(plain);
    for (const at of upTo(SAMPLED)) for (const person of peopleAt(at)) await says(person, 'hi');
    await says(OPERATOR, 'hi');
    await idle(plain);

    const samples = [
      await sample('referrals', REFERRALS, async () => {
        await postEvents(url, referralsOf(REFERRALS));
        await idle(plain);
        await acceptHalf(plain, presses);
      }),
      await sample('dporChanges', CHANGES, () => postEvents(url, changesOf(CHANGES))),
      await sample('claimSteps', CLAIMS * STEPS_A_CLAIM, () => claims(presses, plain)),
      await sample('turns', TURNS, () => turns(says, presses)),
    ];
    return measuresOf(samples, keysOf(samples, stored, SAMPLED), stored);
  } finally {
    await porter.stop();
  }
}

type Presses = (person: number, verb: string, data: object) => Promise<unknown>;

async function acceptHalf(store: DocumentStore, presses: Presses): Promise<void> {
  let number = 0;
  for await (const { value } of documentsOn(store).scan(ReferralDocument, 'referrals')) {
    const offer = value.parts[0]?.offers[0];
    if (offer?.status !== 'offered' || number++ % 2 === 1) continue;
    const [person = 0] = peopleAt(Number(offer.partnerId) - Number(partnerOf(0)));
    await presses(person, 'referral.accept', { referralId: value.referralId, part: 1, offer: 1 });
  }
}

async function claims(presses: Presses, store: DocumentStore): Promise<void> {
  const told = new Date().toISOString().slice(0, 10);
  for (const number of upTo(CLAIMS)) {
    const at = number % SAMPLED;
    const [person = 0] = peopleAt(at);
    await presses(person, 'claim.submit', {
      intent: `cost-${number}`,
      partnerId: partnerOf(at),
      customerId: '',
      customerTenantId: customerOf(number),
      customerName: `Customer ${number}`,
      activity: 'osu-m365',
      target: 'exchange',
      evidence: 'https://files.test/proof',
    });
  }
  for await (const { body } of store.scan('customers', 'claim')) {
    const claimId = String(body['claimId']);
    const at = upTo(SAMPLED).find((one) => partnerOf(one) === body['partnerId']) ?? 0;
    const [person = 0] = peopleAt(at);
    await presses(OPERATOR, 'claim.review', {
      claimId,
      decision: 'ask',
      comments: 'Please add the acknowledgement',
    });
    await presses(person, 'claim.resubmit', { claimId, evidence: 'https://files.test/signed', comments: '' });
    await presses(OPERATOR, 'claim.told', { claimId, toldOn: told });
    await presses(OPERATOR, 'claim.review', { claimId, decision: 'approve' });
  }
}

async function turns(
  says: (person: number, text: string) => Promise<unknown>,
  presses: Presses,
): Promise<void> {
  for (const number of upTo(TURNS / 5)) {
    const at = number % SAMPLED;
    const [person = 0] = peopleAt(at);
    await says(person, 'today');
    await says(person, 'scores');
    await presses(person, 'scores.show', { globalId: globalOf(at), area: 'security' });
    await says(person, 'referrals');
    await says(person, 'claims');
  }
}

/** Everything that lies there, by partition key. */
async function storedIn(store: DocumentStore): Promise<Ledger> {
  const ledger: Ledger = new Map();
  for (const collection of COLLECTIONS) {
    for await (const { partition, body } of store.scan(collection)) {
      const share = collection === 'directory' ? SAMPLED / (SAMPLED + BESIDE) : 1;
      entryIn(ledger, partition).bytes += share * Buffer.byteLength(JSON.stringify(body));
    }
  }
  return ledger;
}

/** Until no job is due any more, at two looks. */
async function idle(store: DocumentStore): Promise<void> {
  for (let empty = 0; empty < 2;) {
    // The store keeps its answer for some seconds of the asker's clock.
    const { pending } = await store.backlog(new Date(Date.now() + empty * 10_000));
    empty = pending === 0 ? empty + 1 : 0;
    await delay(pending === 0 ? 50 : 5_100);
  }
}

function measuresOf(samples: readonly Sample[], keys: readonly Key[], stored: Ledger): readonly Measure[] {
  const totals = samples.map((sample) => ({ sample, total: totalOf(sample) }));
  const ru = totals.reduce((sum, { total }) => sum + total.ru, 0);
  const base = [...stored.values()].reduce((sum, { bytes }) => sum + bytes, 0) * (LOCATIONS / SAMPLED);
  const bytes = base + totals.reduce((sum, { total }) => sum + keptBytes(total), 0);
  const peakRuPerSecond = ru / BUSY_SECONDS;
  const money = dollarsAMonth({ peakRuPerSecond, meanRuPerSecond: ru / 86_400, bytes });
  const [hottest] = keys;
  const [largest, ...smaller] = keys.toSorted((one, other) => other.bytes - one.bytes);
  return [
    ...totals.map(({ sample, total }) => workMeasure(sample, total)),
    {
      id: 'cost.day',
      what: 'the day',
      figure: `${rounded(ru / 1e6)} million RU, ${rounded(peakRuPerSecond)} a second while it lasts; ${rounded(bytes / 1e9)} GB after ${YEARS} years`,
    },
    {
      id: 'cost.money',
      what: 'money, one region',
      figure: `${rounded(money.requests)} dollars a month for requests, ${rounded(money.storage)} for storage after ${YEARS} years`,
    },
    keyMeasure('cost.hottest', 'the hottest key', hottest, (key) => ({
      figure: `${key.name}: ${rounded(key.ruPerSecond)} RU a second`,
      goal: atMost((100 * key.ruPerSecond) / HOTTEST_KEY_RU, 50, ' % of 10,000'),
    })),
    keyMeasure('cost.largest', `the largest partitions after ${YEARS} years`, largest, (key) => ({
      figure: [key, ...smaller.slice(0, 4)]
        .map(({ name, bytes }) => `${name}: ${rounded(bytes / 1e9)} GB`)
        .join(', '),
      goal: atMost((100 * key.bytes) / LARGEST_PARTITION_BYTES, 10, ' % of 20 GB'),
    })),
    matchMeasure(samples),
  ];
}

function workMeasure({ work, pieces, ledger }: Sample, total: { readonly ru: number }): Measure {
  const sum = (field: 'reads' | 'queries' | 'writes') =>
    [...ledger.values()].reduce((all, entry) => all + entry[field], 0) / pieces;
  return {
    id: `cost.${work}`,
    what: `one of ${DAY[work].toLocaleString('en')} ${work}`,
    figure: `${rounded(total.ru / DAY[work])} RU: ${rounded(sum('reads'))} point reads, ${rounded(sum('queries'))} queries, ${rounded(sum('writes'))} documents written`,
  };
}

function keyMeasure(
  id: string,
  what: string,
  key: Key | undefined,
  told: (key: Key) => Pick<Measure, 'figure' | 'goal'>,
): Measure {
  return { id, what, ...(key === undefined ? { figure: 'none' } : told(key)) };
}

/**
 * As many matches as the hottest key that they share can carry. The shards of the directory are taken as one: of the sample each
 * holds a few locations, more or less; of a day's it holds thousands, within some percent the same.
 */
function matchMeasure(samples: readonly Sample[]): Measure {
  const referrals = samples.find(({ work }) => work === 'referrals');
  const keys = [...(referrals?.ledger ?? [])].flatMap(([partition, { ru }]) =>
    partition.startsWith('directory/') ? [{ partition, ru: ru / REFERRALS }] : [],
  );
  const shards = keys.filter(({ partition }) => partition !== partitions.directory);
  const all = shards.reduce((sum, { ru }) => sum + ru, 0);
  const unspread = keys.find(({ partition }) => partition === partitions.directory)?.ru ?? 0;
  const most = Math.max(all / SPREAD, unspread);
  return {
    id: 'cost.matches',
    what: 'matches a second that one account carries',
    figure: `${rounded(HOTTEST_KEY_RU / most)} (${rounded(most)} RU a match in each of ${SPREAD} keys of the directory, ${rounded(all + unspread)} in all of it)`,
    goal: atLeast(HOTTEST_KEY_RU / most, MATCHES_A_SECOND),
  };
}
