import { cancelledCard, helpCard, notThereYetCard } from '../../cards/chat/cards.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { bold } from '../../cards/kit/text.ts';
import { HelpShowPress } from '../../cards/today/today.ts';
import { pauseLine } from '../../cards/referrals/pause.ts';
import { isPaused } from '../../domain/referrals/match.ts';
import { cardAction, type CardAction, type Command, type Speaking } from '../speaking.ts';
import { held, menuFor, type Held } from './menu.ts';

/** `help`: what the person can type, and which of their locations are paused. */
export function helpCommand(commands: () => readonly Command[]): Command {
  return {
    words: ['help'],
    about: 'what I can do',
    ready: true,
    run: (speaking) => helpOf(speaking, commands()),
  };
}

async function helpOf(speaking: Speaking, commands: readonly Command[]): Promise<AdaptiveCard> {
  const found = await held(speaking.context, speaking.person);
  return helpCard(menuFor(found, commands), pauseLines(speaking, found));
}

/** The list of words by a button. */
export function helpAction(commands: () => readonly Command[]): CardAction {
  return cardAction({
    verb: 'help.show',
    who: 'oneself',
    data: [],
    inputs: [],
    schema: HelpShowPress,
    changes: false,
    run: async (speaking) => ({ card: await helpOf(speaking, commands()) }),
  });
}

/** Ends what is under way; the dialogs themselves are ended by whoever runs them. */
export const cancelCommand: Command = {
  words: ['cancel'],
  about: '',
  ready: true,
  run: () => Promise.resolve(cancelledCard(false)),
};

/** Answers honestly for a feature that comes with a later release. */
export function later(word: string): Command {
  return {
    words: [word],
    about: 'not there yet',
    ready: false,
    who: ['role', 'operator'],
    run: () => Promise.resolve(notThereYetCard(word)),
  };
}

function pauseLines({ reader }: Speaking, { at }: Held): string[] {
  return at
    .filter(({ location }) => isPaused(location, reader.now))
    .map(({ location }) => `${bold(location.name)}: ${pauseLine(location, reader)}.`);
}
