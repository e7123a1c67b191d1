import type { Location } from '../../domain/referrals/location.ts';
import type { Reads } from '../../words/language.ts';
import type { PlainKey } from '../../words/say.ts';
import { choosePlaceCard, withOtherPlaces, type PlaceChoice, type PlaceWords } from '../kit/choose-place.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { clean } from '../kit/text.ts';

const MAX_CHARACTERS = 40;

const WORDS: PlaceWords = {
  id: 'partnerId',
  label: 'referrals.location.label',
  needed: 'referrals.location.needed',
  show: 'referrals.location.show',
  other: 'referrals.location.other',
};

type Named = Pick<Location, 'name' | 'partnerId'>;

/**
 * Which of several locations is meant.
 *
 * @param asking kind and question of the head, and the verb that a choice sends with its `partnerId`
 */
export function chooseLocationCard(
  asking: { readonly kind: PlainKey; readonly question: PlainKey; readonly verb: string },
  locations: readonly Named[],
  reader: Reads,
): AdaptiveCard {
  return choosePlaceCard(asking, locations.map(choiceOf), WORDS, reader);
}

/** A card about one of several locations, with a way to the others. */
export function withOtherLocations(
  card: AdaptiveCard,
  { verb }: { readonly verb: string },
  others: readonly Named[],
  reader: Reads,
): AdaptiveCard {
  return withOtherPlaces(card, verb, others.map(choiceOf), WORDS, reader);
}

function choiceOf({ name, partnerId }: Named): PlaceChoice {
  return { title: clean(name, MAX_CHARACTERS), value: partnerId, data: { partnerId } };
}
