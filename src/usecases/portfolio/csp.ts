import { NOT_ENROLLED, tickStep, type CspEnrolment, type CspStep } from '../../domain/associations/csp.ts';
import type { Tie } from '../../domain/associations/association.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import { isProgramAdmin } from '../../domain/memberships/rights.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { AssociationDocument } from '../associations/documents.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Documents } from '../ports.ts';
import { CspEnrolmentDocument } from './documents.ts';

export interface CspShown {
  readonly location: Location;
  readonly enrolment: CspEnrolment;
  /** Whether the reader may tick. */
  readonly mayTick: boolean;
  /** Subscriptions that the location sold, by customer: they count by themselves. */
  readonly sold: readonly { readonly customerName: string; readonly tie: Tie }[];
}

type Forbidden = { readonly code: 'forbidden' };

const ENROLMENT = 'csp-enrolment';
/** Customers that are looked through for what was sold. */
const READ = 200;

/** What CSP is, how far a location has enrolled and what it sold; for whoever has any role there. */
export async function showCsp(
  { documents, clock }: Context,
  person: Pick<Actor, 'personId'>,
  partnerId: PartnerId,
): Promise<Result<CspShown, Forbidden>> {
  const rights = await rightsAt(documents, person, partnerId, clock.now());
  if (rights === undefined) return refuse({ code: 'forbidden' });
  const [stored, sold] = await Promise.all([
    documents.get(CspEnrolmentDocument, partitions.partner(partnerId), ENROLMENT),
    soldBy(documents, partnerId),
  ]);
  const enrolment = stored?.value ?? NOT_ENROLLED;
  return ok({ location: rights.location, enrolment, mayTick: isProgramAdmin(rights), sold });
}

/** Ticks a step of the enrolment off, or back on: a program admin there. The same twice is once. */
export async function tickCsp(
  context: Context,
  actor: Actor,
  asked: { readonly partnerId: PartnerId; readonly step: CspStep; readonly isDone: boolean },
  opId: string,
): Promise<Result<CspShown, Forbidden>> {
  const { documents, queues, clock } = context;
  const { partnerId, step, isDone } = asked;
  const partition = partitions.partner(partnerId);
  const rights = await rightsAt(documents, actor, partnerId, clock.now());
  if (rights === undefined || !isProgramAdmin(rights)) return refuse({ code: 'forbidden' });
  await decideAgain(queues, partition, async () => {
    const stored = await documents.get(CspEnrolmentDocument, partition, ENROLMENT);
    const before = stored?.value ?? NOT_ENROLLED;
    const now = clock.now();
    const after = tickStep(before, step, isDone, { name: actor.name, at: now });
    if (after === before) return;
    await documents.commit(partition, [
      stored === undefined
        ? create(CspEnrolmentDocument, ENROLMENT, after)
        : replace(CspEnrolmentDocument, stored, after),
      audited(`csp:${hashOf(opId)}`, {
        at: now,
        actor: actor.aadObjectId,
        action: 'csp.tick',
        subject: partnerId,
        outcome: 'done',
        detail: `${step} ${isDone ? 'done' : 'open'}`,
      }),
    ]);
  });
  return showCsp(context, actor, partnerId);
}

async function soldBy(documents: Documents, partnerId: PartnerId): Promise<CspShown['sold']> {
  const page = await documents.list(AssociationDocument, partitions.partner(partnerId), {
    orderBy: [{ field: 'rank' }],
    limit: READ,
  });
  return page.items.flatMap(({ value: { customerName, ties } }) =>
    ties.filter(({ association }) => association === 'csp').map((tie) => ({ customerName, tie })),
  );
}
