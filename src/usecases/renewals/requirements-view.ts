import type { Person } from '../../domain/memberships/person.ts';
import type { Area } from '../../domain/shared/catalogue.ts';
import type { Day } from '../../domain/shared/time.ts';
import type { Context } from '../context.ts';
import { partitions } from '../partitions.ts';
import { DesignationDocument } from '../scores/documents.ts';
import { aProgram, rightsInAccount, type DesignationView } from './designation-view.ts';
import { readRequirements } from './requirements.ts';

/** What changes in an area on a day, for somebody at an account with a designation there. */
export interface RequirementsView extends Pick<DesignationView, 'area' | 'location' | 'program'> {
  readonly effective: Day;
  readonly texts: readonly string[];
}

/** @returns undefined when nothing changes (any more), or none of the person's accounts has a designation there */
export async function requirementsView(
  { documents, clock }: Pick<Context, 'documents' | 'clock'>,
  person: Pick<Person, 'personId' | 'standings'>,
  { area, effective }: { readonly area: Area; readonly effective: Day },
): Promise<RequirementsView | undefined> {
  const changes = await readRequirements(documents);
  const texts = changes.filter((one) => one.area === area && one.effective === effective);
  if (texts.length === 0) return undefined;
  for (const globalId of new Set(person.standings.flatMap((standing) => standing.globalId ?? []))) {
    const at = partitions.account(globalId);
    if ((await documents.get(DesignationDocument, at, `designation:${area}`)) === undefined) continue;
    const rights = await rightsInAccount({ documents, clock }, person, globalId);
    if (rights === undefined) continue;
    const program = aProgram(rights, clock.now());
    return { area, effective, texts: texts.map(({ text }) => text), location: rights.location, program };
  }
  return undefined;
}
