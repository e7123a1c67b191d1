import { z } from 'zod';
import { CustomerId, PartnerId, ReferralId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import { asText, type Text } from '../../words/text.ts';
import type { Reads } from '../../words/language.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { plain } from '../kit/text.ts';
import { messageCard } from './message.ts';

/** What can be gone through step by step. */
export const TALKS = ['claim', 'decline', 'pause', 'dpor', 'note', 'settings'] as const;
export type TalkAbout = (typeof TALKS)[number];

/** What the buttons of a conversation send. It comes from the client: no rights follow from it. */
export const TalkStartPress = z.strictObject({
  verb: z.literal('talk.start'),
  data: z.strictObject({
    about: z.enum(TALKS),
    partnerId: PartnerId.optional(),
    customerId: CustomerId.optional(),
    referralId: ReferralId.optional(),
    part: z.number().int().min(1).optional(),
    offer: z.number().int().min(1).optional(),
  }),
});
export type TalkStart = z.infer<typeof TalkStartPress>['data'];
export const TalkGoOnPress = z.strictObject({ verb: z.literal('talk.go-on'), data: z.strictObject({}) });
export const TalkLeavePress = z.strictObject({ verb: z.literal('talk.leave'), data: z.strictObject({}) });

/** One question of a conversation. */
export interface TalkQuestion {
  readonly subject: Text;
  readonly lines: readonly Text[];
  readonly choices: readonly string[];
  readonly how: 'one' | 'several' | 'text' | 'text-or-skip';
  /** What was wrong with the answer before; `''`. */
  readonly problem: Text;
}

const HOW = {
  one: 'talk.number-or-name',
  several: 'talk.several-or-names',
  text: 'talk.typed',
  'text-or-skip': 'talk.typed-or-skip',
} as const;

/** @param question its lines and its problem are ready for a card; choices are escaped here */
export function talkQuestionCard(question: TalkQuestion, reader: Reads): AdaptiveCard {
  const { subject, lines, choices, how, problem } = question;
  const listed = asText(choices.map((choice, at) => `${at + 1}\\. ${plain(choice)}`).join('\n\n'));
  return messageCard(
    {
      kind: say(reader, 'talk.kind'),
      subject,
      lines: [problem, ...lines, listed].filter((line) => line !== ''),
      small: say(reader, HOW[how]),
    },
    reader,
  );
}

/** There is nothing that could be asked about. */
export function talkNothingCard(why: Text, reader: Reads): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'talk.kind'),
      subject: say(reader, 'talk.nothing.subject'),
      lines: [why],
    },
    reader,
  );
}

/** A conversation was left by another word: it can be taken up. */
export function talkLeftCard(reader: Reads): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'talk.kind'),
      subject: say(reader, 'talk.left.subject'),
      lines: [say(reader, 'talk.left.line')],
      buttons: [
        { title: say(reader, 'talk.left.go-on'), verb: 'talk.go-on', data: {} },
        { title: say(reader, 'talk.left.leave'), verb: 'talk.leave', data: {} },
      ],
    },
    reader,
  );
}

/** What becomes of that card once one of its buttons was pressed. */
export function talkTakenUpCard(goesOn: boolean, reader: Reads): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'talk.kind'),
      subject: say(reader, goesOn ? 'talk.left.go-on' : 'talk.left.dropped'),
      lines: [say(reader, 'talk.left.unchanged')],
    },
    reader,
  );
}
