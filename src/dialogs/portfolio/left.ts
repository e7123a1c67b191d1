import { AssociationsLeftPress, leftCard, allLeftCard } from '../../cards/portfolio/left.ts';
import { rememberLocation } from '../../usecases/memberships/person-changes.ts';
import { showLeft } from '../../usecases/portfolio/left.ts';
import { leftOf } from '../../usecases/portfolio/tell-left.ts';
import { cardAction, FORBIDDEN } from '../speaking.ts';

/** What a location could have at its customers and has not. */
export const showLeftAction = cardAction({
  verb: 'associations.left',
  who: 'role',
  data: ['partnerId', 'after'],
  inputs: [],
  schema: AssociationsLeftPress,
  changes: false,
  async run({ context, person, reader }, { data: { partnerId, after } }) {
    if (partnerId === undefined) {
      const [first, ...others] = await leftOf(context, person);
      return first === undefined ? FORBIDDEN : { card: allLeftCard([first, ...others], reader) };
    }
    const left = await showLeft(context, person, partnerId, after);
    if (!left.ok) return FORBIDDEN;
    await rememberLocation(context, person, partnerId);
    return { card: leftCard(left.value, reader) };
  },
});
