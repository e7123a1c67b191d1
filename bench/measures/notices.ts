import { locationsFor, tellChanges } from '../changes.ts';
import { rounded, type Stage } from '../measure.ts';
import { openRig } from '../rig.ts';

/** All 100,000 take ten minutes: `PORTER_BENCH_NOTICES=100000 npm run bench -- notices`, or `npm run test:load`. */
const NOTICES = Number(process.env['PORTER_BENCH_NOTICES'] ?? 20_000);
const PARTS = 5;
/** Flat is: no more than this from the first part, which warms the process, to the last. */
export const FLAT_HEAP_MB = 3;

export const notices: Stage = {
  name: 'notices',
  title: 'Sending',
  how: `${NOTICES.toLocaleString('en')} notices of ${(NOTICES / 2).toLocaleString('en')} \`porter.dpor.changed\` in signed batches of 200, each to a chat that is opened first, to a connector that takes everything at once (\`PORTER_NOTIFY_RATE=10000\`). A second holds all of it: taken in, told to both sides, card made, marked as sending, sent, recorded (asked for, and two durable commits, one more for each chat that is opened). The heap is what garbage collection leaves after each fifth.`,
  async run() {
    const rig = await openRig();
    try {
      await rig.import(locationsFor(NOTICES));
      const bot = await rig.start('porter');
      const { seconds, usages, cpuMs } = await tellChanges(rig, bot, NOTICES, PARTS);
      await bot.stop();
      const heaps = usages.map(({ heap }) => heap);
      const growth = (heaps.at(-1) ?? 0) - (heaps[0] ?? 0);
      const perTenThousand = growth / (((PARTS - 1) / PARTS) * (NOTICES / 10_000));
      return [
        {
          id: 'notices.rate',
          what: 'notices a second, from the event to the record of the sent message',
          figure: `${rounded(NOTICES / seconds)} (${rounded(cpuMs / NOTICES)} ms of processor a notice)`,
        },
        {
          id: 'notices.memory',
          what: `heap grown over the last ${((NOTICES * (PARTS - 1)) / PARTS).toLocaleString('en')} notices`,
          figure: `${rounded(growth)} MB, ${rounded(perTenThousand)} MB per 10,000 (heap ${heaps.map(rounded).join(', ')}; RSS ${usages.map(({ rss }) => rounded(rss)).join(', ')})`,
          goal: { text: `flat: within ${FLAT_HEAP_MB} MB`, met: growth <= FLAT_HEAP_MB },
        },
      ];
    } finally {
      await rig.close();
    }
  },
};
