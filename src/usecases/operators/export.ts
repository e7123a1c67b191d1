import type { Actor } from '../../domain/memberships/person.ts';
import { audited } from '../audit.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { hashOf } from '../hash-of.ts';
import { partitions } from '../partitions.ts';
import { isOperator } from './operator.ts';

/**
 * All that is stored, in a zip; that somebody took it is written down.
 *
 * @returns undefined for everybody but operators
 */
export async function exportForOperator(
  context: Context,
  actor: Pick<Actor, 'personId' | 'aadObjectId'>,
  opId: string,
): Promise<Buffer | undefined> {
  const { documents, clock, exported } = context;
  if (exported === undefined || !(await isOperator(documents, actor))) return undefined;
  const row = audited(`export:${hashOf(`${actor.personId} ${opId}`)}`, {
    at: clock.now(),
    actor: actor.aadObjectId,
    action: 'file.get',
    subject: 'export',
    outcome: 'done',
    detail: '',
  });
  await committed(() => documents.commit(partitions.program('imports'), [row]));
  return exported();
}
