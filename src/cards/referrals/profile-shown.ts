import type { Rights } from '../../domain/memberships/rights.ts';
import type { Listed, Reach } from '../../domain/referrals/reach.ts';
import type { ReferralKind } from '../../domain/referrals/referral.ts';
import type { PersonId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { listOf, type Reader } from '../kit/format.ts';

export interface Section {
  readonly title: Text;
  readonly lines: readonly Text[];
}

/** A location's profile for one of its people; see the use case of the same name for the parts. */
export interface ProfileShown {
  readonly rights: Rights;
  readonly lists: {
    readonly [kind in ReferralKind]: {
      readonly addresses: readonly Listed[];
      readonly told: readonly string[];
    };
  };
  readonly reach: Reach;
  /** Whether those of the lists whom Teams does not reach are told by mail. */
  readonly mails: boolean;
  readonly names: ReadonlyMap<PersonId, string>;
}

/** Of lists that have no end, what fits a card. */
const MAX_NAMED = 6;

/** The kinds of referrals that the location's memberships reach. */
export function kindsAt({ location }: Rights): readonly ReferralKind[] {
  return location.programs.includes('FRP') ? ['benefit', 'standard'] : ['standard'];
}

/** "a, b and c", or "a, b, … and 12 more". */
export function named(items: readonly Text[], reader: Reader): Text {
  if (items.length <= MAX_NAMED) return listOf(items, reader);
  const count = items.length - MAX_NAMED + 1;
  return listOf([...items.slice(0, MAX_NAMED - 1), say(reader, 'referrals.profile.rest', { count })], reader);
}
