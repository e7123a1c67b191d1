import type { Location } from './location.ts';
import type { Claims } from './match.ts';

export interface Candidate {
  readonly location: Location;
  /** Bit i: covers workload i of those asked for. */
  readonly covers: number;
}

/**
 * The best candidate of each distinct coverage, best first: claim holder before others, fewest received, lowest partnerId.
 * No other can be in the chosen set: two of the same coverage never are, since the set is the smallest, and putting the better
 * one of them in its place makes the set better in the very terms by which sets are compared.
 */
export function bestOfEach(candidates: readonly Candidate[], claims: Claims): Ranked[] {
  const best = new Map<number, Ranked>();
  for (const { location, covers } of candidates) {
    if (covers === 0) continue;
    const { received, order } = location;
    const ranked = { location, covers, claims: claims.has(location.partnerId) ? 1 : 0, received, order };
    const known = best.get(covers);
    if (known === undefined || byRank(ranked, known) < 0) best.set(covers, ranked);
  }
  return [...best.values()].sort(byRank);
}

interface Ranked extends Candidate {
  readonly claims: number;
  readonly received: number;
  readonly order: number;
}

function byRank(a: Ranked, b: Ranked): number {
  return b.claims - a.claims || a.received - b.received || a.order - b.order;
}

/**
 * The set of at most `most` that comes first by the rules of {@link ./split.ts}.
 *
 * The last member of a set follows from the others: of those who cover most of what is left, the best. {@link completions}
 * holds it for every possible rest, so pairs are found by trying every first member, and triples by trying every pair: m² / 2
 * steps of a few array accesses each. Triples are tried only where no pair covers all that anybody covers. Of the
 * candidates those stay for whom no better one covers as much and more: by the reasoning of {@link bestOfEach} that
 * one would stand in their place.
 *
 * @param ranked one for each coverage, best first
 */
export function fittest(ranked: readonly Ranked[], everything: number, most: number): readonly Location[] {
  if (ranked.length === 0 || most < 1) return [];
  const { best, gain, last } = completions(ranked, everything);
  const useful = ranked.filter(({ covers }, rank) => best[covers] === rank);
  const coverable = countBits(ranked.reduce((all, { covers }) => all | covers, 0));
  const completing = (rest: number): Ranked | undefined =>
    gain[rest] ? ranked[last[rest] ?? -1] : undefined;

  const alone = completing(everything);
  if (alone === undefined) return [];
  let found: readonly Ranked[] = [alone];
  if (most >= 2 && coverageOf(found) < coverable) {
    for (const a of useful) {
      const b = completing(everything & ~a.covers);
      if (b !== undefined && isBetter([a, b], found)) found = [a, b];
    }
  }
  if (most < 3 || coverageOf(found) === coverable) return locationsOf(found);

  let reached = coverageOf(found);
  for (const [place, a] of useful.entries()) {
    if (reached === coverable && !isBefore([a, a, a], found)) break;
    const left = everything & ~a.covers;
    if (countBits(a.covers) + 2 * (gain[left] ?? 0) < reached) continue;
    for (let other = place + 1; other < useful.length; other++) {
      const b = useful[other];
      // every later candidate ranks behind b, and so does who completes it
      if (b === undefined || (reached === coverable && !isBefore([a, b, b], found))) break;
      const rest = left & ~b.covers;
      if (countBits(everything ^ rest) + (gain[rest] ?? 0) < reached) continue;
      const c = completing(rest);
      // a and b are the best two of the set, so that each set is looked at once
      if (c === undefined || byRank(b, c) > 0 || !isBetter([a, b, c], found)) continue;
      found = [a, b, c];
      reached = coverageOf(found);
    }
  }
  return locationsOf(found);
}

/**
 * For every set of workloads: `best`, the rank of the best candidate that covers all of it and perhaps more; `gain`, the
 * most of it that one candidate covers; `last`, the best candidate that covers so much of it. Each is spread from a set to
 * those one workload smaller or larger, one workload after the other: w·2ʷ steps.
 */
function completions(ranked: readonly Ranked[], everything: number) {
  const sets = everything + 1;
  const nobody = ranked.length;
  const best = new Int32Array(sets).fill(nobody);
  for (const [rank, { covers }] of ranked.entries()) best[covers] = rank;
  eachStep(everything, (smaller, larger) => {
    best[smaller] = Math.min(best[smaller] ?? nobody, best[larger] ?? nobody);
  });

  const gain = new Uint8Array(sets);
  const last = new Int32Array(sets).fill(nobody);
  for (let set = 0; set < sets; set++) {
    if (best[set] === nobody) continue;
    gain[set] = countBits(set);
    last[set] = best[set] ?? nobody;
  }
  eachStep(everything, (smaller, larger) => {
    const more = (gain[smaller] ?? 0) - (gain[larger] ?? 0);
    if (more < 0 || (more === 0 && (last[smaller] ?? nobody) >= (last[larger] ?? nobody))) return;
    gain[larger] = gain[smaller] ?? 0;
    last[larger] = last[smaller] ?? nobody;
  });
  return { best, gain, last };
}

/** Every pair of sets that differ by one workload, workload by workload. */
function eachStep(everything: number, visit: (smaller: number, larger: number) => void): void {
  for (let workload = 1; workload <= everything; workload <<= 1) {
    for (let set = 0; set <= everything; set++) if ((set & workload) === 0) visit(set, set | workload);
  }
}

/** Whether a set comes before another one by the rules of {@link ./split.ts}. */
function isBetter(set: readonly Ranked[], than: readonly Ranked[]): boolean {
  const difference = coverageOf(set) - coverageOf(than) || than.length - set.length;
  return difference === 0 ? isBefore(set, than) : difference > 0;
}

/** The same among sets that are as large and cover as much. */
function isBefore(set: readonly Ranked[], than: readonly Ranked[]): boolean {
  const difference = sum(set, 'claims') - sum(than, 'claims') || sum(than, 'received') - sum(set, 'received');
  if (difference !== 0) return difference > 0;
  const ids = ordersOf(set);
  const others = ordersOf(than);
  const at = ids.findIndex((id, place) => id !== others[place]);
  return at >= 0 && (ids[at] ?? 0) < (others[at] ?? 0);
}

function coverageOf(set: readonly Ranked[]): number {
  return countBits(set.reduce((all, { covers }) => all | covers, 0));
}

function sum(set: readonly Ranked[], field: 'claims' | 'received'): number {
  return set.reduce((total, candidate) => total + candidate[field], 0);
}

function ordersOf(set: readonly Ranked[]): number[] {
  return set.map(({ order }) => order).sort((a, b) => a - b);
}

function locationsOf(set: readonly Ranked[]): Location[] {
  return set.map(({ location }) => location);
}

/** How many bits of a number below 2³² are set, by adding neighbours. */
function countBits(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
