import { AssociationsLeftPress, leftCard, allLeftCard } from '../../cards/portfolio/left.ts';
import { rememberLocation } from '../../usecases/memberships/person-changes.ts';
import { showLeft } from '../../usecases/portfolio/left.ts';
import { leftOf } from '../../usecases/portfolio/tell-left.ts';
import { noAccess } from '../chat/no-access.ts';
import { cardAction, FORBIDDEN, type Command, type Speaking } from '../speaking.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';

/** `left on the table`: the same at all of the person's locations. */
export const leftCommand: Command = {
  words: ['left on the table'],
  about: 'chat.about.left-on-the-table',
  group: 'standing',
  who: ['role'],
  run: async (speaking) => (await allLeft(speaking)) ?? noAccess(speaking),
};

/** What a location could have at its customers and has not. */
export const showLeftAction = cardAction({
  verb: 'associations.left',
  who: 'role',
  data: ['partnerId', 'after'],
  inputs: [],
  schema: AssociationsLeftPress,
  changes: false,
  async run(speaking, { data: { partnerId, after } }) {
    const { context, person, reader } = speaking;
    if (partnerId === undefined) {
      const card = await allLeft(speaking);
      return card === undefined ? FORBIDDEN : { card };
    }
    const left = await showLeft(context, person, partnerId, after);
    if (!left.ok) return FORBIDDEN;
    await rememberLocation(context, person, partnerId);
    return { card: leftCard(left.value, reader) };
  },
});

async function allLeft({ context, person, reader }: Speaking): Promise<AdaptiveCard | undefined> {
  const [first, ...others] = await leftOf(context, person);
  return first && allLeftCard([first, ...others], reader);
}
