import { capacitiesOf, type Capacity } from '../../domain/memberships/capacity.ts';
import type { Person } from '../../domain/memberships/person.ts';
import type { Rights } from '../../domain/memberships/rights.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import {
  asks,
  byUrgency,
  closestOf,
  scoresOf,
  type ScoredArea,
  type Waiting,
} from '../../domain/today/waiting.ts';
import { countUnmatched } from '../associations/mails.ts';
import { countWaiting } from '../claims/shown/standings.ts';
import type { Context } from '../context.ts';
import { locationsOf } from '../memberships/locations-of.ts';
import { isOperator } from '../operators/operator.ts';
import type { Documents } from '../ports.ts';
import { countUrgent } from '../referrals/standings.ts';
import { accountView } from '../scores/scoreboard.ts';
import { atLocation } from './at-location.ts';
import { lookedAt } from './looked.ts';

export interface Today {
  /** Most urgent first. */
  readonly waiting: readonly Waiting[];
  /** Where nothing asks for an answer: how their accounts stand, by area. */
  readonly scores: readonly ScoredArea[];
  readonly capacities: ReadonlySet<Capacity>;
}

/** Locations that one turn looks through. */
const MAX_LOCATIONS = 10;

/**
 * What waits for somebody now, over all their locations, and in the programme for its staff.
 *
 * Reads, for each of their locations: its roster, offers, claims, what ended, the quarter; once an account: its figures; where
 * something ended, what they have looked at.
 */
export async function showToday(
  context: Context,
  person: Person,
): Promise<Result<Today, { readonly code: 'forbidden' }>> {
  const { documents, clock } = context;
  const now = clock.now();
  const [rights, operates] = await Promise.all([
    locationsOf(documents, person, now),
    person.operator ? isOperator(documents, person) : false,
  ]);
  const looked = onceAsked(() => lookedAt(documents, person));
  const capacities = capacitiesOf(rights, operates);
  if (capacities.size === 0) return refuse({ code: 'forbidden' });
  const at = rights.slice(0, MAX_LOCATIONS);
  const [scored, staff, ...here] = await Promise.all([
    scoredAt(documents, at, now),
    operates ? forStaff(context) : [],
    ...at.map((one) => atLocation(documents, { rights: one, looked, now })),
  ]);
  const waiting = [...here.flat(), ...staff];
  if (waiting.some(asks)) {
    return ok({ waiting: [...waiting, ...closestOf(scored)].sort(byUrgency), scores: [], capacities });
  }
  return ok({ waiting: waiting.sort(byUrgency), scores: scoresOf(scored), capacities });
}

function onceAsked<T>(look: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= look());
}

/** How each of the accounts at which they stand is scored, by area. */
async function scoredAt(
  documents: Documents,
  at: readonly Rights[],
  now: Date,
): Promise<readonly ScoredArea[]> {
  const accounts = [...new Set(at.map(({ location }) => location.globalId))];
  const scored = await Promise.all(
    accounts.map(async (globalId) =>
      (await accountView(documents, globalId, now)).areas.map((area) => ({ ...area, globalId })),
    ),
  );
  return scored.flat().filter(({ hasFigures }) => hasFigures);
}

async function forStaff(context: Context): Promise<readonly Waiting[]> {
  const { documents } = context;
  const [queue, mails, referrals] = await Promise.all([
    countWaiting(documents),
    countUnmatched(context),
    countUrgent(documents),
  ]);
  const counts = [
    { kind: 'queue', count: queue },
    { kind: 'mails', count: mails },
    { kind: 'referrals', count: referrals },
  ] as const;
  return counts.filter(({ count }) => count > 0);
}
