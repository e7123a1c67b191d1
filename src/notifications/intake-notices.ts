import { leaveCaseCard } from '../cards/operators/leave-case.ts';
import type { Reader } from '../cards/kit/format.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import { pauseCard } from '../cards/referrals/pause.ts';
import type { Person } from '../domain/memberships/person.ts';
import { isProgramAdmin } from '../domain/memberships/rights.ts';
import type { NoticeSubject } from '../domain/notices/notice.ts';
import type { Context } from '../usecases/context.ts';
import { CaseKind, LocationKind } from '../usecases/kinds.ts';
import { rightsAt } from '../usecases/memberships/rights.ts';
import { partitions } from '../usecases/partitions.ts';
import { viewIntake } from '../usecases/referrals/intake-view.ts';

/** A pause that comes to its end, for a program admin of the location; nothing once it is no longer that pause. */
export async function pauseNotice(
  context: Context,
  subject: Extract<NoticeSubject, { kind: 'pause-reminder' | 'pause-ended' }>,
  { personId }: Pick<Person, 'personId'>,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const rights = await rightsAt(context.documents, { personId }, subject.partnerId, reader.now);
  if (rights === undefined || !isProgramAdmin(rights)) return undefined;
  const { pause } = rights.location;
  if (pause?.since.toISOString() !== subject.since || pause.resumed !== undefined) return undefined;
  const view = await viewIntake(context, rights);
  const reminds = subject.kind === 'pause-reminder';
  if (reminds !== (view.intake.status === 'paused')) return undefined;
  return pauseCard(view, context.policy, reader);
}

/** A case, for an operator who holds no role at that location. */
export async function caseNotice(
  { documents }: Context,
  { partnerId, caseId }: Extract<NoticeSubject, { kind: 'case' }>,
  person: Pick<Person, 'personId' | 'operator'>,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  if (!person.operator) return undefined;
  const [opened, location, own] = await Promise.all([
    documents.get(CaseKind, partitions.partner(partnerId), `case:${caseId}`),
    documents.get(LocationKind, partitions.directory, partnerId),
    rightsAt(documents, person, partnerId, reader.now),
  ]);
  if (opened === undefined || location === undefined || own !== undefined) return undefined;
  return leaveCaseCard(opened.value, location.value, reader);
}
