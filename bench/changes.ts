import { setTimeout as delay } from 'node:timers/promises';
import { dporEvent, locationsCsv } from '../test/load/world.ts';
import type { Usage } from './probe.ts';
import type { Bot, Rig } from './rig.ts';

const BATCH = 200;
/** Each location loses and gains twice, so that nothing becomes a digest and every notice is a message. */
const NOTICES_A_LOCATION = 4;

export interface Told {
  readonly seconds: number;
  /** At the start, warm, and after each further part. */
  readonly usages: readonly Usage[];
  /** Processor time of the bot. */
  readonly cpuMs: number;
}

/** Locations for so many notices, with a contact each. */
export function locationsFor(notices: number): { [name: string]: string } {
  return locationsCsv(Math.ceil(notices / NOTICES_A_LOCATION));
}

/**
 * Lets a bot tell of DPOR changes: two notices a change, to the one that lost it and the one that gained it.
 *
 * @param parts the memory is looked at after each, when all of it has been told
 */
export async function tellChanges(rig: Rig, bot: Bot, notices: number, parts: number): Promise<Told> {
  const locations = Math.ceil(notices / NOTICES_A_LOCATION);
  const changes = notices / 2;
  const each = changes / parts;
  const usages: Usage[] = [];
  const cpuBefore = (await bot.usage('cpu')).cpuMs;
  let seconds = 0;
  for (let part = 0; part < parts; part++) {
    const startedAt = performance.now();
    const from = part * each;
    for (let at = from; at < from + each; at += BATCH) {
      const numbers = Array.from({ length: Math.min(BATCH, from + each - at) }, (_none, index) => at + index);
      await bot.events(
        numbers.map((number) => dporEvent(number, number % locations, (number * 7 + 3) % locations)),
      );
    }
    while ((await rig.delivered()) < 2 * (from + each)) await delay(20);
    seconds += (performance.now() - startedAt) / 1_000;
    usages.push(await bot.usage('memory'));
  }
  return { seconds, usages, cpuMs: (await bot.usage('cpu')).cpuMs - cpuBefore };
}
