import type { Person } from '../../domain/memberships/person.ts';
import type { Statement } from '../../domain/statements/statement.ts';
import type { Context } from '../context.ts';
import type { MembershipRef } from '../memberships/team/read-team.ts';
import { statementMemberships, type StatementMembership } from './memberships.ts';
import { statementsOf } from './read.ts';

/** The statements of one membership. */
export interface StatementList {
  readonly membership: StatementMembership;
  /** Those that may be listed instead, this one among them. */
  readonly choices: readonly StatementMembership[];
  /** The latest month first. */
  readonly statements: readonly Statement[];
}

/**
 * The statements of a membership, for its statement admins and program admins.
 *
 * @param asked undefined: of the membership they chose last; else of the location they last asked about, or of any, the first
 *   that has statements
 * @returns undefined for everybody else, and for a membership that is not there
 */
export async function listStatements(
  context: Pick<Context, 'documents' | 'clock'>,
  person: Asker,
  asked: MembershipRef | undefined,
): Promise<StatementList | undefined> {
  const { memberships: choices } = await statementMemberships(context, person);
  const likely = asked === undefined ? likeliest(choices, person) : choices.filter((one) => isOf(one, asked));
  const found = await firstWithStatements(context, likely);
  return found && { ...found, choices };
}

type Asker = Pick<Person, 'personId' | 'standings' | 'lastPartnerId' | 'lastMembership'>;

/** Those that can be meant by whoever names none. */
function likeliest(
  choices: readonly StatementMembership[],
  { lastMembership: last, lastPartnerId }: Asker,
): readonly StatementMembership[] {
  const chosen = last === undefined ? undefined : choices.find((one) => isOf(one, last));
  if (chosen !== undefined) return [chosen];
  const there = choices.filter(({ location }) => location.partnerId === lastPartnerId);
  return there.length > 0 ? there : choices;
}

function isOf({ location, program }: StatementMembership, named: MembershipRef): boolean {
  return location.partnerId === named.partnerId && program === named.program;
}

/** @returns the first of all where none has any; undefined of none. One query each, up to the one that has. */
async function firstWithStatements(
  { documents }: Pick<Context, 'documents'>,
  memberships: readonly StatementMembership[],
): Promise<Omit<StatementList, 'choices'> | undefined> {
  for (const membership of memberships) {
    const statements = await statementsOf(documents, membership.location.partnerId, membership.program);
    if (statements.length > 0) return { membership, statements };
  }
  const [first] = memberships;
  return first && { membership: first, statements: [] };
}
