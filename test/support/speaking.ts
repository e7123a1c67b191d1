import type { Speaking } from '../../src/dialogs/speaking.ts';
import type { Person } from '../../src/domain/memberships/person.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { actorOf, type ReferralWorld } from './referral-world.ts';
import { person } from './seed.ts';
import { PersonDocument } from '../../src/usecases/memberships/documents.ts';

type World = Pick<ReferralWorld, 'context' | 'now'>;

/** Somebody who says or presses something, by number, known as given. */
export function speakingOf(
  world: World,
  number: number,
  opId: string,
  known: Partial<Person> = {},
): Speaking {
  return {
    context: world.context,
    actor: actorOf(number),
    person: person(number, known),
    reader: { locale: 'en-GB', timeZone: 'Europe/Berlin', now: world.now },
    opId,
  };
}

/** The same, as the store knows them now. */
export async function speakingNow(world: World, number: number, opId: string): Promise<Speaking> {
  const partition = partitions.person(person(number).personId);
  const stored = await world.context.documents.get(PersonDocument, partition, 'person');
  return speakingOf(world, number, opId, stored?.value);
}
