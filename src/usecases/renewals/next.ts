import { nextDue } from '../../domain/renewals/anniversary.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Program } from '../../domain/shared/catalogue.ts';
import type { Day } from '../../domain/shared/time.ts';
import { listAll } from '../list-all.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { RenewalDocument } from './documents.ts';

/** A membership of a location, and the anniversary that is to be renewed next. */
export interface Due {
  readonly program: Program;
  readonly due: Day;
}

/** The memberships of a location that are to be renewed, the next first; of one day by programme. One query. */
export async function dueAt(
  documents: Documents,
  { partnerId, memberships }: Pick<Location, 'partnerId' | 'memberships'>,
  today: Day,
): Promise<readonly Due[]> {
  const renewals = await listAll(documents, RenewalDocument, partitions.partner(partnerId));
  const renewed = new Map(renewals.map((renewal) => [renewal.program, renewal.renewed?.due ?? null]));
  return memberships
    .flatMap(({ program, ...yearly }) => {
      const due = nextDue(yearly, renewed.get(program) ?? null, today);
      return due === undefined ? [] : [{ program, due }];
    })
    .sort((one, two) => one.due.localeCompare(two.due) || one.program.localeCompare(two.program));
}
