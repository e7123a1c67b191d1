import type { Person } from '../../domain/memberships/person.ts';
import type { Program } from '../../domain/shared/catalogue.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Statement } from '../../domain/statements/statement.ts';
import type { Context } from '../context.ts';
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
 * @param asked undefined: of the only membership whose statements they may read, or of the location they last asked about
 * @returns undefined for everybody else, and for a membership that is not there
 */
export async function listStatements(
  context: Pick<Context, 'documents' | 'clock'>,
  person: Pick<Person, 'personId' | 'standings' | 'lastPartnerId'>,
  asked: { readonly partnerId: PartnerId; readonly program: Program } | undefined,
): Promise<StatementList | undefined> {
  const { memberships: choices } = await statementMemberships(context, person);
  const membership =
    asked === undefined
      ? (choices.find(({ location }) => location.partnerId === person.lastPartnerId) ?? choices[0])
      : choices.find(
          ({ location, program }) => location.partnerId === asked.partnerId && program === asked.program,
        );
  if (membership === undefined) return undefined;
  const { location, program } = membership;
  return {
    membership,
    choices,
    statements: await statementsOf(context.documents, location.partnerId, program),
  };
}
