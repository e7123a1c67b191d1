import type { Reads } from '../../words/language.ts';
import { say, type PlainKey } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { execute, type ActionData } from './action.ts';
import { withButtonRows } from './button-rows.ts';
import type { Choice } from './choice.ts';
import { head, type Head } from './head.ts';
import { cardTemplate, type AdaptiveCard } from './template.ts';
import { undated } from './text.ts';

/** One of several places to choose: what a button of it sends, and its value in a list. */
export interface PlaceChoice extends Choice {
  readonly data: ActionData;
}

/** How the places are called, and the input in which a list of them is sent. */
export interface PlaceWords {
  readonly id: 'partnerId' | 'membership';
  readonly label: PlainKey;
  readonly needed: PlainKey;
  readonly show: PlainKey;
  readonly other: PlainKey;
}

interface ChooseData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly buttons: readonly {
    readonly title: Text;
    readonly verb: string;
    readonly data: ActionData;
    /** What a client without Universal Actions sends. */
    readonly submit: ActionData;
  }[];
  /** One, or none where there are buttons. */
  readonly lists: readonly (PlaceInput & { readonly show: Text; readonly verb: string })[];
}

interface PlaceInput {
  readonly id: string;
  readonly label: Text;
  readonly needed: Text;
  readonly choices: readonly Choice[];
}

/** More than a card may have buttons become a list to choose from. */
const MAX_BUTTONS = 6;

const render = cardTemplate<ChooseData>('locations-choose');

/**
 * Which of several places is meant.
 *
 * @param asking kind and question of the head, and the verb that a choice sends
 */
export function choosePlaceCard(
  asking: { readonly kind: PlainKey; readonly question: PlainKey; readonly verb: string },
  places: readonly PlaceChoice[],
  words: PlaceWords,
  reader: Reads,
): AdaptiveCard {
  const { verb } = asking;
  const question = say(reader, asking.question);
  const asList = places.length > MAX_BUTTONS;
  return render(
    {
      fallbackText: question,
      head: head(say(reader, asking.kind), '', question),
      buttons: asList
        ? []
        : places.map(({ title, data }) => ({ title, verb, data, submit: { ...data, verb } })),
      lists: asList ? [{ ...inputOf(places, words, reader), show: say(reader, words.show), verb }] : [],
    },
    reader,
  );
}

/** A card about one of several places, with a way to the others. */
export function withOtherPlaces(
  card: AdaptiveCard,
  verb: string,
  others: readonly PlaceChoice[],
  words: PlaceWords,
  reader: Reads,
): AdaptiveCard {
  const { id, label, needed, choices } = inputOf(others, words, reader);
  const input = {
    type: 'Input.ChoiceSet',
    id,
    label,
    style: 'compact',
    isRequired: true,
    errorMessage: needed,
    value: choices[0]?.value ?? '',
    // They are put on a card that was rendered before.
    choices: choices.map(({ title, value }) => ({ title: undated(title), value })),
  };
  const other = {
    type: 'Action.ShowCard',
    title: say(reader, words.other),
    card: {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [input],
      actions: [execute({ title: say(reader, words.show), verb, data: {} })],
    },
  };
  return withButtonRows({ ...card, actions: [...(card.actions ?? []), other] });
}

function inputOf(
  places: readonly PlaceChoice[],
  { id, label, needed }: PlaceWords,
  reader: Reads,
): PlaceInput {
  return {
    id,
    label: say(reader, label),
    needed: say(reader, needed),
    choices: places.map(({ title, value }) => ({ title, value })),
  };
}
