import type { AdaptiveCard } from '../kit/template.ts';
import { bold, listed, plain } from '../kit/text.ts';
import { messageCard } from './message.ts';

/** A command as `help` lists it. */
export interface Listed {
  readonly word: string;
  readonly about: string;
  readonly ready: boolean;
}

const PORTER = 'Porter';

/** Once per person: what Porter is for, and the first thing to try. */
export function welcomeCard(name: string, commands: readonly Listed[]): AdaptiveCard {
  return messageCard({
    kind: PORTER,
    subject: name === '' ? 'Welcome' : `Welcome, ${name}`,
    lines: [
      'I am your partner-of-record desk. I show your capability scores, and I bring you customer referrals the moment they are offered, to accept or decline right here.',
      'Type a word to begin:',
    ],
    facts: facts(commands.filter((command) => command.ready)),
    small: 'What concerns you comes by itself; there is nothing to set up.',
  });
}

/**
 * What can be typed. What is still being built is named as such.
 *
 * @param paused a line a paused location, ready for a card
 */
export function helpCard(commands: readonly Listed[], paused: readonly string[] = []): AdaptiveCard {
  const later = commands.filter((command) => !command.ready).map((command) => command.word);
  return messageCard({
    kind: PORTER,
    subject: 'What I can do',
    lines: [
      'Type one of these words. Referrals come by themselves, as a card to accept or decline.',
      ...paused,
    ],
    facts: facts(commands.filter((command) => command.ready)),
    small: later.length === 0 ? '' : `Not there yet: ${listed(later)}.`,
  });
}

/** Nothing was found for what was typed: never silence. */
export function notUnderstoodCard(commands: readonly Listed[]): AdaptiveCard {
  return messageCard({
    kind: PORTER,
    subject: 'I do not know that',
    lines: ['I could not make out what to do. These words work:'],
    facts: facts(commands.filter((command) => command.ready)),
  });
}

/** A command whose feature comes with a later release. */
export function notThereYetCard(word: string): AdaptiveCard {
  return messageCard({
    kind: PORTER,
    subject: `“${word}” is not there yet`,
    lines: ['This part of Porter is still being built. Until then, please use Partner Center for it.'],
    small: 'Type help for what works today.',
  });
}

/**
 * For somebody without a grant: who can give them access, and nothing else.
 *
 * @param admins program admins of their own organisation; may be empty
 */
export function noAccessCard(admins: readonly string[]): AdaptiveCard {
  const who =
    admins.length === 0
      ? 'A program admin of your organisation’s programme membership can add you. If there is none, the operators of the programme can.'
      : `${listed(admins.map(bold))} can add you: program admin${admins.length === 1 ? '' : 's'} of your organisation.`;
  return messageCard({
    kind: PORTER,
    subject: 'You have no access yet',
    lines: ['You are not on the roster of a partner location, so there is nothing I may show you.', who],
    small: 'Once you have been added, write to me again.',
  });
}

/** For somebody whose account Teams does not name: a guest, somebody of another organisation, an anonymous visitor. */
export function unknownPersonCard(): AdaptiveCard {
  return messageCard({
    kind: PORTER,
    subject: 'I cannot tell who you are',
    lines: [
      'Teams sent your message without your account, as it does for guests and for people who have not signed in. What I have to say depends on who asks, so there is nothing I may show you.',
      'Sign in with the account of your own organisation, and write to me again.',
    ],
  });
}

/** Referrals and scores are for the person who asks, not for a whole channel. */
export function personalOnlyCard(): AdaptiveCard {
  return messageCard({
    kind: PORTER,
    subject: 'Write to me in person',
    lines: ['What I have to say is for you alone. Open a personal chat with me and type the same there.'],
    small:
      'In a channel a program admin can type “benefit referrals here” or “standard referrals here” with my name: offers are then shown there too.',
  });
}

export function cancelledCard(something: boolean): AdaptiveCard {
  return messageCard({
    kind: PORTER,
    subject: something ? 'Cancelled' : 'Nothing to cancel',
    lines: [something ? 'Nothing was changed.' : 'There is nothing under way.'],
    small: 'Type help for what I can do.',
  });
}

/** A question of a dialog: choices to tap where there are buttons, else to type. */
export function questionCard(
  subject: string,
  line: string,
  choices: readonly string[],
  small = 'Type the number or the name. “cancel” ends this.',
): AdaptiveCard {
  return messageCard({
    kind: PORTER,
    subject,
    lines: [line, choices.map((choice, index) => `${index + 1}\\. ${plain(choice)}`).join('\n\n')].filter(
      (text) => text !== '',
    ),
    small,
  });
}

/** What a press without a right, or on a thing that is not there, gets where it cannot be answered as an error. */
export function refusalCard(message: string): AdaptiveCard {
  return messageCard({ kind: PORTER, subject: 'That did not work', lines: [message] });
}

/** A fault, said plainly, with what to quote. */
export function faultText(reference: string): string {
  return `Something went wrong on my side, and nothing was changed. Please try again in a minute. If it stays, quote ${reference}.`;
}

function facts(commands: readonly Listed[]): { title: string; value: string }[] {
  return commands.map(({ word, about }) => ({ title: word, value: about }));
}
