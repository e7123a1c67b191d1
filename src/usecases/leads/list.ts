import type { Lead } from '../../domain/leads/lead.ts';
import type { Person } from '../../domain/memberships/person.ts';
import { may } from '../../domain/memberships/policy.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { listedAt, type ListedAt } from '../memberships/listed-at.ts';
import { listScope } from '../memberships/list-scope.ts';
import { mergedPage } from '../merged-page.ts';
import { partitions } from '../partitions.ts';
import { LeadDocument, LeadsReadDocument, LEADS_READ } from './documents.ts';

/**
 * A page of the co-sell leads of a location, or of all at which the person has a role: those to answer first.
 *
 * @param partnerId undefined: all of those
 * @param after where the page before ended; one that no page gave is the beginning
 * @returns undefined where the person has no right
 */
export async function listLeads(
  { documents, clock }: Context,
  person: Pick<Person, 'personId' | 'standings'>,
  partnerId: PartnerId | undefined,
  after: string | undefined,
): Promise<ListedAt<Lead> | undefined> {
  const scope = await listScope(documents, person, partnerId, clock.now(), (rights) =>
    may('referrals', rights),
  );
  if (scope === undefined) return undefined;
  const page = await mergedPage(documents, {
    kind: LeadDocument,
    partitions: scope.at.map(({ location }) => ({
      partition: partitions.partner(location.partnerId),
      where: [],
    })),
    after,
    isSearch: false,
    fits: () => true,
  });
  return listedAt(scope, page);
}

/**
 * How many leads of some locations there are, and how many of them wait for an answer. One read a location; two counts more
 * where leads were ever read.
 *
 * @param without locations that are known to have had none read
 */
export async function countLeads(
  { documents }: Pick<Context, 'documents'>,
  partnerIds: readonly PartnerId[],
  without: ReadonlySet<PartnerId> = new Set(),
): Promise<{ readonly all: number; readonly toAnswer: number }> {
  const counts = await Promise.all(
    partnerIds.map(async (partnerId) => {
      if (without.has(partnerId)) return [0, 0] as const;
      const partition = partitions.partner(partnerId);
      const read = await documents.get(LeadsReadDocument, partition, LEADS_READ);
      if (read === undefined) return [0, 0] as const;
      return Promise.all([
        documents.count(LeadDocument, partition, []),
        documents.count(LeadDocument, partition, [{ field: 'status', is: '=', value: 'New' }]),
      ]);
    }),
  );
  return {
    all: counts.reduce((sum, [all]) => sum + all, 0),
    toAnswer: counts.reduce((sum, [, toAnswer]) => sum + toAnswer, 0),
  };
}
