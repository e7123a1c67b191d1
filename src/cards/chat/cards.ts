import type { AdaptiveCard } from '../kit/template.ts';
import { listed, plain } from '../kit/text.ts';
import { NO_ROLE, purposeOf, whoGivesRights, WHO_GIVES_A_ROLE, type Menu } from './menu.ts';
import { messageCard } from './message.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';

const PORTER = 'Porter';

/** Once per person: what Porter is for, and the first thing to try. */
export function welcomeCard(name: string, menu: Menu): AdaptiveCard {
  const rights = whoGivesRights(menu);
  return messageCard({
    kind: PORTER,
    subject: name === '' ? 'Welcome' : `Welcome, ${name}`,
    lines: [purposeOf(menu), ...(rights === '' ? [] : [rights]), 'Type a word to begin:'],
    facts: facts(menu),
    small: 'What concerns you comes by itself; there is nothing to set up.',
  });
}

/**
 * What the reader can type. What is still being built is named as such.
 *
 * @param paused a line a paused location, ready for a card
 */
export function helpCard(menu: Menu, paused: readonly string[] = []): AdaptiveCard {
  const later = menu.words.filter(({ ready }) => !ready).map(({ word }) => word);
  const rights = whoGivesRights(menu);
  const own = menu.capacities.has('role')
    ? ' Referrals come by themselves, as a card to accept or decline.'
    : '';
  return messageCard({
    kind: PORTER,
    subject: 'What I can do',
    lines: [`Type one of these words.${own}`, ...paused, ...(rights === '' ? [] : [rights])],
    facts: facts(menu),
    small: later.length === 0 ? '' : `Not there yet: ${listed(later)}.`,
  });
}

/** Nothing was found for what was typed: never silence. */
export function notUnderstoodCard(menu: Menu, reader: Reads): AdaptiveCard {
  return messageCard({
    kind: PORTER,
    subject: say(reader, 'talk.unknown.line'),
    lines: [say(reader, 'talk.unknown.help')],
    facts: facts(menu),
  });
}

/** A word for programme staff, typed by somebody else. */
export function staffOnlyCard(word: string, about: string): AdaptiveCard {
  return messageCard({
    kind: PORTER,
    subject: 'That is for programme staff',
    lines: [`**${word}** is for the operators of the programme: ${about}. You are not on their list.`],
    small: 'Type help for what you can do here.',
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

/** Why there is nothing to show: on no roster; on one without a role in force; programme staff without a location. */
export type NoAccess = 'stranger' | 'no-role' | 'operator';

/** Who can give access, and nothing else: to somebody without a role there nobody is named. */
export function noAccessCard(why: NoAccess): AdaptiveCard {
  if (why === 'operator') {
    return messageCard({
      kind: PORTER,
      subject: 'That is for partner locations',
      lines: [
        'You are programme staff and have no role at a partner location, so there is nothing of your own to show.',
        '**operations** shows how referrals stand over all partners, **claims** what waits for a review.',
      ],
    });
  }
  return messageCard({
    kind: PORTER,
    subject: 'You have no access yet',
    lines:
      why === 'no-role'
        ? [NO_ROLE, WHO_GIVES_A_ROLE]
        : [
            'You are not on the roster of a partner location, so there is nothing I may show you.',
            'A program admin of your organisation’s programme membership can add you. If there is none, the operators of the programme can.',
          ],
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

function facts({ words }: Menu): { title: string; value: string }[] {
  return words.filter(({ ready }) => ready).map(({ word, about }) => ({ title: word, value: about }));
}
