import { z } from 'zod';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import type { Person } from '../../domain/memberships/person.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import { healNotice } from '../../usecases/notices/heal.ts';
import { cardAction, FORBIDDEN, type CardAction } from '../speaking.ts';

/** What a notice's message shows now, to whoever it was sent to. */
export type PresentCard = (notice: Notice, person: Person) => Promise<AdaptiveCard>;

const CardSeenPress = z.strictObject({
  verb: z.literal('card.seen'),
  data: z.strictObject({ noticeId: z.string().min(1).max(300) }),
});

/**
 * A client asks for a card that has come into view. It decides nothing and changes nothing that anybody decides on, so that
 * clients may run it by themselves; a message that is a copy too many is found out by it.
 */
export function seenAction(presentCard: PresentCard): CardAction {
  return cardAction({
    verb: 'card.seen',
    who: 'oneself',
    data: ['noticeId'],
    inputs: [],
    schema: CardSeenPress,
    changes: false,
    async run({ context, actor, person, pressedIn }, { data: { noticeId } }) {
      const notice = await healNotice(context, actor, noticeId, pressedIn);
      return notice === undefined ? FORBIDDEN : { card: await presentCard(notice, person) };
    },
  });
}
