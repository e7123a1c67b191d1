import type { Person } from '../../domain/memberships/person.ts';
import type { PartnerId, PersonId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { partitions } from '../partitions.ts';
import { replace, type Change } from '../ports.ts';
import { PERSON_DOCUMENT } from './find-person.ts';
import type { MembershipRef } from './team/read-team.ts';
import { reachabilityChange } from './reachability.ts';
import { PersonDocument } from './documents.ts';

/**
 * Claims the one welcome that a person gets, whatever the number of install events.
 * @returns whether this caller is the one to send it
 */
export function claimWelcome(context: Context, personId: PersonId): Promise<boolean> {
  return change(context, personId, (person) =>
    person.welcomedAt === null ? { ...person, welcomedAt: context.clock.now() } : undefined,
  );
}

/** The app was removed: nothing is sent any more until the person is heard of again. */
export function markGone(context: Context, personId: PersonId): Promise<boolean> {
  const now = context.clock.now();
  return change(
    context,
    personId,
    (person) => ({ ...person, conversation: null, unreachable: { since: now, status: 0 } }),
    (person) => reachabilityChange(context.documents, person, now),
  );
}

/** Notes whether Teams' roster has the person as a guest, or of another organisation. */
export function markOutsider(context: Context, personId: PersonId, outsider: boolean): Promise<boolean> {
  return change(context, personId, (person) => ({ ...person, outsider }));
}

/** Notes in which chat a dialog of several steps is under way, so that other messages need not look. */
export function markDialog(context: Context, personId: PersonId, dialogIn: string | null): Promise<boolean> {
  return change(context, personId, (person) =>
    person.dialogIn === dialogIn ? undefined : { ...person, dialogIn },
  );
}

/** Keeps which of a person's several locations they asked about, for words that need one. */
export async function rememberLocation(
  context: Context,
  { personId, standings, lastPartnerId }: Person,
  partnerId: PartnerId,
): Promise<void> {
  if (standings.length < 2 || lastPartnerId === partnerId) return;
  await change(context, personId, (person) => ({ ...person, lastPartnerId: partnerId }));
}

/**
 * Keeps which of several memberships a person chose, for words that need one; the location with it, so that words about a
 * location do not ask again.
 */
export async function rememberMembership(
  context: Context,
  { personId, lastMembership, lastPartnerId }: Person,
  { partnerId, program }: MembershipRef,
): Promise<void> {
  const isKnown = lastMembership?.partnerId === partnerId && lastMembership.program === program;
  if (isKnown && lastPartnerId === partnerId) return;
  const chosen = { lastPartnerId: partnerId, lastMembership: { partnerId, program } };
  await change(context, personId, (person) => ({ ...person, ...chosen }));
}

function change(
  { documents, queues }: Context,
  personId: PersonId,
  decide: (person: Person) => Person | undefined,
  besides: (person: Person) => Promise<readonly Change[]> = () => Promise.resolve([]),
): Promise<boolean> {
  const partition = partitions.person(personId);
  return decideAgain(queues, partition, async () => {
    const stored = await documents.get(PersonDocument, partition, PERSON_DOCUMENT);
    const next = stored === undefined ? undefined : decide(stored.value);
    if (stored === undefined || next === undefined) return false;
    await documents.commit(partition, [replace(PersonDocument, stored, next), ...(await besides(next))]);
    return true;
  });
}
