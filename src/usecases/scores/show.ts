import type { Person } from '../../domain/memberships/person.ts';
import type { Rights } from '../../domain/memberships/rights.ts';
import type { AccountView } from '../../domain/scores/scoreboard.ts';
import type { GlobalId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { rightsAt } from '../memberships/rights.ts';
import type { Documents } from '../ports.ts';
import { accountView } from './scoreboard.ts';

/** Who asks: from the person's record, whose standings say where to look; what they may do is read from the rosters. */
export type Asker = Pick<Person, 'personId' | 'standings'>;

export interface Account {
  readonly globalId: GlobalId;
  /** What its locations are called, without the country. */
  readonly name: string;
}

export type ScoresShown =
  | { readonly kind: 'score'; readonly account: Account; readonly score: AccountView }
  /** The asker stands at several accounts: which one? At least two, by name. */
  | { readonly kind: 'choose'; readonly accounts: readonly Account[] };

/** No right at any location of it; the very same for an account that does not exist. */
export interface ScoresRefused {
  readonly code: 'forbidden';
}

/**
 * The capability score of a partner global account, for whoever has any role at one of its locations.
 *
 * Reads, for somebody at one location: its roster, the location, and the scoreboard of the account (one point read).
 *
 * @param asked the account; without it that of the asker's location, or a choice between several
 */
export async function showScores(
  { documents }: { readonly documents: Documents },
  asker: Asker,
  asked: { readonly globalId?: GlobalId | undefined },
  now: Date,
): Promise<Result<ScoresShown, ScoresRefused>> {
  const accounts = await accountsOf(documents, asker, asked.globalId, now);
  const [account, ...others] = accounts;
  if (account === undefined) return refuse({ code: 'forbidden' });
  if (others.length > 0) return ok({ kind: 'choose', accounts });
  const score = await accountView(documents, account.globalId, now);
  return ok({ kind: 'score', account, score });
}

/** The account asked for, for whoever has a right at one of its locations. */
export async function accountFor(
  documents: Documents,
  asker: Asker,
  globalId: GlobalId,
  now: Date,
): Promise<Account | undefined> {
  const [account] = await accountsOf(documents, asker, globalId, now);
  return account;
}

/** The accounts at which the asker has a right now, by name; only the one asked for, if one is. */
async function accountsOf(
  documents: Documents,
  asker: Asker,
  globalId: GlobalId | undefined,
  now: Date,
): Promise<readonly Account[]> {
  const found = new Map<GlobalId, Account>();
  for (const standing of asker.standings) {
    if (needNotRead(standing.globalId, globalId, found)) continue;
    const rights = await rightsAt(documents, asker, standing.partnerId, now);
    const account = accountAt(rights);
    if (account === undefined || (globalId !== undefined && account.globalId !== globalId)) continue;
    if (!found.has(account.globalId)) found.set(account.globalId, account);
  }
  return [...found.values()].sort((one, two) => one.name.localeCompare(two.name));
}

/** Whether a location need not be read: its account is already known, or not the one asked for. */
function needNotRead(
  at: GlobalId | null,
  asked: GlobalId | undefined,
  found: ReadonlyMap<GlobalId, Account>,
): boolean {
  if (asked !== undefined && found.has(asked)) return true;
  return at !== null && (found.has(at) || (asked !== undefined && at !== asked));
}

function accountAt(rights: Rights | undefined): Account | undefined {
  return rights && { globalId: rights.location.globalId, name: accountName(rights.location.name) };
}

/** "Contoso Corporation" of "Contoso Corporation (US)": locations are told apart by a country in brackets. */
function accountName(locationName: string): string {
  return locationName.replace(/\s*\([^()]{2,20}\)\s*$/u, '') || locationName;
}
