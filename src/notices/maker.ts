import type { Reader } from '../cards/kit/format.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import type { Person } from '../domain/memberships/person.ts';
import type { Notice, NoticeSubject } from '../domain/notices/notice.ts';
import type { Context } from '../usecases/context.ts';

/** A notice that is about to be shown to somebody. */
export interface Telling<Kind extends NoticeSubject['kind']> {
  readonly context: Context;
  readonly notice: Notice;
  readonly subject: Extract<NoticeSubject, { kind: Kind }>;
  readonly person: Person;
  readonly reader: Reader;
}

/**
 * Makes a notice's card from the truth as it is now, for the rights that its reader has now.
 * @returns undefined when there is nothing (any more) that this person may be told
 */
export type NoticeMaker<Kind extends NoticeSubject['kind']> = (
  telling: Telling<Kind>,
) => Promise<AdaptiveCard | undefined>;

/** Who makes the cards of some notices: of those of a capability. */
export type MakersOf<Notices extends readonly { readonly kind: NoticeSubject['kind'] }[]> = {
  readonly [Kind in Notices[number]['kind']]: NoticeMaker<Kind>;
};
