import type { Person, Standing } from '../../domain/memberships/person.ts';
import { comparable } from '../../domain/shared/email.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { newJob } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, replace, type Change } from '../ports.ts';
import { mailKey } from './person-id.ts';
import { PERSON_DOCUMENT } from './find-person.ts';
import { boundChanges } from './bound-changes.ts';
import { ContactDocument, OperatorDocument, PersonDocument, PointerDocument } from './documents.ts';
import { findLocation } from '../referrals/directory.ts';

const MAX_ROWS = 100;

/**
 * Binds a person to the roster rows that were imported with their address alone, in their own tenant only. What waits at
 * those locations follows as a job. Doing it twice changes nothing.
 *
 * @param email as Teams' roster gives it for this person: never from what somebody typed
 */
export async function bindByEmail(context: Context, person: Person, email: string): Promise<Person> {
  const { documents } = context;
  const key = mailKey(person.tenantId, email);
  const pointers = await documents.list(PointerDocument, partitions.pointer('mail', key), {
    limit: MAX_ROWS,
  });
  const standings: Standing[] = [];
  let operator = false;
  for (const { id } of pointers.items) {
    if (id === 'operator') {
      operator = (await bindOperator(context, person, email)) || operator;
      continue;
    }
    const partnerId = PartnerId.safeParse(id.split(':')[0]);
    if (!partnerId.success || !(await bindContacts(context, person, partnerId.data, email))) continue;
    const location = await findLocation(documents, partnerId.data);
    standings.push({ partnerId: partnerId.data, globalId: location?.value.globalId ?? null });
  }
  // The address of programme staff is kept in any case: it says which partners are their own.
  if (standings.length === 0 && !operator && !person.operator) return person;
  return addStandings(context, person, { standings, operator, email: comparable(email) });
}

/**
 * Who turns out to have several entries in one membership keeps the highest role, and what was changed in chat while their
 * address waited is told to them.
 *
 * @returns whether a row of that location is bound to the person now
 */
async function bindContacts(
  { documents, queues, clock }: Context,
  person: Person,
  partnerId: PartnerId,
  email: string,
): Promise<boolean> {
  const partition = partitions.partner(partnerId);
  return decideAgain(queues, partition, async () => {
    const [waiting, own] = await Promise.all([
      documents.list(ContactDocument, partition, {
        where: [
          { field: 'email', is: '=', value: comparable(email) },
          { field: 'tenantId', is: '=', value: person.tenantId },
        ],
        limit: MAX_ROWS,
      }),
      documents.list(ContactDocument, partition, {
        where: [{ field: 'personId', is: '=', value: person.personId }],
        limit: MAX_ROWS,
      }),
    ]);
    const unbound = waiting.items.filter((contact) => contact.value.personId === null);
    if (unbound.length > 0) {
      await documents.commit(partition, boundChanges(person, unbound, own.items, clock.now()));
    }
    return unbound.length > 0 || own.items.length > 0;
  });
}

async function bindOperator({ documents, queues }: Context, person: Person, email: string): Promise<boolean> {
  const partition = partitions.program('operators');
  return decideAgain(queues, partition, async () => {
    const found = await documents.list(OperatorDocument, partition, {
      where: [
        { field: 'email', is: '=', value: comparable(email) },
        { field: 'tenantId', is: '=', value: person.tenantId },
      ],
      limit: MAX_ROWS,
    });
    const { personId, aadObjectId } = person;
    const unbound = found.items.filter((operator) => operator.value.personId === null);
    const changes = unbound.map((row) =>
      replace(OperatorDocument, row, { ...row.value, personId, aadObjectId }),
    );
    if (changes.length > 0) await documents.commit(partition, changes);
    return changes.length > 0 || found.items.some((row) => row.value.personId === personId);
  });
}

function addStandings(
  { documents, queues, clock }: Context,
  { personId }: Person,
  bound: { readonly standings: readonly Standing[]; readonly operator: boolean; readonly email: string },
): Promise<Person> {
  const partition = partitions.person(personId);
  return decideAgain(queues, partition, async () => {
    const stored = await documents.get(PersonDocument, partition, PERSON_DOCUMENT);
    if (stored === undefined) throw new ConflictError(PERSON_DOCUMENT);
    const operator = stored.value.operator || bound.operator;
    const known = new Set(stored.value.standings.map((standing) => standing.partnerId));
    const added = bound.standings.filter((standing) => !known.has(standing.partnerId));
    const isKnown = added.length === 0 && stored.value.email !== null && stored.value.operator === operator;
    if (isKnown) return stored.value;
    const person: Person = {
      ...stored.value,
      email: bound.email,
      operator,
      standings: [...stored.value.standings, ...added],
    };
    const jobs: Change[] = added.map(({ partnerId }) =>
      newJob(`catch-up:${partnerId}`, { task: 'person.catch-up', personId, partnerId }, clock.now()),
    );
    if (operator && !stored.value.operator) {
      jobs.push(newJob('catch-up:operator', { task: 'operator.catch-up', personId }, clock.now()));
    }
    await documents.commit(partition, [replace(PersonDocument, stored, person), ...jobs]);
    return person;
  });
}
