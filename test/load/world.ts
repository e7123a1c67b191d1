import { setTimeout as delay } from 'node:timers/promises';
import type { PorterProcess, ProcessConnector } from '../support/porter-process.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';

/** A GUID with a number. */
export function guid(number: number, kind = 'aaaaaaaa'): string {
  return `${kind}-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** Tenants, the first of them Contoso's. */
export function tenantOf(number: number): string {
  return number === 0 ? contosoTenant : guid(number, 'eeeeeeee');
}

/** The nth location is `1001 + n`; its one contact is the nth person, in the nth tenant of so many. */
export function locationsCsv(count: number, tenants = 1): { [name: string]: string } {
  const numbers = Array.from({ length: count }, (_none, number) => number);
  const lines = (header: string, rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`;
  return {
    'partners.csv': lines(
      'partnerId,globalId,name,tenantId,country,countries,languages,industries,minSeats,maxSeats,referralReady,benefitContact,standardContact,mailboxes',
      numbers.map(
        (number) =>
          `${partnerOf(number)},9000,Location ${number},${tenantOf(number % tenants)},US,US,en,*,1,,true,,,`,
      ),
    ),
    'memberships.csv': lines(
      'partnerId,program,anniversary,ends',
      numbers.map((number) => `${partnerOf(number)},FRP,2027-06-30,`),
    ),
    'contacts.csv': lines(
      'tenantId,aadObjectId,name,email,partnerId,program,role,poc,incentiveRole',
      numbers.map(
        (number) =>
          `${tenantOf(number % tenants)},${aad(number)},Person ${number},person${number}@contoso.test,${partnerOf(number)},FRP,program-member,,`,
      ),
    ),
  };
}

export function partnerOf(number: number): string {
  return String(100_001 + number);
}

/** The nth of moves over so many locations, by which each loses and gains as many as any other. */
export function nthMove(number: number, locations: number): Record<string, unknown> {
  const from = number % locations;
  return dporEvent(number, from, (from + Math.ceil(locations / 2)) % locations);
}

/** Moves subscription n from one location's to another's. @throws where it would stay, since that is news for nobody */
export function dporEvent(number: number, from: number, to: number): Record<string, unknown> {
  if (from === to) throw new Error(`subscription ${number} stays where it is`);
  return {
    specversion: '1.0',
    id: `dpor-${number}`,
    source: '/load',
    type: 'porter.dpor.changed',
    time: new Date().toISOString(),
    data: {
      subscriptionId: guid(number, 'bbbbbbbb'),
      customer: { customerId: guid(number, 'cccccccc'), name: `Customer ${number}` },
      product: 'azure',
      previousPartnerId: partnerOf(from),
      partnerId: partnerOf(to),
      changedAt: new Date().toISOString(),
    },
  };
}

/** Sends events in batches until each has got its 202, however often the process dies meanwhile. */
export async function sendAll(
  porter: PorterProcess<ProcessConnector>,
  events: readonly object[],
  batch: number,
  senders: number,
): Promise<void> {
  const batches = Array.from({ length: Math.ceil(events.length / batch) }, (_none, at) =>
    events.slice(at * batch, (at + 1) * batch),
  );
  const sender = async () => {
    for (let next = batches.shift(); next !== undefined; next = batches.shift()) {
      const answer = await porter.events(next).catch(() => undefined);
      if (answer?.status === 202) continue;
      batches.push(next);
      await delay(50);
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
}

/** A source of numbers in 0 to 1 that a seed decides, so that a run can be had again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

/** The most that any span of that length holds. @param times ascending */
export function mostWithin(times: readonly number[], ms: number): number {
  let first = 0;
  let most = 0;
  for (const [at, time] of times.entries()) {
    while ((times[first] ?? time) <= time - ms) first++;
    most = Math.max(most, at - first + 1);
  }
  return most;
}

export function figures(title: string, lines: { readonly [what: string]: string | number }): void {
  const width = Math.max(...Object.keys(lines).map((what) => what.length));
  const rows = Object.entries(lines).map(([what, figure]) => `  ${what.padEnd(width)}  ${figure}`);
  process.stdout.write(`${[title, ...rows].join('\n')}\n`);
}
