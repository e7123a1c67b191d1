import type { AdaptiveCard } from '../cards/kit/template.ts';
import { readsAs, type Person } from '../domain/memberships/person.ts';
import type { Notice, NoticeSubject } from '../domain/notices/notice.ts';
import type { Context } from '../usecases/context.ts';
import { associationNoticeMakers } from './associations.ts';
import { claimNoticeMakers } from './claims.ts';
import type { NoticeMaker } from './maker.ts';
import { referralNoticeMakers } from './referrals.ts';
import { supportNoticeMakers } from './support.ts';

/** Who makes each notice's card, a line a capability. One without a maker does not compile. */
const MAKERS: { readonly [Kind in NoticeSubject['kind']]: NoticeMaker<Kind> } = {
  ...referralNoticeMakers,
  ...claimNoticeMakers,
  ...associationNoticeMakers,
  ...supportNoticeMakers,
};

/**
 * What a notice shows, made from the truth as it is now and for a reader with the rights they have now.
 * @returns undefined when there is nothing (any more) that this person may be told
 */
export function noticeCard(
  context: Context,
  notice: Notice,
  person: Person,
): Promise<AdaptiveCard | undefined> {
  const reader = { ...readsAs(person), now: context.clock.now() };
  return made(notice.subject, { context, notice, person, reader });
}

/** The maker of a kind gets subjects of that kind. */
function made<Kind extends NoticeSubject['kind']>(
  subject: Extract<NoticeSubject, { kind: Kind }>,
  of: Omit<Parameters<NoticeMaker<Kind>>[0], 'subject'>,
): Promise<AdaptiveCard | undefined> {
  const maker: NoticeMaker<Kind> = MAKERS[subject.kind];
  return maker({ ...of, subject });
}
