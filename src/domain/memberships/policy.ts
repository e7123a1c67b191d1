import type { Program } from '../shared/catalogue.ts';
import { covers, type IncentiveRole, type Role } from './role.ts';

/** What somebody holds at one location. */
export interface Held {
  /** The highest role over all memberships in force. */
  readonly role: Role | null;
  /** The role in each membership in force. */
  readonly roles: { readonly [program in Program]?: Role };
  readonly incentiveRole: IncentiveRole | null;
}

/** What somebody must hold, and where. */
export interface Needs {
  /** The least role that is enough; `null`: no role is. */
  readonly role: Role | null;
  /** Whether an incentive role at the location is enough as well. */
  readonly incentive: boolean;
  /** Where the role must be held: in any membership of the location, in the one that the thing is of, or in one programme. */
  readonly in: 'location' | 'membership' | Program;
  /** Whether programme staff may: never for a partner that they hold a role at. */
  readonly operators: boolean;
}

interface WhoMay {
  /** As the table of verbs in `docs/verbs.md` says it. */
  readonly says: string;
  /** `null`: nobody's role gives it; it is oneself’s own, or that of whoever may see what it belongs to. */
  readonly needs: Needs | null;
}

const ANY_ROLE: Needs = { role: 'program-member', incentive: true, in: 'location', operators: false };
const INCENTIVE: Needs = { role: null, incentive: true, in: 'location', operators: false };
const IN_MEMBERSHIP = { incentive: false, in: 'membership', operators: false } as const;
const STAFF: Needs = { role: null, incentive: false, in: 'location', operators: true };

/**
 * For whom a thing is. Which person it is today follows from the rosters, never from a card. "There" is the location, or for a
 * thing that names a membership (the three last of those with a role) that very membership.
 */
export const WHO = {
  role: { says: 'any role there', needs: ANY_ROLE },
  'role-of-account': { says: 'any role of a location of that global account', needs: ANY_ROLE },
  'role-of-associate': {
    says: 'any role of a partner with an association or referral there',
    needs: ANY_ROLE,
  },
  'role-of-holder': { says: 'any role of a partner that holds or held it', needs: ANY_ROLE },
  'role-or-operator': { says: 'any role there; operators', needs: { ...ANY_ROLE, operators: true } },
  everybody: { says: 'everybody with a role; operators', needs: { ...ANY_ROLE, operators: true } },
  incentive: { says: 'incentive roles there', needs: INCENTIVE },
  'claimant-or-operator': {
    says: 'incentive roles there; operators',
    needs: { ...INCENTIVE, operators: true },
  },
  'program-admin': {
    says: 'program-admin there',
    needs: { role: 'program-admin', incentive: false, in: 'location', operators: false },
  },
  'frp-role': {
    says: 'any role in the FRP membership there',
    needs: { ...IN_MEMBERSHIP, role: 'program-member', in: 'FRP' },
  },
  'membership-statement-admin': {
    says: 'statement-admin and program-admin of that membership',
    needs: { ...IN_MEMBERSHIP, role: 'statement-admin' },
  },
  'membership-admin': {
    says: 'program-admin of that membership',
    needs: { ...IN_MEMBERSHIP, role: 'program-admin' },
  },
  operator: { says: 'operators', needs: STAFF },
  'impartial-operator': { says: 'operators without a role at a partner concerned', needs: STAFF },
  'its-reader': { says: 'who may see what it belongs to', needs: null },
  oneself: { says: 'oneself', needs: null },
  'oneself-or-operator': { says: 'oneself; operators for somebody else', needs: null },
} as const satisfies { readonly [who: string]: WhoMay };
export type Who = keyof typeof WHO;

/**
 * What can be done, and for whom it is: the one table from which rights are checked, shown in chat, written down in docs/access.md
 * and tried in tests. A verb names the function it belongs to. Source of the nine first: programme membership roles,
 * "functions by role"; of the others: the sources of what they are about, where these say who, and what the least of these
 * roles may do ("some program activities") where they do not.
 */
export const FUNCTIONS = {
  knowledge: 'everybody',
  news: 'everybody',
  feedback: 'role',
  registrations: 'role',
  'partner-support': 'role',
  'payment-support': 'role',
  'payment-disputes': 'role',
  statements: 'membership-statement-admin',
  team: 'membership-admin',
  renewal: 'role',
  'renewal-steps': 'membership-admin',
  scores: 'role-of-account',
  associations: 'role',
  referrals: 'role',
  'benefit-referrals': 'frp-role',
  'referral-pause': 'program-admin',
  claims: 'incentive',
} as const satisfies { readonly [name: string]: Who };
export type FunctionName = keyof typeof FUNCTIONS;
export const FUNCTION_NAMES = Object.keys(FUNCTIONS) as readonly FunctionName[];

/** For whom a verb is: a function of the table, or one of the kinds of people where no function names it. */
export type For = FunctionName | Who;

/** The kind of people that a verb or a function is for. */
export function kindFor(what: For): Who {
  return isFunction(what) ? FUNCTIONS[what] : what;
}

/** What it takes; `null`: no role gives it. */
export function needsOf(what: For): Needs | null {
  return WHO[kindFor(what)].needs;
}

function isFunction(what: For): what is FunctionName {
  return what in FUNCTIONS;
}

/**
 * Whether somebody may do a thing at a location.
 *
 * @param program the membership that the thing is of; without one, a thing that needs a role of its membership is for whoever
 *   has that role in any membership there
 */
export function may(what: For, held: Held, program?: Program): boolean {
  const needs = needsOf(what);
  if (needs === null) return false;
  if (needs.incentive && held.incentiveRole !== null) return true;
  return needs.role !== null && covers(roleIn(held, needs.in, program), needs.role);
}

function roleIn({ role, roles }: Held, where: Needs['in'], program: Program | undefined): Role | null {
  if (where === 'location') return role;
  const named = where === 'membership' ? program : where;
  return named === undefined ? role : (roles[named] ?? null);
}
