import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import type { Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean } from '../kit/text.ts';
import type { AccountName } from './overview.ts';

interface Choice {
  readonly title: Text;
  readonly globalId: string;
}

interface ChooseData extends Head {
  readonly buttons: readonly Choice[];
  readonly hasChoices: boolean;
  readonly choices: readonly Choice[];
}

/** More than a card may have buttons become a list to choose from. */
const MAX_BUTTONS = 6;
const MAX_CHARACTERS = 40;

const render = cardTemplate<ChooseData>('scores-choose');

/** Which account's score, for somebody who stands at several. Sends back {@link ./submit.ts}. */
export function scoresChooseCard(accounts: readonly AccountName[], reader: Reader): AdaptiveCard {
  const choices = accounts.map(({ name, globalId }) => ({ title: clean(name, MAX_CHARACTERS), globalId }));
  const asList = choices.length > MAX_BUTTONS;
  return render(
    {
      ...head(say(reader, 'scores.kind'), '', say(reader, 'scores.choose.subject')),
      buttons: asList ? [] : choices,
      hasChoices: asList,
      choices: asList ? choices : [],
    },
    reader,
  );
}
