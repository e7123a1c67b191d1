import type { Actor, Person } from '../../domain/memberships/person.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Statement } from '../../domain/statements/statement.ts';
import { audited, type AuditRow } from '../audit.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { readKept } from '../files/keep.ts';
import { hashOf } from '../hash-of.ts';
import { partitions } from '../partitions.ts';
import { statementFileId } from './file-id.ts';
import { statementRightsAt } from './memberships.ts';
import { statementAt } from './read.ts';

/** A statement and its file; no bytes where the file is not there. */
export interface StatementFile {
  readonly statement: Statement;
  readonly bytes: Buffer | undefined;
}

/** Locations that are looked at. */
const MAX_LOCATIONS = 30;

/**
 * The file of a statement, for the statement admins and program admins of its membership. Each time is written down, and so
 * is each refusal of somebody who has a right at its location.
 *
 * @param asked without a `partnerId`: of whichever of their locations has a statement of that number that they may read
 * @param opId the activity that asks
 * @returns undefined for everybody else, and for a statement that is not there
 */
export async function getStatement(
  context: Context,
  actor: Actor,
  person: Pick<Person, 'standings'>,
  asked: { readonly statementId: string; readonly partnerId?: PartnerId | undefined },
  opId: string,
): Promise<StatementFile | undefined> {
  const { documents } = context;
  const partnerIds =
    asked.partnerId === undefined
      ? person.standings.slice(0, MAX_LOCATIONS).map(({ partnerId }) => partnerId)
      : [asked.partnerId];
  for (const partnerId of partnerIds) {
    const statement = await statementAt(documents, partnerId, asked.statementId);
    const at = statement && (await statementRightsAt(context, actor, partnerId));
    if (statement === undefined || at === undefined) continue;
    const may = at.programs.includes(statement.program);
    await writeDown(context, actor, statement, may ? 'done' : 'refused', opId);
    if (may) return { statement, bytes: await bytesOf(context, statement) };
  }
  return undefined;
}

async function bytesOf(context: Context, statement: Statement): Promise<Buffer | undefined> {
  if (statement.sha256 === undefined) return undefined;
  return (await readKept(context, statementFileId(statement)))?.bytes;
}

function writeDown(
  { documents, clock }: Context,
  { personId, aadObjectId }: Actor,
  { statementId, partnerId, program }: Statement,
  outcome: AuditRow['outcome'],
  opId: string,
): Promise<boolean> {
  const row = audited(`statement:${hashOf(`${personId} ${opId} ${statementId}`)}`, {
    at: clock.now(),
    actor: aadObjectId,
    action: 'statement.get',
    subject: statementId,
    outcome,
    detail: `${partnerId} ${program}`,
  });
  return committed(() => documents.commit(partitions.partner(partnerId), [row]));
}
