import type { Area } from '../../domain/shared/catalogue.ts';
import { isStillNews } from '../../domain/renewals/requirement-news.ts';
import type { GlobalId, PersonId } from '../../domain/shared/ids.ts';
import { Day } from '../../domain/shared/time.ts';
import { AREAS } from '../../domain/shared/catalogue.ts';
import type { Context } from '../context.ts';
import { RowDocument } from '../imports/documents.ts';
import type { JobOutcome } from '../jobs.ts';
import { listAll } from '../list-all.ts';
import { notifyAll } from '../notices/notify.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { DesignationDocument } from '../scores/documents.ts';
import { readersOfAccount } from './readers.ts';

/** A requirement as it is from a day on. */
export interface Requirement {
  readonly area: Area;
  readonly effective: Day;
  readonly text: string;
}

/** All requirements that were imported, the newest first. One query. */
export async function readRequirements(documents: Documents): Promise<readonly Requirement[]> {
  const rows = await listAll(documents, RowDocument, partitions.program('requirements'), [
    { field: 'file', is: '=', value: 'requirements' },
  ]);
  return rows
    .flatMap(({ cells: { area: named, effective = '', text = '' } }) => {
      const area = AREAS.find((known) => known === named);
      return area === undefined ? [] : [{ area, effective: Day.parse(effective), text }];
    })
    .sort((one, two) => two.effective.localeCompare(one.effective) || one.text.localeCompare(two.text));
}

/**
 * Tells everybody with a role at an account that has a designation in the area, unless it has held for long. What is imported later for the same area and
 * day brings the same message up to date.
 */
export async function tellRequirements(
  context: Context,
  { area, effective }: { readonly area: Area; readonly effective: Day },
): Promise<JobOutcome> {
  const { documents, clock } = context;
  if (!isStillNews(effective, clock.now())) return 'done';
  const changes = await readRequirements(documents);
  const count = changes.filter((one) => one.area === area && one.effective === effective).length;
  if (count === 0) return 'done';
  const accounts = new Set<GlobalId>();
  for await (const { value } of documents.scan(DesignationDocument, 'accounts')) {
    if (value.area === area) accounts.add(value.globalId);
  }
  const told = new Set<PersonId>();
  for (const globalId of accounts) {
    for (const personId of await readersOfAccount(documents, globalId, clock.now())) told.add(personId);
  }
  await notifyAll(context, told, { kind: 'requirements-changed', area, effective }, count);
  return 'done';
}
