import type { Location } from '../../domain/referrals/location.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { say, type PlainKey } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { execute } from '../kit/action.ts';
import { withButtonRows } from '../kit/button-rows.ts';
import type { Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, undated } from '../kit/text.ts';

interface Choice {
  readonly title: Text;
  readonly partnerId: PartnerId;
  readonly verb: string;
}

interface ChooseData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly buttons: readonly Choice[];
  readonly hasChoices: boolean;
  readonly choices: readonly Choice[];
  readonly verb: string;
}

/** More than a card may have buttons become a list to choose from. */
const MAX_BUTTONS = 6;
const MAX_CHARACTERS = 40;

const render = cardTemplate<ChooseData>('locations-choose');

/**
 * Which of several locations is meant.
 *
 * @param asking kind and question of the head, and the verb that a choice sends with its `partnerId`
 */
export function chooseLocationCard(
  asking: { readonly kind: PlainKey; readonly question: PlainKey; readonly verb: string },
  locations: readonly Pick<Location, 'name' | 'partnerId'>[],
  reader: Reader,
): AdaptiveCard {
  const { verb } = asking;
  const question = say(reader, asking.question);
  const choices = locations.map(({ name, partnerId }) => ({
    title: clean(name, MAX_CHARACTERS),
    partnerId,
    verb,
  }));
  const asList = choices.length > MAX_BUTTONS;
  return render(
    {
      fallbackText: question,
      head: head(say(reader, asking.kind), '', question),
      buttons: asList ? [] : choices,
      hasChoices: asList,
      choices: asList ? choices : [],
      verb,
    },
    reader,
  );
}

/** A card about one of several locations, with a way to the others. */
export function withOtherLocations(
  card: AdaptiveCard,
  { verb }: { readonly verb: string },
  others: readonly Pick<Location, 'name' | 'partnerId'>[],
  reader: Reader,
): AdaptiveCard {
  const choices = others.map(({ name, partnerId }) => ({
    // It is put on a card that was rendered before.
    title: undated(clean(name, MAX_CHARACTERS)),
    value: partnerId,
  }));
  const input = {
    type: 'Input.ChoiceSet',
    id: 'partnerId',
    label: say(reader, 'referrals.location.label'),
    style: 'compact',
    isRequired: true,
    errorMessage: say(reader, 'referrals.location.needed'),
    value: choices[0]?.value ?? '',
    choices,
  };
  const other = {
    type: 'Action.ShowCard',
    title: say(reader, 'referrals.location.other'),
    card: {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [input],
      actions: [execute({ title: say(reader, 'referrals.location.show'), verb, data: {} })],
    },
  };
  return withButtonRows({ ...card, actions: [...(card.actions ?? []), other] });
}
