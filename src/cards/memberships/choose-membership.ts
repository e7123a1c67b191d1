import type { Reads } from '../../words/language.ts';
import type { PlainKey } from '../../words/say.ts';
import { choosePlaceCard, withOtherPlaces, type PlaceChoice, type PlaceWords } from '../kit/choose-place.ts';
import { membershipTitle, membershipValue, type MembershipNamed } from '../kit/membership-input.ts';
import type { AdaptiveCard } from '../kit/template.ts';

const WORDS: PlaceWords = {
  id: 'membership',
  label: 'team.membership-label',
  needed: 'team.membership-needed',
  show: 'team.membership-show',
  other: 'team.membership-other',
};

/**
 * Which of several memberships is meant.
 *
 * @param asking kind and question of the head, and the verb that a choice sends with its `partnerId` and `program`
 */
export function chooseMembershipCard(
  asking: { readonly kind: PlainKey; readonly question: PlainKey; readonly verb: string },
  memberships: readonly MembershipNamed[],
  reader: Reads,
): AdaptiveCard {
  return choosePlaceCard(
    asking,
    memberships.map((one) => choiceOf(one, reader)),
    WORDS,
    reader,
  );
}

/** A card about one of several memberships, with a way to the others. */
export function withOtherMemberships(
  card: AdaptiveCard,
  { verb }: { readonly verb: string },
  others: readonly MembershipNamed[],
  reader: Reads,
): AdaptiveCard {
  return withOtherPlaces(
    card,
    verb,
    others.map((one) => choiceOf(one, reader)),
    WORDS,
    reader,
  );
}

function choiceOf(membership: MembershipNamed, reader: Reads): PlaceChoice {
  const { location, program } = membership;
  return {
    title: membershipTitle(membership, reader),
    value: membershipValue(membership),
    data: { partnerId: location.partnerId, program },
  };
}
