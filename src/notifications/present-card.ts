import { messageCard } from '../cards/chat/message.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import type { Person } from '../domain/memberships/person.ts';
import type { Notice } from '../domain/notices/notice.ts';
import type { Context } from '../usecases/context.ts';
import { sized, withRefresh } from './message.ts';
import { noticeCard } from './notice-card.ts';

/** What a notice's message shows when it is seen again: always a card, also when there is nothing to tell any more. */
export async function presentCard(context: Context, notice: Notice, person: Person): Promise<AdaptiveCard> {
  const card = (await noticeCard(context, notice, person)) ?? goneCard();
  const { subject, brevity, noticeId } = notice;
  return withRefresh(sized(card, subject, brevity), noticeId, person.conversation?.userId ?? '');
}

function goneCard(): AdaptiveCard {
  return messageCard({
    kind: 'Notice',
    subject: 'No longer current',
    lines: [
      'What stood here has been settled, or is no longer yours to see. Say `help` for what you can look at.',
    ],
  });
}
