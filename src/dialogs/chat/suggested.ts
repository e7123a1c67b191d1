import { typedWord } from '../../words/typed-word.ts';
import type { Command, Speaking } from '../speaking.ts';
import { menuOf } from './menu.ts';

/** The words that people begin with, the most telling first; whom they are for says the command. */
const FIRST_WORDS = ['operations', 'scores', 'referrals', 'claims', 'help'];
/** Teams shows three. Source: Microsoft Learn, "Dynamically guide users with suggested actions", 2026. */
const MAX_SHOWN = 3;

/** What somebody new may tap instead of typing, of what they may use, as they would type it. */
export async function suggestedWords(
  { context, person, reader }: Speaking,
  commands: readonly Command[],
): Promise<readonly string[]> {
  const { words } = await menuOf(context, person, commands);
  const own = FIRST_WORDS.filter((first) => words.some(({ word }) => word === first));
  const shown = own.length > MAX_SHOWN ? [...own.slice(0, MAX_SHOWN - 1), 'help'] : own;
  return shown.map((word) => typedWord(word, reader));
}
