import { expect, it } from '@jest/globals';
import { locationsFor, tellChanges } from '../../bench/changes.ts';
import { openRig } from '../../bench/rig.ts';
import { figures } from './world.ts';

const NOTICES = Number(process.env['PORTER_LOAD_NOTICES'] ?? 100_000);
const PARTS = 5;

it('keeps its memory flat over 100,000 notices', async () => {
  const rig = await openRig();
  try {
    await rig.import(locationsFor(NOTICES));
    const bot = await rig.start('porter');
    const { seconds, usages } = await tellChanges(rig, bot, NOTICES, PARTS);
    await bot.stop();
    const heaps = usages.map(({ heap }) => heap);
    const [first = 0] = heaps;
    const last = heaps.at(-1) ?? 0;
    figures('memory over many notices', {
      notices: NOTICES,
      'notices a second': Math.round(NOTICES / seconds),
      'heap in MB after each fifth': heaps.map((heap) => heap.toFixed(1)).join(', '),
      'RSS in MB after each fifth': usages.map(({ rss }) => rss.toFixed(0)).join(', '),
    });
    expect(last - first).toBeLessThanOrEqual(3);
  } finally {
    await rig.close();
  }
}, 3_600_000);
