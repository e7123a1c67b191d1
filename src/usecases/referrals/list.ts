import type { Person } from '../../domain/memberships/person.ts';
import { mayActOn, type Rights } from '../../domain/memberships/rights.ts';
import type { Contact } from '../../domain/memberships/contact.ts';
import { newQuarter, quarterOf, type QuarterFigures } from '../../domain/referrals/acceptance.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { namesOf } from '../../domain/referrals/names.ts';
import { isNamed, type OfferEntry } from '../../domain/referrals/offer-entry.ts';
import type { OfferStatus, ReferralKind } from '../../domain/referrals/referral.ts';
import { AadObjectId, type PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { listedAt, type ListedAt } from '../memberships/listed-at.ts';
import { listScope } from '../memberships/list-scope.ts';
import { rosterOf } from '../memberships/roster.ts';
import { mergedPage, type MergedPage } from '../merged-page.ts';
import { partitions } from '../partitions.ts';
import type { Condition, Document, Documents } from '../ports.ts';
import { countLeads } from '../leads/list.ts';
import { LeadsReadDocument, LEADS_READ } from '../leads/documents.ts';
import { rosterRightsWith } from '../memberships/rights.ts';
import { figuresBeside, figuresOf } from './figures.ts';
import { OfferEntryDocument } from './documents.ts';

export interface ListQuery {
  readonly status?: OfferStatus | undefined;
  readonly kind?: ReferralKind | undefined;
  /** A part of the customer's name; `''`: every customer. */
  readonly customer: string;
  /** Where the page before ended; one that no page gave is the beginning. */
  readonly after?: string | undefined;
}

/** Open ones first by deadline, then history, newest first. */
export interface ReferralList extends ListedAt<OfferEntry> {
  /** Of the current quarter, for each of the locations listed. */
  readonly figures: readonly QuarterFigures[];
  /** Locations of which Benefit referrals are left out: they need a role in the FastTrack Ready Partner membership. */
  readonly standardOnly: readonly Location[];
  /** Co-sell leads of those locations, and those of them that wait for an answer. */
  readonly leads: { readonly all: number; readonly toAnswer: number };
}

/**
 * A page of the referrals of a location, or of all at which the person has a right. A part of a name is looked for among
 * at most a thousand entries a turn; the cursor goes on from there.
 *
 * @param partnerId undefined: all of the person's locations
 */
export async function listReferrals(
  { documents, clock }: Context,
  person: Pick<Person, 'personId' | 'standings'>,
  partnerId: PartnerId | undefined,
  query: ListQuery,
): Promise<Result<ReferralList, { readonly code: 'forbidden' }>> {
  const now = clock.now();
  let known: Known | undefined;
  const scope = await listScope(documents, person, partnerId, now, undefined, async (alone) => {
    known = await readAt(documents, person, alone, now);
    return known?.rights;
  });
  if (scope === undefined) return refuse({ code: 'forbidden' });
  const { at } = scope;
  const partnerIds = at.map(({ location }) => location.partnerId);
  const isLeadless = known !== undefined && !known.hasReadLeads;
  const [page, figures, leads] = await Promise.all([
    pageOf(documents, at, query),
    known === undefined
      ? Promise.all(partnerIds.map((id) => figuresOf(documents, id, quarterOf(now))))
      : [known.figures],
    countLeads({ documents }, partnerIds, new Set(isLeadless ? partnerIds : [])),
  ]);
  const found = await withNames(documents, at, page.found, known?.roster);
  const standardOnly = at.filter((rights) => !mayActOn('benefit', rights)).map(({ location }) => location);
  return ok({ ...listedAt(scope, { ...page, found }), figures, standardOnly, leads });
}

/** What the list of one location needs beside its page. */
interface Known {
  readonly rights: Rights;
  readonly roster: readonly Contact[];
  readonly figures: QuarterFigures;
  readonly hasReadLeads: boolean;
}

/** Two reads. */
async function readAt(
  documents: Documents,
  person: Pick<Person, 'personId'>,
  partnerId: PartnerId,
  now: Date,
): Promise<Known | undefined> {
  const quarter = quarterOf(now);
  const held = await rosterRightsWith(documents, person, partnerId, now, {
    figures: figuresBeside(quarter),
    leads: { kind: LeadsReadDocument, id: LEADS_READ },
  });
  if (held === undefined) return undefined;
  const { rights, roster, beside } = held;
  const figures = beside.figures?.value ?? newQuarter(quarter);
  return { rights, roster, figures, hasReadLeads: beside.leads !== undefined };
}

function pageOf(
  documents: Documents,
  at: readonly Rights[],
  { status, kind, customer, after }: ListQuery,
): Promise<MergedPage<OfferEntry>> {
  const asked: Condition[] = [
    ...(status === undefined ? [] : [{ field: 'status', is: '=', value: status } as const]),
    ...(kind === undefined ? [] : [{ field: 'kind', is: '=', value: kind } as const]),
  ];
  const standard: Condition = { field: 'kind', is: '=', value: 'standard' };
  return mergedPage(documents, {
    kind: OfferEntryDocument,
    partitions: at.map((rights) => ({
      partition: partitions.partner(rights.location.partnerId),
      where: mayActOn('benefit', rights) ? asked : [...asked, standard],
    })),
    after,
    isSearch: customer !== '',
    fits: ({ value }) => isNamed(value.customerName, customer),
  });
}

/**
 * Entries with who decided as their location's roster has them now; an earlier release kept the name itself.
 *
 * @param roster of the only location, where it has been read
 */
async function withNames(
  documents: Documents,
  at: readonly Rights[],
  found: readonly Document<OfferEntry>[],
  roster: readonly Contact[] | undefined,
): Promise<readonly Document<OfferEntry>[]> {
  const isKeptById = ({ value }: Document<OfferEntry>) => AadObjectId.safeParse(value.decidedBy).success;
  const wanted = new Set(found.filter(isKeptById).map(({ partition }) => partition));
  const partners = at
    .map(({ location }) => location.partnerId)
    .filter((partnerId) => wanted.has(partitions.partner(partnerId)));
  const names = new Map(
    await Promise.all(
      partners.map(
        async (partnerId) =>
          [partitions.partner(partnerId), namesOf(roster ?? (await rosterOf(documents, partnerId)))] as const,
      ),
    ),
  );
  return found.map((item) => {
    if (!isKeptById(item)) return item;
    const decidedBy = names.get(item.partition)?.get(item.value.decidedBy) ?? '';
    return { ...item, value: { ...item.value, decidedBy } };
  });
}
