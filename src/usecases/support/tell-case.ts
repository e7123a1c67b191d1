import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import type { JobOutcome } from '../jobs.ts';
import { OperatorKind } from '../kinds.ts';
import { notify } from '../notices/notify.ts';
import { partitions } from '../partitions.ts';

const MOST_OPERATORS = 1_000;

/** Tells the operators of a case that a location opened. */
export async function tellCase(
  context: Context,
  { partnerId, caseId }: { readonly partnerId: PartnerId; readonly caseId: string },
): Promise<JobOutcome> {
  const operators = await context.documents.list(OperatorKind, partitions.program('operators'), {
    limit: MOST_OPERATORS,
  });
  for (const { value } of operators.items) {
    if (value.personId !== null)
      await notify(context, value.personId, { kind: 'case', partnerId, caseId }, 1);
  }
  return 'done';
}
