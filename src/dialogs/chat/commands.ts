import { cancelledCard, helpCard, notThereYetCard, type Listed } from '../../cards/chat/cards.ts';
import type { Command } from '../speaking.ts';

/** `hi`, `hello`, `help`: what can be typed. */
export function helpCommand(commands: () => readonly Command[]): Command {
  return {
    words: ['help', 'hi', 'hello'],
    about: 'what I can do',
    ready: true,
    run: () => Promise.resolve(helpCard(listed(commands()))),
  };
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
    run: () => Promise.resolve(notThereYetCard(word)),
  };
}

export function listed(commands: readonly Command[]): Listed[] {
  return commands
    .filter((command) => command.about !== '')
    .map(({ words, about, ready }) => ({ word: words[0] ?? '', about, ready }));
}
