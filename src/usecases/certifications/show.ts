import {
  skillingOf,
  type CertifiedPerson,
  type SkillingStanding,
} from '../../domain/certifications/people.ts';
import type { Area, Track } from '../../domain/shared/catalogue.ts';
import type { GlobalId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Day } from '../../domain/shared/time.ts';
import type { Documents } from '../ports.ts';
import { accountScore } from '../scores/figures.ts';
import { accountFor, type Account, type Asker, type ScoresRefused } from '../scores/show.ts';
import { certifiedPeople } from './people.ts';

export interface CertificatesShown {
  readonly account: Account;
  readonly people: readonly CertifiedPerson[];
  /** Of the area that was asked about. */
  readonly inArea:
    { readonly area: Area; readonly track: Track; readonly metrics: readonly SkillingStanding[] } | undefined;
}

/**
 * The certified people of an account, and who of them counts in an area on the track that its score is of; for whoever has
 * any role at one of its locations.
 *
 * @param today the reader's calendar day
 */
export async function showCertificates(
  { documents }: { readonly documents: Documents },
  asker: Asker,
  { globalId, area }: { readonly globalId: GlobalId; readonly area?: Area | undefined },
  now: Date,
  today: Day,
): Promise<Result<CertificatesShown, ScoresRefused>> {
  const account = await accountFor(documents, asker, globalId, now);
  if (account === undefined) return refuse({ code: 'forbidden' });
  const people = await certifiedPeople(documents, globalId);
  if (area === undefined) return ok({ account, people, inArea: undefined });
  const score = await accountScore(documents, globalId);
  const track = score.areas.find((one) => one.area === area)?.track ?? 'enterprise';
  return ok({ account, people, inArea: { area, track, metrics: skillingOf(area, track, people, today) } });
}
