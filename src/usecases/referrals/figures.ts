import {
  moved,
  newQuarter,
  quarterOf,
  type Quarter,
  type QuarterFigures,
} from '../../domain/referrals/acceptance.ts';
import type { OfferEntry } from '../../domain/referrals/offer-entry.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { isProgramAdmin } from '../../domain/memberships/rights.ts';
import type { Context } from '../context.ts';
import { newJob, type JobOutcome, type JobTask } from '../jobs.ts';
import { notify } from '../notices/notify.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Beside, type Change, type Clock, type Documents } from '../ports.ts';
import { rosterAt } from './roster.ts';
import { QuarterDocument } from './documents.ts';

/**
 * What a new state of a location's list entry does to the figures of the quarter of that offer. For the commit of the
 * entry itself, so that no decision is counted twice or not at all; admins are told when the rate comes near the limit
 * or falls under it.
 *
 * @param before the entry as it stood; undefined when it is new
 */
export async function figureChanges(
  { documents, clock }: { readonly documents: Documents; readonly clock: Clock },
  partnerId: PartnerId,
  before: OfferEntry | undefined,
  after: OfferEntry,
): Promise<Change[]> {
  if (before?.status === after.status || after.status === 'offered') return [];
  const quarter = quarterOf(after.offeredAt);
  const id = `quarter:${quarter}`;
  const stored = await documents.get(QuarterDocument, partitions.partner(partnerId), id);
  const { figures, crossing } = moved(
    stored?.value ?? newQuarter(quarter),
    before?.status ?? null,
    after.status,
  );
  if (figures === stored?.value) return [];
  const written =
    stored === undefined ? create(QuarterDocument, id, figures) : replace(QuarterDocument, stored, figures);
  if (crossing === undefined) return [written];
  const time = crossing === 'near' ? figures.timesNear : figures.timesUnder;
  const task = { task: 'acceptance.tell', partnerId, quarter, crossing, time } as const;
  return [written, newJob(`acceptance:${quarter}:${crossing}:${time}`, task, clock.now())];
}

/** Where the figures of a quarter lie with their location. */
export function figuresBeside(quarter: Quarter): Beside<QuarterFigures> {
  return { kind: QuarterDocument, id: `quarter:${quarter}` };
}

/** What was decided of a location's offers of a quarter; all zero where nothing was. */
export async function figuresOf(
  documents: Documents,
  partnerId: PartnerId,
  quarter: Quarter,
): Promise<QuarterFigures> {
  const stored = await documents.get(QuarterDocument, partitions.partner(partnerId), `quarter:${quarter}`);
  return stored?.value ?? newQuarter(quarter);
}

/** Tells the program admins of a location that its acceptance rate has come near the limit, or fallen under it. */
export async function tellAcceptance(
  context: Context,
  task: Extract<JobTask, { task: 'acceptance.tell' }>,
): Promise<JobOutcome> {
  const { partnerId, quarter, crossing, time } = task;
  const roster = await rosterAt(context.documents, partnerId, context.clock.now());
  for (const { personId, rights } of roster?.people ?? []) {
    if (!isProgramAdmin(rights)) continue;
    await notify(context, personId, { kind: 'acceptance', partnerId, quarter, crossing, time }, 1);
  }
  return 'done';
}
