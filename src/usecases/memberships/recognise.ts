import { newPerson, type ConversationReference, type Person } from '../../domain/memberships/person.ts';
import type { AadObjectId, TenantId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { JobDocument } from '../jobs.ts';
import { laneChange, LANE_JOB } from '../notices/notify.ts';
import { partitions } from '../partitions.ts';
import { weekJob } from '../today/week.ts';
import { create, replace, type Change, type Document } from '../ports.ts';
import { bindByEmail } from './bind.ts';
import { reachabilityChange } from './reachability.ts';
import { PERSON_DOCUMENT } from './find-person.ts';
import { markOutsider } from './person-changes.ts';
import { mailKey, personIdOf } from './person-id.ts';
import { tenantLocale } from './tenant-locale.ts';
import { isErased, liftTombstones } from '../erasure/tombstones.ts';
import { PersonDocument, PointerDocument } from './documents.ts';

/** What a verified activity says of its sender. */
export interface Sighting {
  readonly tenantId: TenantId;
  readonly aadObjectId: AadObjectId;
  readonly name: string;
  /** BCP 47; undefined where the client names none that Porter has. */
  readonly locale: string | undefined;
  readonly timeZone: string | undefined;
  /** The personal chat; undefined when seen elsewhere. */
  readonly conversation: ConversationReference | undefined;
  /** They wrote to Porter themselves, in the personal chat. */
  readonly wrote?: boolean;
}

/** What Teams' roster says of a person. */
export interface RosterEntry {
  readonly email: string | undefined;
  /** A guest, or somebody of another organisation. */
  readonly outsider: boolean;
}

/**
 * Who is speaking, with where to reach them kept fresh. Somebody without any standing is looked up by the address that
 * Teams' roster gives, and bound to the rows that wait for it; somebody with one when they arrive or greet, since a
 * further row may wait for them. Whom the roster has as an outsider is bound to nothing. Somebody who could not be reached is again, and gets what waited.
 *
 * @param greets they arrive, or say hello: there is time to look for more
 * @param known the person as already read in this turn
 * @param rosterOf asks Teams for the person; called only when it is needed
 */
export async function recognise(
  context: Context,
  sighting: Sighting,
  known: Document<Person> | undefined,
  greets: boolean,
  rosterOf: () => Promise<RosterEntry | undefined>,
): Promise<Person> {
  const erased = known === undefined && (await isErased(context.documents, sighting.aadObjectId));
  if (erased && !(await isGrantedAgain(context, sighting, rosterOf))) {
    return newPerson({ ...sighting, personId: personIdOf(sighting.tenantId, sighting.aadObjectId) });
  }
  const person = await keep(context, sighting, known);
  const stands = (person.standings.length > 0 || person.operator) && person.outsider !== true;
  if (stands && !greets) return person;
  if (stands && person.email !== null) return bindByEmail(context, person, person.email);
  const entry = await rosterOf();
  const now = await keepOutsider(context, person, entry?.outsider);
  if (now.outsider === true || entry?.email === undefined) return now;
  return bindByEmail(context, now, entry.email);
}

/** @param outsider as the roster has it; undefined: it was not told, and what is known stays */
async function keepOutsider(
  context: Context,
  person: Person,
  outsider: boolean | undefined,
): Promise<Person> {
  if (outsider === undefined || outsider === (person.outsider ?? false)) return person;
  await markOutsider(context, person.personId, outsider);
  return { ...person, outsider };
}

/**
 * Whether a program admin has given something to the address of somebody who was erased. Nobody else waits by an address of
 * theirs: imports leave such rows out. Until then nothing is kept of who they are.
 */
async function isGrantedAgain(
  { documents, clock }: Context,
  { tenantId, aadObjectId }: Sighting,
  rosterOf: () => Promise<RosterEntry | undefined>,
): Promise<boolean> {
  const email = (await rosterOf())?.email;
  if (email === undefined) return false;
  const pointers = partitions.pointer('mail', mailKey(tenantId, email));
  if ((await documents.count(PointerDocument, pointers, [])) === 0) return false;
  await liftTombstones(documents, { aadObjectId, email: '' }, clock.now());
  return true;
}

function keep(context: Context, sighting: Sighting, known: Document<Person> | undefined): Promise<Person> {
  const { documents, queues, clock } = context;
  const now = clock.now();
  if (known !== undefined && !differs(known.value, seen(known.value, sighting, now))) {
    return Promise.resolve(known.value);
  }
  const personId = personIdOf(sighting.tenantId, sighting.aadObjectId);
  const partition = partitions.person(personId);
  return decideAgain(queues, partition, async () => {
    const stored = await documents.get(PersonDocument, partition, PERSON_DOCUMENT);
    if (stored === undefined) {
      const locale = await tenantLocale(documents, sighting.tenantId);
      const person = seen(newPerson({ ...sighting, personId }, locale), sighting, now);
      await documents.commit(partition, [
        create(PersonDocument, PERSON_DOCUMENT, person),
        ...firstWriting(undefined, person, now),
      ]);
      return person;
    }
    const person = seen(stored.value, sighting, now);
    if (!differs(stored.value, person)) return person;
    const changes = [replace(PersonDocument, stored, person), ...firstWriting(stored.value, person, now)];
    if (stored.value.unreachable !== null && person.unreachable === null) {
      const lane = await documents.get(JobDocument, partition, LANE_JOB);
      changes.push(laneChange(lane, personId, now));
      changes.push(...(await reachabilityChange(documents, person, now)));
    }
    await documents.commit(partition, changes);
    return person;
  });
}

/** The person as this sighting shows them. Wherever they are active, it is worth trying again to reach them. */
function seen(person: Person, sighting: Sighting, now: Date): Person {
  const { conversation } = sighting;
  return {
    ...person,
    name: sighting.name === '' ? person.name : sighting.name,
    locale: sighting.locale ?? person.locale,
    timeZone: sighting.timeZone ?? person.timeZone,
    ...(conversation === undefined ? {} : { conversation }),
    ...(sighting.wrote === true && person.wroteAt === undefined ? { wroteAt: now } : {}),
    unreachable: null,
  };
}

/** Who writes for the first time is told every Monday from then on what waits for them. */
function firstWriting(before: Person | undefined, person: Person, now: Date): readonly Change[] {
  return before?.wroteAt === undefined && person.wroteAt !== undefined ? [weekJob(person, now)] : [];
}

/** In what a sighting tells; all else is the same object. */
function differs(a: Person, b: Person): boolean {
  return (
    a.name !== b.name ||
    a.locale !== b.locale ||
    a.timeZone !== b.timeZone ||
    a.wroteAt !== b.wroteAt ||
    a.unreachable !== b.unreachable ||
    JSON.stringify(a.conversation) !== JSON.stringify(b.conversation)
  );
}
