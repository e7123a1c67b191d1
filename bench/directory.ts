import type { DocumentStore } from '../src/store/document-store.ts';
import { toWrite } from '../src/store/documents.ts';
import type { ReferralReceived } from '../src/domain/events/referral-received.ts';
import type { Location } from '../src/domain/referrals/location.ts';
import { WORKLOADS } from '../src/domain/shared/catalogue.ts';
import { CustomerId, PartnerId, ReferralId } from '../src/domain/shared/ids.ts';
import { partitions } from '../src/usecases/partitions.ts';
import { create } from '../src/usecases/ports.ts';
import { location } from '../test/support/referrals.ts';
import { LocationDocument } from '../src/usecases/referrals/documents.ts';

/** All in one: the hardest case, since the country then rules nobody out. */
const COUNTRY = 'US';
const LANGUAGES = numbered('l', 12);
const INDUSTRIES = numbered('industry-', 15);
const SMALLEST = [1, 150, 300, 1_000];

function numbered(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_none, index) => `${prefix}${index}`);
}

/** Draws that are the same in every run. */
export function draws(seed: number): {
  of<T>(list: readonly T[]): T;
  some<T>(list: readonly T[], count: number): T[];
} {
  let state = seed * 2_654_435_761 + 1;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const of = <T>(list: readonly T[]): T => {
    const drawn = list[next(list.length)];
    if (drawn === undefined) throw new Error('nothing to draw from');
    return drawn;
  };
  return { of, some: (list, count) => [...new Set(Array.from({ length: count }, () => of(list)))] };
}

/** A location like others of its country: two of 12 languages, three of 15 industries or all, six of 19 workloads. */
function locationOf(number: number): Location {
  const draw = draws(number);
  const endorsed = draw.some(WORKLOADS, 6);
  const programs = draw.of([['FRP'], ['CM'], ['FRP', 'CM']] as const);
  return location({
    partnerId: PartnerId.parse(String(1_000_000 + number)),
    country: COUNTRY,
    countries: [COUNTRY],
    languages: draw.some(LANGUAGES, 2),
    industries: draw.of([true, false, false]) ? ['*'] : draw.some(INDUSTRIES, 3),
    minSeats: draw.of(SMALLEST),
    endorsed,
    endorsements: endorsed.map((workload) => ({ workload, expires: '2099-12-31' })),
    programs: [...programs],
    memberships: programs.map((program) => ({ program, anniversary: '2027-06-30', ends: null })),
  });
}

/** What a referral asks for: two workloads, many that only several partners cover, or what every location refuses. */
export type Asking = 'usual' | 'split' | 'nobody';

export function receivedOf(number: number, asking: Asking): ReferralReceived {
  const draw = draws(1_000_003 * number);
  return {
    referralId: ReferralId.parse(`M-${asking}-${number}`),
    kind: asking === 'nobody' ? 'standard' : draw.of(['benefit', 'standard']),
    customer: {
      customerId: CustomerId.parse('aaaaaaaa-0000-4000-8000-000000000001'),
      name: 'Tailspin Toys',
      country: COUNTRY,
      language: draw.of(LANGUAGES),
      industry: draw.of(INDUSTRIES),
      seats: asking === 'nobody' ? 0 : 1_250,
    },
    workloads: draw.some(WORKLOADS, asking === 'split' ? 5 : 2),
    requestedAt: new Date(),
  };
}

/** Adds locations number `from` to `to`. */
export async function addLocations(store: DocumentStore, from: number, to: number): Promise<void> {
  const batches = function* () {
    for (let number = from; number <= to; number++) {
      const value = locationOf(number);
      yield {
        partition: partitions.directory,
        writes: [toWrite(create(LocationDocument, value.partnerId, value))],
      };
    }
  };
  for await (const outcome of store.commitMany(batches())) if (!outcome.ok) throw outcome.error;
}
