import { welcomeCard } from '../../cards/chat/cards.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { todayCard } from '../../cards/today/today.ts';
import { showToday } from '../../usecases/today/show.ts';
import type { Command, Speaking } from '../speaking.ts';
import { menuOf } from './menu.ts';

/** What somebody gets once, at the first sight: what waits for them; without a right anywhere, who gives rights. */
export async function welcomeOf(
  { context, person, reader }: Pick<Speaking, 'context' | 'person' | 'reader'>,
  commands: readonly Command[],
): Promise<AdaptiveCard> {
  const today = await showToday(context, person);
  return today.ok
    ? todayCard(today.value, person.name, reader, 'welcome')
    : welcomeCard(person.name.split(' ')[0] ?? '', await menuOf(context, person, commands), reader);
}
