import type { Area } from '../../domain/shared/catalogue.ts';
import type { GlobalId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import type { JobOutcome } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { DesignationDocument } from '../scores/documents.ts';
import { readersOfAccount } from './readers.ts';
import { remind } from './remind.ts';

/** Reminds everybody with a role at a location of an account of the anniversary of one of its designations. */
export async function remindOfDesignation(
  context: Context,
  { globalId, area }: { readonly globalId: GlobalId; readonly area: Area },
): Promise<JobOutcome> {
  const { documents, clock } = context;
  const at = partitions.account(globalId);
  const designation = await documents.get(DesignationDocument, at, `designation:${area}`);
  if (designation === undefined) return 'done';
  const readers = await readersOfAccount(documents, globalId, clock.now());
  return remind(context, readers, designation.value, null, (due, days) => ({
    kind: 'designation-due',
    globalId,
    area,
    due,
    days,
  }));
}
