import type { CustomerAssociations } from '../../domain/associations/association.ts';
import { isCustomerMetric } from '../../domain/scores/eligibility.ts';
import type { MetricScore } from '../../domain/scores/metric.ts';
import { areaOf, type AreaScore } from '../../domain/scores/score.ts';
import { viewOf, type AreaView } from '../../domain/scores/scoreboard.ts';
import { listedFor, ownReason, type ListedSubject, type OwnReason } from '../../domain/scores/why.ts';
import type { Area, Metric } from '../../domain/shared/catalogue.ts';
import { CustomerId, type GlobalId, type PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { dayOf } from '../../domain/shared/time.ts';
import { AssociationDocument, CustomerDocument } from '../associations/documents.ts';
import { associationId } from '../associations/ids.ts';
import { locationsOf } from '../memberships/locations-of.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { listedSubjects } from './figures.ts';
import { boardOf } from './scoreboard.ts';
import { accountFor, type Account, type Asker, type ScoresRefused } from './show.ts';

export interface WhyShown {
  readonly account: Account;
  readonly score: AreaView;
  readonly metrics: readonly MetricWhy[];
}

/** Why a metric gives what it gives. */
export interface MetricWhy {
  readonly metric: MetricScore;
  /** From the programme's list, with the names of those customers that the asker may know. */
  readonly listed: readonly (ListedSubject & { readonly name: string })[];
  /** Counted ones and others that are customers of none of their locations. */
  readonly unseen: { readonly counted: number; readonly not: number };
  /** How many more the list has than are looked at. */
  readonly more: number;
  /** Without a list: from what the asker's locations stand with. */
  readonly own: readonly { readonly name: string; readonly reason: OwnReason }[];
}

/** Of a metric, on a card: of those that count, and of those that do not. */
const MAX_SUBJECTS = 8;
/** Locations of an account that one turn looks through. */
const MAX_LOCATIONS = 5;
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
  const [board, locations] = await Promise.all([
    boardOf(documents, globalId),
    locationsOf(documents, asker, now, (location) => location.globalId === globalId),
  ]);
  const score = areaOf(viewOf(board, dayOf(now)).areas, area);
  const at = locations.slice(0, MAX_LOCATIONS).map(({ location }) => location.partnerId);
  const metrics = score.groups
    .flatMap((group) => group.metrics)
    .filter((one) => metric === undefined || one.metric === metric);
  const listed = await listedSubjects(documents, globalId, area, metrics);
  const own = customersAt(documents, at);
  const nameOf = namesAt(documents, at);
  return ok({
    account,
    score,
    metrics: await Promise.all(
      metrics.map(async (one): Promise<MetricWhy> => {
        const subjects = listedFor(score, one, listed);
        return subjects.length > 0
          ? { metric: one, ...(await named(subjects, nameOf)), own: [] }
          : { metric: one, listed: [], unseen: NONE_UNSEEN, more: 0, own: await ownOf(score, one, own) };
      }),
    ),
  });
}

const NONE_UNSEEN = { counted: 0, not: 0 };

/**
 * Of those that are looked at the names that one of these locations may know, of the others how many there are; and how many
 * more the list has. Those that count and those that do not have the same room.
 */
async function named(subjects: readonly ListedSubject[], nameOf: NameOf) {
  const looked = [true, false].flatMap((counts) =>
    subjects.filter(({ counted }) => counted === counts).slice(0, MAX_SUBJECTS),
  );
  const names = await Promise.all(looked.map(({ subject }) => nameOf(subject)));
  const listed = looked.flatMap((subject, at) => {
    const name = names[at];
    return name === undefined ? [] : [{ ...subject, name }];
  });
  const unknown = looked.filter((_subject, at) => names[at] === undefined);
  const counted = unknown.filter((subject) => subject.counted).length;
  return {
    listed,
    unseen: { counted, not: unknown.length - counted },
    more: subjects.length - looked.length,
  };
}

/** What a subject is called by somebody who may know it; undefined: a customer that is none of theirs. */
type NameOf = (subject: string) => Promise<string | undefined>;

/** The same customer stands in the lists of several metrics, and is read once. */
function namesAt(documents: Documents, at: readonly PartnerId[]): NameOf {
  const known = new Map<string, Promise<string | undefined>>();
  return (subject) => {
    const key = subject.toLowerCase();
    const found = known.get(key) ?? nameFor(documents, at, subject);
    known.set(key, found);
    return found;
  };
}

async function nameFor(
  documents: Documents,
  at: readonly PartnerId[],
  subject: string,
): Promise<string | undefined> {
  const customerId = CustomerId.safeParse(subject.toLowerCase());
  // An address is of one of the account's own people.
  if (!customerId.success) return subject;
  const id = associationId(customerId.data);
  const held = await Promise.all(
    at.map((partnerId) => documents.get(AssociationDocument, partitions.partner(partnerId), id)),
  );
  return held.find((one) => one !== undefined)?.value.customerName;
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
