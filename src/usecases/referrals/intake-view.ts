import { programAdminsOf } from '../../domain/memberships/admins.ts';
import { isProgramAdmin, type Rights } from '../../domain/memberships/rights.ts';
import { intakeOf, mayLeave, type Intake } from '../../domain/referrals/intake.ts';
import type { PartnerId, PersonId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { LIVE, type Case } from '../../domain/cases/case.ts';
import type { Context } from '../context.ts';
import { rightsAt } from '../memberships/rights.ts';
import { rosterOf } from '../memberships/roster.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { leaveCaseIds } from './leave-case.ts';
import { OfferEntryDocument } from './documents.ts';
import { CaseDocument } from '../cases/documents.ts';

/** The intake of a location as one of its people sees it. */
export interface IntakeView {
  readonly rights: Rights;
  readonly intake: Intake;
  /** Offers that still need an answer; `null`: not counted, since something else matters more. */
  readonly openOffers: number | null;
  /** The choice between resuming and leaving: what was asked for so far. `null`: not offered (now, or to this reader). */
  readonly leaving: readonly Case[] | null;
  /** Who could, for a reader who is no program admin; empty for an admin. */
  readonly admins: readonly string[];
}

/** `admins`: who could do it, for somebody with a role there; absent for everybody else, so that nothing can be probed. */
export interface IntakeRefused {
  readonly code: 'forbidden';
  readonly admins?: readonly string[];
}

export const STRANGER: IntakeRefused = { code: 'forbidden' };

/** Whether a location takes referrals, for anybody with a role there. */
export async function showIntake(
  context: Context,
  person: { readonly personId: PersonId },
  partnerId: PartnerId,
): Promise<Result<IntakeView, IntakeRefused>> {
  const rights = await rightsAt(context.documents, person, partnerId, context.clock.now());
  return rights === undefined ? refuse(STRANGER) : ok(await viewIntake(context, rights));
}

/** One read beyond the rights: what this reader needs most. */
export async function viewIntake({ documents, clock, policy }: Context, rights: Rights): Promise<IntakeView> {
  const now = clock.now();
  const { location } = rights;
  const view = {
    rights,
    intake: intakeOf(location, policy, now),
    openOffers: null,
    leaving: null,
    admins: [],
  };
  if (!isProgramAdmin(rights)) return { ...view, admins: await adminNames(documents, rights, now) };
  if (mayLeave(view.intake, now)) return { ...view, leaving: await openLeaveCases(documents, rights) };
  return { ...view, openOffers: await countOpen(documents, location.partnerId) };
}

const MAX_NAMES = 5;

/** Program admins of a location, for somebody else with a role there. */
export async function adminNames(
  documents: Documents,
  { location }: Rights,
  now: Date,
): Promise<readonly string[]> {
  const admins = programAdminsOf(await rosterOf(documents, location.partnerId), location, now);
  return admins
    .map(({ name }) => name)
    .filter((name) => name !== '')
    .slice(0, MAX_NAMES);
}

function countOpen(documents: Documents, partnerId: PartnerId): Promise<number> {
  return documents.count(OfferEntryDocument, partitions.partner(partnerId), [
    { field: 'status', is: '=', value: 'offered' },
  ]);
}

const MAX_CASES = 100;

async function openLeaveCases(documents: Documents, { location }: Rights): Promise<readonly Case[]> {
  const open = await documents.list(CaseDocument, partitions.partner(location.partnerId), {
    where: [{ field: 'status', is: 'in', values: LIVE }],
    limit: MAX_CASES,
  });
  const ids = leaveCaseIds(location);
  return open.items.map((item) => item.value).filter(({ caseId }) => ids.has(caseId));
}
