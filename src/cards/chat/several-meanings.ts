import { say } from '../../words/say.ts';
import type { Reads } from '../../words/language.ts';
import { typedWord } from '../../words/typed-word.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold } from '../kit/text.ts';
import { messageCard } from './message.ts';

/** Words whose card a button opens as well. */
const VERBS: { readonly [word: string]: string } = {
  scores: 'scores.show',
  claims: 'claims.list',
  'new claim': 'claim.new',
  referrals: 'referrals.list',
  associations: 'associations.list',
  'left on the table': 'associations.left',
  settings: 'settings.show',
  mails: 'dpor.mails',
  operations: 'operations.show',
};

/** A sentence that may mean several things: a button for each, or its word where it needs more than a press. */
export function severalMeaningsCard(words: readonly string[], reader: Reads): AdaptiveCard {
  const buttons = words.flatMap((word) => {
    const verb = VERBS[word];
    return verb === undefined ? [] : [{ title: typedWord(word, reader), verb, data: {} }];
  });
  return messageCard(
    {
      kind: say(reader, 'talk.kind'),
      subject: say(reader, 'talk.meanings.subject'),
      lines: [
        say(reader, 'talk.meanings.line'),
        ...words.filter((word) => VERBS[word] === undefined).map((word) => bold(typedWord(word, reader))),
      ],
      buttons,
    },
    reader,
  );
}
