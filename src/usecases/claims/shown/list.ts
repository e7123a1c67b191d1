import { claimsSubscription } from '../../../domain/claims/activities.ts';
import type { ClaimEntry } from '../../../domain/claims/claim-entry.ts';
import type { Person } from '../../../domain/memberships/person.ts';
import type { Rights } from '../../../domain/memberships/rights.ts';
import { isNamed } from '../../../domain/referrals/offer-entry.ts';
import type { ClaimStatus, Workload } from '../../../domain/shared/catalogue.ts';
import type { PartnerId } from '../../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../../domain/shared/result.ts';
import type { Context } from '../../context.ts';
import { listedAt, type ListedAt } from '../../memberships/listed-at.ts';
import { listScope } from '../../memberships/list-scope.ts';
import { mergedPage, type MergedPage } from '../../merged-page.ts';
import { partitions } from '../../partitions.ts';
import type { Condition, Document, Documents } from '../../ports.ts';
import { ClaimDraftDocument, ClaimEntryDocument } from '../documents.ts';

export interface ClaimsQuery {
  readonly status?: ClaimStatus | undefined;
  /** A workload; or every subscription. */
  readonly target?: Workload | 'subscriptions' | undefined;
  /** A part of the customer's name; `''`: every customer. */
  readonly customer: string;
  /** Where the page before ended; one that no page gave is the beginning. */
  readonly after?: string | undefined;
}

/** First what waits on the partner, by deadline; then what is under way; then the rest, latest first. */
export interface ClaimsList extends ListedAt<ClaimEntry> {
  /** Of the person who asks. */
  readonly drafts: number;
}

/**
 * A page of the claims of a location, or of all where the person has an incentive role.
 *
 * @param partnerId undefined: all of those
 */
export async function listClaims(
  { documents, clock }: Context,
  person: Pick<Person, 'personId' | 'standings'>,
  partnerId: PartnerId | undefined,
  query: ClaimsQuery,
): Promise<Result<ClaimsList, { readonly code: 'forbidden' }>> {
  const [scope, drafts] = await Promise.all([
    listScope(documents, person, partnerId, clock.now(), ({ incentiveRole }) => incentiveRole !== null),
    documents.count(ClaimDraftDocument, partitions.person(person.personId), []),
  ]);
  if (scope === undefined) return refuse({ code: 'forbidden' });
  return ok({ ...listedAt(scope, await pageOf(documents, scope.at, query)), drafts });
}

function pageOf(
  documents: Documents,
  at: readonly Rights[],
  { status, target, customer, after }: ClaimsQuery,
): Promise<MergedPage<ClaimEntry>> {
  const where: Condition[] = [
    ...(status === undefined ? [] : [{ field: 'status', is: '=', value: status } as const]),
    ...(target === undefined || target === 'subscriptions'
      ? []
      : [{ field: 'target', is: '=', value: target } as const]),
  ];
  const fits = ({ value }: Document<ClaimEntry>) =>
    isNamed(value.customerName, customer) &&
    (target !== 'subscriptions' || claimsSubscription(value.activity));
  return mergedPage(documents, {
    kind: ClaimEntryDocument,
    partitions: at.map(({ location }) => ({ partition: partitions.partner(location.partnerId), where })),
    after,
    isSearch: customer !== '' || target === 'subscriptions',
    fits,
  });
}
