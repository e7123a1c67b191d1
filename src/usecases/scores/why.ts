import type { CustomerAssociations } from '../../domain/associations/association.ts';
import { isCustomerMetric } from '../../domain/scores/eligibility.ts';
import type { MetricScore } from '../../domain/scores/metric.ts';
import { scoreAccount, type AreaScore } from '../../domain/scores/score.ts';
import { listedFor, ownReason, type ListedSubject, type OwnReason } from '../../domain/scores/why.ts';
import type { Area, Metric } from '../../domain/shared/catalogue.ts';
import { CustomerId, type GlobalId, type PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { AssociationDocument, CustomerDocument } from '../associations/documents.ts';
import { associationId } from '../associations/ids.ts';
import { locationsOf } from '../memberships/locations-of.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { figuresOf, listedSubjects, listsFor } from './figures.ts';
import { accountFor, type Account, type Asker, type ScoresRefused } from './show.ts';

export interface WhyShown {
  readonly account: Account;
  readonly score: AreaScore;
  readonly metrics: readonly MetricWhy[];
}

/** Why a metric gives what it gives. */
export interface MetricWhy {
  readonly metric: MetricScore;
  /** From the programme's list, with the names of those customers that the asker may know. */
  readonly listed: readonly (ListedSubject & { readonly name: string })[];
  /** Counted ones and others that are customers of other locations. */
  readonly unseen: { readonly counted: number; readonly not: number };
  /** Without a list: from what the asker's locations stand with. */
  readonly own: readonly { readonly name: string; readonly reason: OwnReason }[];
}

/** Of a metric, on a card. */
const MAX_SUBJECTS = 12;
/** Customers that are looked at where there is no list. */
const MAX_OWN = 25;

/**
 * Which customers and people counted for the metrics of an area, which did not, and the first criterion that each failed;
 * for whoever has any role at one of the account's locations.
 *
 * @param metric undefined: all of the area
 */
export async function explainArea(
  { documents }: { readonly documents: Documents },
  asker: Asker,
  asked: { readonly globalId: GlobalId; readonly area: Area; readonly metric?: Metric | undefined },
  now: Date,
): Promise<Result<WhyShown, ScoresRefused>> {
  const { globalId, area, metric } = asked;
  const account = await accountFor(documents, asker, globalId, now);
  if (account === undefined) return refuse({ code: 'forbidden' });
  const rows = await figuresOf(documents, globalId);
  const [lists, listed, locations] = await Promise.all([
    listsFor(documents, globalId, rows),
    listedSubjects(documents, globalId, area, metric),
    locationsOf(documents, asker, now),
  ]);
  const score = scoreAccount(rows, { subjects: lists }).areas.find((one) => one.area === area);
  if (score === undefined) throw new Error(`no area ${area}`);
  const at = locations
    .map(({ location }) => location)
    .filter((location) => location.globalId === globalId)
    .map(({ partnerId }) => partnerId);
  const metrics = score.groups
    .flatMap((group) => group.metrics)
    .filter((one) => metric === undefined || one.metric === metric);
  const own = customersAt(documents, at);
  return ok({
    account,
    score,
    metrics: await Promise.all(
      metrics.map(async (one): Promise<MetricWhy> => {
        const subjects = listedFor(score, one, listed);
        return subjects.length > 0
          ? { metric: one, ...(await named(documents, at, subjects)), own: [] }
          : { metric: one, listed: [], unseen: NONE_UNSEEN, own: await ownOf(score, one, own) };
      }),
    ),
  });
}

const NONE_UNSEEN = { counted: 0, not: 0 };

/** The names of those that one of these locations stands with; of the others only how many there are. */
async function named(documents: Documents, at: readonly PartnerId[], subjects: readonly ListedSubject[]) {
  const seen: (ListedSubject & { readonly name: string })[] = [];
  const unseen = { counted: 0, not: 0 };
  for (const subject of subjects) {
    const name = await nameFor(documents, at, subject.subject);
    if (name !== undefined && seen.length < MAX_SUBJECTS) seen.push({ ...subject, name });
    else unseen[subject.counted ? 'counted' : 'not']++;
  }
  return { listed: seen, unseen };
}

async function nameFor(
  documents: Documents,
  at: readonly PartnerId[],
  subject: string,
): Promise<string | undefined> {
  const customerId = CustomerId.safeParse(subject.toLowerCase());
  // An address is of one of the account's own people.
  if (!customerId.success) return subject;
  for (const partnerId of at) {
    const held = await documents.get(
      AssociationDocument,
      partitions.partner(partnerId),
      associationId(customerId.data),
    );
    if (held !== undefined) return held.value.customerName;
  }
  return undefined;
}

/** The customers of some locations with their seats, read once, when it is first asked. */
function customersAt(documents: Documents, at: readonly PartnerId[]) {
  let found: Promise<readonly (CustomerAssociations & { readonly seats: number | null })[]> | undefined;
  return () => (found ??= readCustomers(documents, at));
}

async function readCustomers(documents: Documents, at: readonly PartnerId[]) {
  const pages = await Promise.all(
    at.map((partnerId) =>
      documents.list(AssociationDocument, partitions.partner(partnerId), {
        orderBy: [{ field: 'rank' }],
        limit: MAX_OWN,
      }),
    ),
  );
  const held = pages.flatMap(({ items }) => items.map(({ value }) => value)).slice(0, MAX_OWN);
  return Promise.all(
    held.map(async (one) => {
      const customer = await documents.get(CustomerDocument, partitions.customer(one.customerId), 'customer');
      return { ...one, seats: customer?.value.seats ?? null };
    }),
  );
}

async function ownOf(
  score: AreaScore,
  { metric }: MetricScore,
  customers: ReturnType<typeof customersAt>,
): Promise<MetricWhy['own']> {
  if (!isCustomerMetric(metric)) return [];
  return (await customers())
    .map((one) => ({ name: one.customerName, reason: ownReason(score, metric, one) }))
    .slice(0, MAX_SUBJECTS);
}
