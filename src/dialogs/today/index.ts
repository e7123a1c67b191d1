import { TodayShowPress, todayCard } from '../../cards/today/today.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { showToday } from '../../usecases/today/show.ts';
import { noAccess } from '../chat/no-access.ts';
import type { InChat } from '../in-chat.ts';
import { cardAction, FORBIDDEN, type Command, type Speaking } from '../speaking.ts';

/** `today`, also `hi`: what waits for the person now. */
const todayCommand: Command = {
  words: ['today', 'hi', 'hello', 'home'],
  about: 'chat.about.today',
  group: 'standing',
  who: ['role', 'operator'],
  run: async (speaking) => (await todayOf(speaking)) ?? noAccess(speaking),
};

const showTodayAction = cardAction({
  verb: 'today.show',
  who: 'everybody',
  data: [],
  inputs: [],
  schema: TodayShowPress,
  changes: false,
  async run(speaking) {
    const card = await todayOf(speaking);
    return card === undefined ? FORBIDDEN : { card };
  },
});

async function todayOf({ context, person, reader }: Speaking): Promise<AdaptiveCard | undefined> {
  const today = await showToday(context, person);
  return today.ok ? todayCard(today.value, person.name, reader) : undefined;
}

export const todayInChat: InChat = { commands: [todayCommand], presses: [showTodayAction] };
