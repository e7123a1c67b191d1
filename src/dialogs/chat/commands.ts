import { cancelledCard } from '../../cards/chat/cards.ts';
import { helpCard, HelpShowPress } from '../../cards/chat/help.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { bold, clean } from '../../cards/kit/text.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { pauseLine } from '../../cards/referrals/pause.ts';
import { isPaused } from '../../domain/referrals/match.ts';
import {
  cardAction,
  INVALID,
  type Answer,
  type CardAction,
  type Command,
  type Speaking,
} from '../speaking.ts';
import { held, menuFor, type Held } from './menu.ts';

/** `help`: what the person can type, and which of their locations are paused. */
export function helpCommand(commands: () => readonly Command[]): Command {
  return {
    words: ['help'],
    about: 'chat.about.help',
    group: 'yourself',
    run: (speaking) => helpOf(speaking, commands()),
  };
}

async function helpOf(speaking: Speaking, commands: readonly Command[]): Promise<AdaptiveCard> {
  const found = await held(speaking.context, speaking.person);
  return helpCard(menuFor(found, commands), pauseLines(speaking, found), speaking.reader);
}

/** The list of words by a button, and each of them by a tap on its row. */
export function helpAction(commands: () => readonly Command[]): CardAction {
  return cardAction({
    verb: 'help.show',
    who: 'oneself',
    data: ['word'],
    inputs: [],
    schema: HelpShowPress,
    changes: false,
    run: async (speaking, { data: { word } }) =>
      word === undefined
        ? { card: await helpOf(speaking, commands()) }
        : answerWord(speaking, commands(), word),
  });
}

/** What a typed word is answered with; one that asks further asks below the list. */
async function answerWord(speaking: Speaking, commands: readonly Command[], word: string): Promise<Answer> {
  const command = commands.find(({ words }) => words.includes(word));
  if (command === undefined || speaking.byItself === true) return INVALID;
  const answer = await command.run(speaking);
  return 'dialog' in answer
    ? { card: await helpOf(speaking, commands), asks: { dialog: answer.dialog, options: {} } }
    : { card: answer };
}

/** Ends what is under way; the dialogs themselves are ended by whoever runs them. */
export const cancelCommand: Command = {
  words: ['cancel'],
  run: ({ reader }) => Promise.resolve(cancelledCard(false, reader)),
};

function pauseLines({ reader }: Speaking, { at }: Held): Text[] {
  return at
    .filter(({ location }) => isPaused(location, reader.now))
    .map(({ location }) =>
      say(reader, 'chat.help.paused', {
        location: bold(location.name),
        pause: clean(pauseLine(location, reader)),
      }),
    );
}
