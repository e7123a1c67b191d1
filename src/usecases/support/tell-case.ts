import type { Contact } from '../../domain/memberships/contact.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Case } from '../../domain/support/case.ts';
import type { Context } from '../context.ts';
import type { JobOutcome } from '../jobs.ts';
import { rosterOf } from '../memberships/roster.ts';
import { notify } from '../notices/notify.ts';
import { partitions } from '../partitions.ts';
import { OperatorDocument } from '../memberships/documents.ts';
import { CaseDocument } from './documents.ts';

const MAX_OPERATORS = 1_000;

/** Tells the operators of a case that a location opened. */
export async function tellCase(
  context: Context,
  { partnerId, caseId }: { readonly partnerId: PartnerId; readonly caseId: string },
): Promise<JobOutcome> {
  const operators = await context.documents.list(OperatorDocument, partitions.program('operators'), {
    limit: MAX_OPERATORS,
  });
  for (const { value } of operators.items) {
    if (value.personId !== null)
      await notify(context, value.personId, { kind: 'case', partnerId, caseId }, 1);
  }
  return 'done';
}

/** Tells those whom it concerns that what a location asked for was carried out. */
export async function tellCaseClosed(
  context: Context,
  { partnerId, caseId }: { readonly partnerId: PartnerId; readonly caseId: string },
): Promise<JobOutcome> {
  const { documents } = context;
  const closed = await documents.get(CaseDocument, partitions.partner(partnerId), `case:${caseId}`);
  if (closed?.value.status !== 'closed') return 'done';
  for (const { personId } of concernedBy(closed.value, await rosterOf(documents, partnerId))) {
    if (personId !== null) await notify(context, personId, { kind: 'case-closed', partnerId, caseId }, 1);
  }
  return 'done';
}

/** Whoever asked, and the program admins on the roster: by the roster alone, since what was asked for may end their rights. */
export function concernedBy({ openedBy }: Pick<Case, 'openedBy'>, roster: readonly Contact[]): Contact[] {
  const concerned = roster.filter(
    ({ aadObjectId, role }) => aadObjectId === openedBy || role === 'program-admin',
  );
  return [...new Map(concerned.map((contact) => [contact.personId, contact])).values()];
}
