import { z } from 'zod';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { typedWord } from '../../words/typed-word.ts';
import type { ActionData } from '../kit/action.ts';
import { head, type Head } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { HELP_GROUPS, whoGivesRights, type Listed, type Menu } from './menu.ts';
import { asSentence, sentences } from '../kit/sentences.ts';

interface HelpData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly lines: readonly Text[];
  readonly groups: readonly { readonly title: Text; readonly rows: readonly HelpRow[] }[];
  /** Whether the reader can look at what they may do. */
  readonly hasRights: boolean;
}

/** A word that a tap says. */
interface HelpRow {
  readonly word: Text;
  readonly about: Text;
  readonly data: ActionData;
  /** What a client without Universal Actions sends. */
  readonly submit: ActionData;
}

/** The list of words; with one of them, what typing it is answered with. It comes from the client: no rights follow from it. */
export const HelpShowPress = z.strictObject({
  verb: z.literal('help.show'),
  data: z.strictObject({ word: z.string().min(1).max(40).optional() }),
});

const render = cardTemplate<HelpData>('help');

/**
 * What the reader can do, by group; a tap on a row does it.
 *
 * @param paused a line a paused location, ready for a card
 */
export function helpCard(menu: Menu, paused: readonly Text[], reader: Reads): AdaptiveCard {
  const line = say(reader, menu.capacities.has('role') ? 'chat.help.line-role' : 'chat.help.line');
  return wordsCard(
    say(reader, 'chat.help.subject'),
    [line, ...paused, whoGivesRights(menu, reader)],
    menu,
    reader,
  );
}

/** Nothing was found for what was typed: never silence. */
export function notUnderstoodCard(menu: Menu, reader: Reads): AdaptiveCard {
  return wordsCard(say(reader, 'talk.unknown.line'), [say(reader, 'talk.unknown.help')], menu, reader);
}

function wordsCard(
  subject: Text,
  lines: readonly Text[],
  { words, capacities }: Menu,
  reader: Reads,
): AdaptiveCard {
  const groups = HELP_GROUPS.map((group) => ({
    title: say(reader, `help.group.${group}`),
    rows: words.filter((listed) => listed.group === group).map((listed) => rowOf(listed, reader)),
  }));
  return render(
    {
      fallbackText: sentences(reader, asSentence(subject, reader), lines[0] ?? NONE),
      head: head(say(reader, 'chat.porter'), '', subject),
      lines: lines.filter((line) => line !== ''),
      groups: groups.filter(({ rows }) => rows.length > 0),
      hasRights: capacities.has('role'),
    },
    reader,
  );
}

function rowOf({ word, about }: Listed, reader: Reads): HelpRow {
  return {
    word: typedWord(word, reader),
    about: say(reader, about),
    data: { word },
    submit: { word, verb: 'help.show' },
  };
}
