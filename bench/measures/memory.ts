import { setTimeout as delay } from 'node:timers/promises';
import { atMost, rounded, type Measure, type Stage } from '../measure.ts';
import type { Usage } from '../probe.ts';
import { openRig } from '../rig.ts';
import { activityOf, numbers, partnerCsv, PEOPLE } from '../world.ts';

const WARM_UP = 2_000;
const TURNS = 20_000;
const SAMPLES = 4;
/** By then a start has learnt its languages too. */
const SETTLED_MS = 8_000;
/** Idle, as the system counts it. */
const IDLE_MB = 150;
/** Flat is: no further from the warm process than this. */
const FLAT_HEAP_MB = 3;

export const memory: Stage = {
  name: 'memory',
  title: 'Memory',
  how: `After a start, after ${WARM_UP.toLocaleString('en')} turns (every person heard of once, code compiled), and after ${TURNS.toLocaleString('en')} more of \`scores\` and \`hi\`. Idle, beside it, are the echo bot and a bare Node that listens. The heap is what garbage collection leaves; RSS is what the system counts, with room that the engine keeps to itself.`,
  async run() {
    const rig = await openRig();
    await rig.import(partnerCsv());
    const bot = await rig.start('porter');
    const echo = await rig.start('echo');
    const node = await rig.start('node');
    try {
      await delay(SETTLED_MS);
      const idle = await bot.usage('memory');
      const floors = [
        measureOf('memory.node', 'floor: a bare Node, idle', await node.usage('memory')),
        measureOf('memory.echo.idle', 'floor: the echo bot, idle', await echo.usage('memory')),
      ];
      const turns = (count: number, of = bot) =>
        of.turns(
          numbers(count).map((index) =>
            activityOf(rig.connectorUrl, 1 + (index % PEOPLE), { text: index % 4 === 0 ? 'hi' : 'scores' }),
          ),
          16,
        );
      await turns(WARM_UP);
      const samples = [await bot.usage('memory')];
      for (let sample = 0; sample < SAMPLES; sample++) {
        await turns(TURNS / SAMPLES);
        samples.push(await bot.usage('memory'));
      }
      await turns(TURNS / SAMPLES, echo);
      return [
        ...floors,
        measureOf(
          'memory.echo',
          `echo bot after ${(TURNS / SAMPLES).toLocaleString('en')} turns`,
          await echo.usage('memory'),
        ),
        { ...measureOf('memory.idle', 'idle after the start', idle), goal: atMost(idle.rss, IDLE_MB, ' MB') },
        measureOf('memory.warm', `after ${WARM_UP.toLocaleString('en')} turns`, samples[0]),
        measureOf('memory.end', `after ${TURNS.toLocaleString('en')} more`, samples.at(-1)),
        grown(samples),
      ];
    } finally {
      await bot.stop();
      await echo.stop();
      await node.stop();
      await rig.close();
    }
  },
};

function measureOf(id: string, what: string, usage: Usage | undefined): Measure {
  return { id, what, figure: `RSS ${rounded(usage?.rss ?? 0)} MB, heap ${rounded(usage?.heap ?? 0)} MB` };
}

function grown(samples: readonly Usage[]): Measure {
  const heaps = samples.map((usage) => usage.heap);
  const growth = (heaps.at(-1) ?? 0) - (heaps[0] ?? 0);
  return {
    id: 'memory.growth',
    what: `heap grown over ${TURNS.toLocaleString('en')} turns`,
    figure: `${rounded(growth)} MB (heap ${heaps.map(rounded).join(', ')}; RSS ${samples.map(({ rss }) => rounded(rss)).join(', ')})`,
    goal: { text: `flat: within ${FLAT_HEAP_MB} MB`, met: growth <= FLAT_HEAP_MB },
  };
}
