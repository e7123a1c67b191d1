import { atMost, rounded, type Stage } from '../measure.ts';
import { openRig } from '../rig.ts';
import { median } from '../stats.ts';
import { activityOf, partnerCsv } from '../world.ts';

const ROUNDS = 7;
const BOTS = ['echo', 'porter', 'sources'] as const;

export const start: Stage = {
  name: 'start',
  title: 'Cold start',
  how: `From the start of the process to the answer of its first turn (\`hi\`, with a token check and a message sent), ${ROUNDS} starts of each bot in turns; Porter opens a store that an import has filled. It is started as its image starts it, from the bundle of \`npm run build\`, and from its sources. Each was started once before, so that the disk and what Node keeps compiled are warm; where that is kept Porter is told as its image tells it.`,
  async run() {
    const rig = await openRig();
    try {
      await rig.import(partnerCsv());
      const took = { echo: [] as number[], porter: [] as number[], sources: [] as number[] };
      const body = () => activityOf(rig.connectorUrl, 1, { text: 'hi' });
      // One of each to warm the caches.
      for (const bot of BOTS) await rig.coldStart(bot, body());
      for (let round = 0; round < ROUNDS; round++) {
        for (const bot of BOTS) took[bot].push(await rig.coldStart(bot, body()));
      }
      const ratioOf = (times: readonly number[]) =>
        median(times.map((ms, round) => ms / (took.echo[round] ?? 0)));
      const ratio = ratioOf(took.porter);
      return [
        { id: 'start.echo', what: 'echo bot', figure: `${rounded(median(took.echo))} ms` },
        { id: 'start.porter', what: 'Porter', figure: `${rounded(median(took.porter))} ms` },
        {
          id: 'start.sources',
          what: 'Porter from its sources',
          figure: `${rounded(median(took.sources))} ms, ${rounded(ratioOf(took.sources))} × the echo bot's`,
        },
        {
          id: 'start.ratio',
          what: "Porter against the echo bot's",
          figure: `${rounded(ratio)} ×`,
          goal: atMost(ratio, 1, ' ×'),
        },
      ];
    } finally {
      await rig.close();
    }
  },
};
