import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { asText } from '../../words/text.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { plain } from '../kit/text.ts';
import { messageCard } from './message.ts';

/** What was typed has fitted no choice of a question for the second time: the way on, and the choices once more. */
export function missedCard(choices: readonly string[], reader: Reads): AdaptiveCard {
  const numbered = choices.map((choice, index) => `${index + 1}\\. ${plain(choice)}`);
  return messageCard(
    {
      kind: say(reader, 'chat.porter'),
      subject: say(reader, 'chat.missed.subject'),
      lines: [say(reader, 'chat.missed.line'), asText(numbered.join('\n\n'))],
      small: say(reader, 'chat.missed.small'),
    },
    reader,
  );
}
