import type { GlobalId } from '../../domain/shared/ids.ts';
import { addDays, dayOf, type Day } from '../../domain/shared/time.ts';
import { certifiedPeople } from '../certifications/people.ts';
import type { Documents } from '../ports.ts';

/** A certificate that ends soon. */
export interface Lapsing {
  readonly email: string;
  readonly name: string;
  readonly certification: string;
  readonly expires: Day;
}

const SOON_DAYS = 90;

/** The certificates of an account's people that end within 90 days, the next first. One query. */
export async function lapsingAt(
  documents: Documents,
  globalId: GlobalId,
  now: Date,
): Promise<readonly Lapsing[]> {
  const [today, soon] = [dayOf(now), dayOf(addDays(now, SOON_DAYS))];
  return (await certifiedPeople(documents, globalId))
    .flatMap(({ email, name, certificates }) =>
      certificates.flatMap(({ written, expires }) =>
        expires !== null && expires >= today && expires <= soon
          ? [{ email, name, certification: written, expires }]
          : [],
      ),
    )
    .sort((one, two) => one.expires.localeCompare(two.expires));
}
