import { isEnded, type Case } from '../../domain/cases/case.ts';
import type { Contact } from '../../domain/memberships/contact.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import type { JobOutcome } from '../jobs.ts';
import { operatorsIn } from '../memberships/operators-in.ts';
import { rosterOf } from '../memberships/roster.ts';
import { notifyAll } from '../notices/notify.ts';
import { caseAt } from './find-case.ts';

/** Tells the operators of a case that a location opened. */
export async function tellCase(
  context: Context,
  { partnerId, caseId }: { readonly partnerId: PartnerId; readonly caseId: string },
): Promise<JobOutcome> {
  const operators = await operatorsIn(context.documents);
  const people = operators.map(({ personId }) => personId);
  await notifyAll(context, people, { kind: 'case', partnerId, caseId }, 1);
  return 'done';
}

/** Tells those whom it concerns that what a location asked for was carried out. */
export async function tellCaseClosed(
  context: Context,
  { partnerId, caseId }: { readonly partnerId: PartnerId; readonly caseId: string },
): Promise<JobOutcome> {
  const { documents } = context;
  const closed = await caseAt(documents, partnerId, caseId);
  if (closed === undefined || !isEnded(closed.value)) return 'done';
  const concerned = concernedBy(closed.value, await rosterOf(documents, partnerId));
  const people = concerned.map(({ personId }) => personId);
  await notifyAll(context, people, { kind: 'case-closed', partnerId, caseId }, 1);
  return 'done';
}

/** Whoever asked, and the program admins on the roster: by the roster alone, since what was asked for may end their rights. */
export function concernedBy({ openedBy }: Pick<Case, 'openedBy'>, roster: readonly Contact[]): Contact[] {
  const concerned = roster.filter(
    ({ aadObjectId, role }) => aadObjectId === openedBy || role === 'program-admin',
  );
  return [...new Map(concerned.map((contact) => [contact.personId, contact])).values()];
}
