import type { AdaptiveCard } from '../cards/kit/template.ts';
import { readsAs, type Person } from '../domain/memberships/person.ts';
import type { Notice, NoticeSubject } from '../domain/notices/notice.ts';
import type { Context } from '../usecases/context.ts';
import type { NoticeMaker } from './maker.ts';

/** Who makes the card of each notice. One without a maker does not compile. */
export type NoticeMakers = { readonly [Kind in NoticeSubject['kind']]: NoticeMaker<Kind> };

/** Makes what a notice shows to a person; undefined when there is nothing (any more) that they may be told. */
export type NoticeCard = (
  context: Context,
  notice: Notice,
  person: Person,
) => Promise<AdaptiveCard | undefined>;

/** Cards are made from the truth as it is now and for a reader with the rights they have now. */
export function noticeCardOf(makers: NoticeMakers): NoticeCard {
  /** The maker of a kind gets subjects of that kind. */
  function made<Kind extends NoticeSubject['kind']>(
    subject: Extract<NoticeSubject, { kind: Kind }>,
    of: Omit<Parameters<NoticeMaker<Kind>>[0], 'subject'>,
  ): Promise<AdaptiveCard | undefined> {
    const maker: NoticeMaker<Kind> = makers[subject.kind];
    return maker({ ...of, subject });
  }
  return (context, notice, person) => {
    const reader = { ...readsAs(person), now: context.clock.now() };
    return made(notice.subject, { context, notice, person, reader });
  };
}
