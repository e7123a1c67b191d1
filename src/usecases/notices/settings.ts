import type { Actor, Person } from '../../domain/memberships/person.ts';
import {
  changeSettings,
  type SettingsAsked,
  type SettingsRefused,
} from '../../domain/memberships/settings.ts';
import { ok, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { JobDocument } from '../jobs.ts';
import { PERSON_DOCUMENT } from '../memberships/find-person.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, replace } from '../ports.ts';
import { LANE_JOB, laneChange } from './notify.ts';
import { PersonDocument } from '../memberships/documents.ts';

/** Changes how a person is told of things. What waited for quiet hours that are over now goes at once. */
export function setSettings(
  { documents, clock, queues }: Context,
  { personId }: Pick<Actor, 'personId'>,
  asked: SettingsAsked,
): Promise<Result<Person, SettingsRefused>> {
  const partition = partitions.person(personId);
  return decideAgain(queues, partition, async () => {
    const [stored, lane] = await Promise.all([
      documents.get(PersonDocument, partition, PERSON_DOCUMENT),
      documents.get(JobDocument, partition, LANE_JOB),
    ]);
    // Whoever speaks is known: it can only be that another process is writing them down.
    if (stored === undefined) throw new ConflictError(PERSON_DOCUMENT);
    const settings = changeSettings(stored.value.settings, asked);
    if (!settings.ok) return settings;
    const person: Person = { ...stored.value, settings: settings.value };
    if (JSON.stringify(person.settings) !== JSON.stringify(stored.value.settings)) {
      const run = laneChange(lane, personId, clock.now());
      await documents.commit(partition, [replace(PersonDocument, stored, person), run]);
    }
    return ok(person);
  });
}
