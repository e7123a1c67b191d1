import { cancelledCard, helpCard, notThereYetCard, type Listed } from '../../cards/chat/cards.ts';
import { bold } from '../../cards/kit/text.ts';
import { pauseLine } from '../../cards/referrals/pause.ts';
import { isPaused } from '../../domain/referrals/match.ts';
import { locationsOf } from '../../usecases/memberships/locations-of.ts';
import type { Command, Speaking } from '../speaking.ts';

/** `hi`, `hello`, `help`: what can be typed, and which locations of the person are paused. */
export function helpCommand(commands: () => readonly Command[]): Command {
  return {
    words: ['help', 'hi', 'hello'],
    about: 'what I can do',
    ready: true,
    run: async (speaking) =>
      helpCard(listed(commands()), [...(await pauseLines(speaking)), ...staffLines(speaking)]),
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

function staffLines({ person }: Speaking): string[] {
  return person.operator
    ? ['You are programme staff: **operations** shows how referrals stand over all partners.']
    : [];
}

async function pauseLines({ context, person, reader }: Speaking): Promise<string[]> {
  const { now } = reader;
  const paused = await locationsOf(context.documents, person, now, (location) => isPaused(location, now));
  return paused.map(({ location }) => `${bold(location.name)}: ${pauseLine(location, reader)}.`);
}
