import { readsAs, type Person } from '../../domain/memberships/person.ts';
import { localMonth } from '../today/week.ts';
import type { Context } from '../context.ts';
import { locationsOf } from '../memberships/locations-of.ts';
import { notify } from '../notices/notify.ts';
import { NoticeDocument } from '../notices/documents.ts';
import { partitions } from '../partitions.ts';
import { showLeft, type LeftShown } from './left.ts';

/**
 * Tells somebody what is left on the table at their locations, once a month: on the first Monday morning of it on which
 * something is. Nobody who does not want it.
 */
export async function tellLeft(context: Context, person: Person): Promise<void> {
  const { documents, clock } = context;
  const { personId, settings } = person;
  if (settings.muted.includes('left')) return;
  const month = localMonth(readsAs(person).timeZone, clock.now());
  const told = await documents.get(NoticeDocument, partitions.person(personId), `notice:left-month:${month}`);
  if (told !== undefined || withAnything(await leftOf(context, person)).length === 0) return;
  await notify(context, personId, { kind: 'left-month', month }, 1);
}

/** The first page of each of a person's locations, by name. */
export async function leftOf(
  context: Context,
  person: Pick<Person, 'personId' | 'standings'>,
): Promise<readonly LeftShown[]> {
  const locations = await locationsOf(context.documents, person, context.clock.now());
  const found = await Promise.all(
    locations.map(({ location }) => showLeft(context, person, location.partnerId)),
  );
  return found.flatMap((left) => (left.ok ? [left.value] : []));
}

/** Those at which anything is left on the table. */
export function withAnything(all: readonly LeftShown[]): readonly LeftShown[] {
  return all.filter(({ entries, certificates }) => entries.length + certificates.length > 0);
}
