import { caseCard } from '../cards/cases/case.ts';
import type { Reader } from '../cards/kit/format.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import { isLeaveCase } from '../domain/cases/case.ts';
import type { caseNotices } from '../domain/cases/notices.ts';
import type { Person } from '../domain/memberships/person.ts';
import type { Context } from '../usecases/context.ts';
import { viewCase } from '../usecases/cases/view.ts';
import { caseClosedNotice, leaveCaseNotice } from './intake.ts';
import type { MakersOf } from './maker.ts';

export const caseNoticeMakers: MakersOf<typeof caseNotices> = {
  case: (of) =>
    isLeaveCase(of.subject)
      ? leaveCaseNotice(of.context, of.subject, of.person, of.reader)
      : openedNotice(of.context, of.subject.caseId, of.person, of.reader),
  'case-news': (of) => newsNotice(of.context, of.subject.caseId, of.person, of.reader),
  'case-closed': (of) => caseClosedNotice(of.context, of.subject, of.person, of.reader),
};

/** A case that was opened, for the operators whose own location it is not. */
async function openedNotice(
  context: Context,
  caseId: string,
  person: Pick<Person, 'personId'>,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const view = await viewCase(context, person, caseId);
  return view?.side === 'program' ? caseCard(view, reader) : undefined;
}

/** A case that somebody moved, for whoever may see it now. */
async function newsNotice(
  context: Context,
  caseId: string,
  person: Pick<Person, 'personId'>,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const view = await viewCase(context, person, caseId);
  return view && caseCard(view, reader);
}
