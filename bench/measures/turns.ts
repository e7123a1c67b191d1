import { atLeast, rounded, type Measure, type Stage } from '../measure.ts';
import type { Round } from '../load.ts';
import { openOffers, sendReferrals, type OpenOffer } from '../offers.ts';
import { openRig, type Bot, type Rig } from '../rig.ts';
import { median, percentile } from '../stats.ts';
import { activityOf, numbers, outsider, partnerCsv, PEOPLE, pressOf } from '../world.ts';

const ROUNDS = Number(process.env['PORTER_BENCH_ROUNDS'] ?? 5);
const TURNS = 900;
const PRESSES = 420;
/** As many at once as keep a bot busy, and one at a time for what one person waits. */
const BUSY = 16;
const ALONE = 120;
/** Offers that nobody answers, for presses of people whom they are not for. */
const NOT_THEIRS = 100;

const SUBJECTS = ['echo', 'scores', 'show', 'press', 'card', 'refused', 'looked'] as const;
type Subject = (typeof SUBJECTS)[number];
interface Sample {
  readonly perSecond: number;
  readonly cpuMs: number;
}

export const turns: Stage = {
  name: 'turns',
  title: 'Turns',
  how:
    `Each bot, the connector and the load are processes of their own; every request carries a token signed by RS256, and every bot ` +
    `checks it (Porter the signature of the same token once). Rounds of the echo bot, of \`scores\`, of a press on its card and of \`referral.accept\` take turns, ${ROUNDS} of each; a ratio is the median ` +
    `of the ratios of neighbouring rounds. ${BUSY} requests are under way at a time, or one where it says alone. A press is each ` +
    'time the first on an offer of its own; the jobs it leaves (lists, cards brought up to date at the connector) run beside the next presses. ' +
    'All people are of one account, whose cards are made once. Below what every turn pays, nothing goes: a card that is sent to somebody for whom nothing is ' +
    'read, a press of theirs, refused, and a press that is refused once all was read that it is judged by (three point reads and a query).',
  async run() {
    const rig = await openRig();
    await rig.import(partnerCsv());
    const bots = { porter: await rig.start('porter'), echo: await rig.start('echo') };
    try {
      await sendReferrals(rig, bots.porter, ROUNDS * (PRESSES + ALONE) + NOT_THEIRS);
      const offers = await openOffers(rig);
      const { says, shows, accepts, looks } = requestsTo(rig, offers);
      await bots.porter.turns(says('hi')(PEOPLE), BUSY);
      await bots.porter.turns(says('scores')(2 * TURNS), BUSY);
      await bots.porter.presses(shows(TURNS), BUSY);
      await bots.echo.turns(says('hello')(2 * TURNS), BUSY);
      await bots.porter.idle();

      const subjects: { readonly [name in Subject]: (count: number, concurrency: number) => Promise<Round> } =
        {
          echo: (count, concurrency) => bots.echo.turns(says('hello')(count), concurrency),
          scores: (count, concurrency) => bots.porter.turns(says('scores')(count), concurrency),
          show: (count, concurrency) => bots.porter.presses(shows(count), concurrency),
          press: (count, concurrency) => bots.porter.presses(accepts(count), concurrency),
          card: (count, concurrency) => bots.porter.turns(says('hi', outsider)(count), concurrency),
          refused: (count, concurrency) => bots.porter.turns(shows(count, outsider), concurrency),
          looked: (count, concurrency) => bots.porter.turns(looks(count), concurrency),
        };
      const busy = each<Sample[]>(() => []);
      const waits = each<number[]>(() => []);
      const alone = each<number[]>(() => []);
      for (let round = 0; round < ROUNDS; round++) {
        for (const name of SUBJECTS) {
          const bot = name === 'echo' ? bots.echo : bots.porter;
          const count = name === 'press' ? PRESSES : TURNS;
          const { sample, latencies } = await measured(bot, count, () => subjects[name](count, BUSY));
          busy[name].push(sample);
          waits[name].push(...latencies);
          await bot.idle();
          alone[name].push(...(await subjects[name](ALONE, 1)).latencies);
          await bot.idle();
        }
      }
      return measuresOf(busy, waits, alone);
    } finally {
      await bots.porter.stop();
      await bots.echo.stop();
      await rig.close();
    }
  },
};

/** What is sent, so many at a time. */
function requestsTo({ connectorUrl }: Rig, offers: OpenOffer[]) {
  const person = (index: number) => 1 + (index % PEOPLE);
  const area = { globalId: '9000', area: 'security' };
  const acceptOf = (number: number, { referralId }: OpenOffer) =>
    pressOf(connectorUrl, number, 'referral.accept', { referralId, part: 1, offer: 1 });
  const notTheirs = offers.splice(0, NOT_THEIRS);
  return {
    says:
      (text: string, from: object = {}) =>
      (count: number) =>
        numbers(count).map((index) => activityOf(connectorUrl, person(index), { text, ...from })),
    shows: (count: number, from: object = {}) =>
      numbers(count).map((index) => pressOf(connectorUrl, person(index), 'scores.show', area, from)),
    accepts: (count: number) => offers.splice(0, count).map((offer) => acceptOf(offer.person, offer)),
    looks: (count: number) =>
      numbers(count).flatMap((index) => {
        const offer = notTheirs[index % notTheirs.length];
        return offer === undefined ? [] : [acceptOf(person(offer.person), offer)];
      }),
  };
}

function each<T>(made: () => T): { readonly [name in Subject]: T } {
  return {
    echo: made(),
    scores: made(),
    show: made(),
    press: made(),
    card: made(),
    refused: made(),
    looked: made(),
  };
}

async function measured(bot: Bot, count: number, run: () => Promise<Round>) {
  const before = await bot.usage('cpu');
  const { seconds, latencies } = await run();
  const after = await bot.usage('cpu');
  const sample: Sample = { perSecond: count / seconds, cpuMs: (after.cpuMs - before.cpuMs) / count };
  return { sample, latencies };
}

/** Turns a second against the echo bot's. */
const GOALS: { readonly [name in Subject]?: number } = { scores: 0.9, show: 1.5, press: 1 };

const NAMES: { readonly [name in Subject]: string } = {
  echo: 'echo bot',
  scores: '`scores`',
  show: 'a press on the card of `scores`',
  press: '`referral.accept`',
  card: 'a card sent, nothing read',
  refused: 'a press refused, nothing read',
  looked: 'a press refused, all read that it is judged by',
};

function measuresOf(
  busy: { readonly [name in Subject]: readonly Sample[] },
  waits: { readonly [name in Subject]: readonly number[] },
  alone: { readonly [name in Subject]: readonly number[] },
): Measure[] {
  const ratio = (name: Subject) =>
    median(busy[name].map((sample, round) => sample.perSecond / (busy.echo[round]?.perSecond ?? 0)));
  const figures = SUBJECTS.flatMap((name): Measure[] => [
    {
      id: `turns.${name}`,
      what: `${NAMES[name]}, turns a second`,
      figure: `${rounded(median(busy[name].map((sample) => sample.perSecond)))} (${rounded(median(busy[name].map((sample) => sample.cpuMs)))} ms of processor a turn)`,
    },
    {
      id: `turns.${name}.wait`,
      what: `${NAMES[name]}, p50 / p99 in ms`,
      figure: `${spread(waits[name])}; alone ${spread(alone[name])}`,
    },
  ]);
  const ratios = SUBJECTS.filter((name) => name !== 'echo').map((name): Measure => {
    const value = ratio(name);
    const goal = GOALS[name];
    return {
      id: `turns.${name}.ratio`,
      what: `${NAMES[name]}, turns a second against the echo bot's`,
      figure: `${rounded(value)} ×`,
      ...(goal === undefined ? {} : { goal: atLeast(value, goal, ' ×') }),
    };
  });
  return [...figures, ...ratios];
}

function spread(latencies: readonly number[]): string {
  return `${rounded(percentile(latencies, 50))} / ${rounded(percentile(latencies, 99))}`;
}
