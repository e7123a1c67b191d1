import { caseClosedCard } from '../cards/referrals/case-closed.ts';
import { leaveCaseCard } from '../cards/operators/leave-case.ts';
import type { Reader } from '../cards/kit/format.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import { pauseCard } from '../cards/referrals/pause.ts';
import type { Person } from '../domain/memberships/person.ts';
import { isProgramAdmin } from '../domain/memberships/rights.ts';
import type { NoticeSubject } from '../domain/notices/notice.ts';
import type { Context } from '../usecases/context.ts';
import { rightsAt } from '../usecases/memberships/rights.ts';
import { rosterOf } from '../usecases/memberships/roster.ts';
import { ownPartners } from '../usecases/operators/own-partner.ts';
import { partitions } from '../usecases/partitions.ts';
import { viewIntake } from '../usecases/referrals/intake-view.ts';
import { concernedBy } from '../usecases/cases/tell-case.ts';
import { MembershipDocument } from '../usecases/memberships/documents.ts';
import { findLocation } from '../usecases/referrals/directory.ts';
import { CaseDocument } from '../usecases/cases/documents.ts';

/** A pause that begins or comes to its end, for a program admin of the location; nothing once it is no longer that pause. */
export async function pauseNotice(
  context: Context,
  subject: Extract<NoticeSubject, { kind: 'pause-reminder' | 'pause-ended' | 'pause-changed' }>,
  { personId }: Pick<Person, 'personId'>,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const rights = await rightsAt(context.documents, { personId }, subject.partnerId, reader.now);
  if (rights === undefined || !isProgramAdmin(rights)) return undefined;
  const { pause } = rights.location;
  const resumed = subject.kind === 'pause-changed' && subject.resumed;
  if (pause?.since.getTime() !== subject.since.getTime() || (pause.resumed !== undefined) !== resumed)
    return undefined;
  const view = await viewIntake(context, rights);
  const isPaused = subject.kind !== 'pause-ended' && !resumed;
  if (isPaused !== (view.intake.status === 'paused')) return undefined;
  return pauseCard(view, context.policy, reader);
}

/** A case that asks to leave a programme, for an operator whose own location it is not. */
export async function leaveCaseNotice(
  { documents }: Context,
  { partnerId, caseId }: Extract<NoticeSubject, { kind: 'case' }>,
  person: Pick<Person, 'personId' | 'operator'>,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  if (!person.operator) return undefined;
  const [opened, location, own] = await Promise.all([
    documents.get(CaseDocument, partitions.partner(partnerId), `case:${caseId}`),
    findLocation(documents, partnerId),
    ownPartners(documents, person)(partnerId),
  ]);
  if (opened === undefined || location === undefined || own) return undefined;
  return leaveCaseCard(opened.value, location.value, reader);
}

/** A case that was carried out: for whoever asked, and the program admins on the roster, whose rights may have ended by it. */
export async function caseClosedNotice(
  { documents }: Context,
  { partnerId, caseId }: Extract<NoticeSubject, { kind: 'case-closed' }>,
  { personId }: Pick<Person, 'personId'>,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const partition = partitions.partner(partnerId);
  const [closed, location, roster] = await Promise.all([
    documents.get(CaseDocument, partition, `case:${caseId}`),
    findLocation(documents, partnerId),
    rosterOf(documents, partnerId),
  ]);
  if (closed === undefined || location === undefined || closed.value.program === null) return undefined;
  const { program } = closed.value;
  if (!concernedBy(closed.value, roster).some((contact) => contact.personId === personId)) return undefined;
  const membership = await documents.get(MembershipDocument, partition, `membership:${program}`);
  const ends = membership?.value.ends ?? null;
  return ends === null
    ? undefined
    : caseClosedCard({ ...closed.value, program }, location.value, ends, reader);
}
