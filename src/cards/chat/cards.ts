import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { typedWord } from '../../words/typed-word.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { clean } from '../kit/text.ts';
import { purposeOf, whoGivesRights, type Menu } from './menu.ts';
import { messageCard, type MessageFact } from './message.ts';

/** Once per person, for somebody whom nothing can wait for yet: what Porter is for, and who gives rights. */
export function welcomeCard(name: string, menu: Menu, reader: Reads): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'chat.porter'),
      subject:
        name === ''
          ? say(reader, 'chat.welcome.subject')
          : say(reader, 'chat.welcome.named', { name: clean(name) }),
      lines: [purposeOf(menu, reader), whoGivesRights(menu, reader), say(reader, 'chat.welcome.begin')],
      facts: facts(menu, reader),
      small: say(reader, 'chat.welcome.small'),
    },
    reader,
  );
}

/** A word for programme staff, typed by somebody else. */
export function staffOnlyCard(word: string, reader: Reads): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'chat.porter'),
      subject: say(reader, 'chat.staff-only.subject'),
      lines: [say(reader, 'chat.staff-only.line', { word: typedWord(word, reader) })],
      small: say(reader, 'chat.staff-only.small'),
    },
    reader,
  );
}

/** Why there is nothing to show: on no roster; on one without a role in force; programme staff without a location. */
export type NoAccess = 'stranger' | 'no-role' | 'operator';

/** Who can give access, and nothing else: to somebody without a role there nobody is named. */
export function noAccessCard(why: NoAccess, reader: Reads): AdaptiveCard {
  const kind = say(reader, 'chat.porter');
  if (why === 'operator') {
    return messageCard(
      {
        kind,
        subject: say(reader, 'chat.no-access.operator-subject'),
        lines: [say(reader, 'chat.no-access.operator-line'), say(reader, 'chat.no-access.operator-words')],
      },
      reader,
    );
  }
  return messageCard(
    {
      kind,
      subject: say(reader, 'chat.no-access.subject'),
      lines:
        why === 'no-role'
          ? [say(reader, 'chat.no-role.line'), say(reader, 'chat.no-role.who-gives')]
          : [say(reader, 'chat.no-access.stranger-line'), say(reader, 'chat.no-access.who-adds')],
      small: say(reader, 'chat.no-access.small'),
    },
    reader,
  );
}

/** For somebody whose account Teams does not name: a guest, somebody of another organisation, an anonymous visitor. */
export function unknownPersonCard(reader: Reads): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'chat.porter'),
      subject: say(reader, 'chat.unknown-person.subject'),
      lines: [say(reader, 'chat.unknown-person.line'), say(reader, 'chat.unknown-person.sign-in')],
    },
    reader,
  );
}

/** For a guest, or somebody of another organisation: why they are not served, and nothing else. */
export function outsiderCard(reader: Reads): AdaptiveCard {
  return messageCard(oneLine('outsider', reader), reader);
}

/** In a room, that somebody's answer is in their own chat. */
export function answeredInPersonCard(reader: Reads): AdaptiveCard {
  return messageCard(oneLine('in-person', reader), reader);
}

/** Referrals and scores are for the person who asks, not for a whole channel. */
export function personalOnlyCard(reader: Reads): AdaptiveCard {
  return messageCard({ ...oneLine('personal', reader), small: say(reader, 'chat.personal.small') }, reader);
}

/** @param something whether anything was under way */
export function cancelledCard(something: boolean, reader: Reads): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'chat.porter'),
      subject: say(reader, something ? 'chat.cancelled.subject' : 'chat.cancelled.nothing'),
      lines: [say(reader, something ? 'chat.cancelled.line' : 'chat.cancelled.nothing-line')],
      small: say(reader, 'chat.cancelled.small'),
    },
    reader,
  );
}

/** What a press without a right, or on a thing that is not there, gets where it cannot be answered as an error. */
export function refusalCard(message: Text, reader: Reads): AdaptiveCard {
  return messageCard(
    { kind: say(reader, 'chat.porter'), subject: say(reader, 'refusals.subject'), lines: [message] },
    reader,
  );
}

function oneLine(about: 'outsider' | 'in-person' | 'personal', reader: Reads) {
  return {
    kind: say(reader, 'chat.porter'),
    subject: say(reader, `chat.${about}.subject`),
    lines: [say(reader, `chat.${about}.line`)],
  };
}

function facts({ words }: Menu, reader: Reads): MessageFact[] {
  return words.map(({ word, about }) => ({ title: clean(word), value: say(reader, about) }));
}
