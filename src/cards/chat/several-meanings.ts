import { say } from '../../words/say.ts';
import type { Reads } from '../../words/language.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { messageCard } from './message.ts';

/** Words whose card a button opens as well. */
const VERBS: { readonly [word: string]: string } = {
  scores: 'scores.show',
  claims: 'claims.list',
  'new claim': 'claim.new',
  referrals: 'referrals.list',
  associations: 'associations.list',
  settings: 'settings.show',
  mails: 'dpor.mails',
  operations: 'operations.show',
};

/** A sentence that may mean several things: a button for each, or its word where it needs more than a press. */
export function severalMeaningsCard(words: readonly string[], reader: Reads): AdaptiveCard {
  const buttons = words.flatMap((title) => {
    const verb = VERBS[title];
    return verb === undefined ? [] : [{ title, verb, data: {} }];
  });
  return messageCard(
    {
      kind: say(reader, 'talk.kind'),
      subject: say(reader, 'talk.meanings.subject'),
      lines: [
        say(reader, 'talk.meanings.line'),
        ...words.filter((word) => VERBS[word] === undefined).map((word) => `**${word}**`),
      ],
      buttons,
    },
    reader,
  );
}
