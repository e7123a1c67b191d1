import { messageCard } from '../cards/chat/message.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import { readsAs, type Person } from '../domain/memberships/person.ts';
import type { Notice } from '../domain/notices/notice.ts';
import type { Context } from '../usecases/context.ts';
import { digestAsTold } from '../notices/digest.ts';
import type { Reads } from '../words/language.ts';
import { say } from '../words/say.ts';
import { sized, withRefresh } from './message.ts';
import type { NoticeCard } from '../notices/notice-card.ts';

/** What a notice's message shows when it is seen again: always a card, also when there is nothing to tell any more. */
export async function presentCard(
  context: Context,
  noticeCard: NoticeCard,
  notice: Notice,
  person: Person,
): Promise<AdaptiveCard> {
  const { subject, brevity, noticeId } = notice;
  const card = (await cardNow(context, noticeCard, notice, person)) ?? goneCard(readsAs(person));
  return withRefresh(
    sized(card, subject, brevity, readsAs(person)),
    noticeId,
    person.conversation?.userId ?? '',
  );
}

/** A digest says what it said: looking up all of it anew is for jobs. */
function cardNow(
  context: Context,
  noticeCard: NoticeCard,
  notice: Notice,
  person: Person,
): Promise<AdaptiveCard | undefined> {
  if (notice.subject.kind !== 'dpor-digest') return noticeCard(context, notice, person);
  return digestAsTold(context, notice, { ...readsAs(person), now: context.clock.now() });
}

function goneCard(reader: Reads): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'chat.gone.kind'),
      subject: say(reader, 'chat.gone.subject'),
      lines: [say(reader, 'chat.gone.line')],
    },
    reader,
  );
}
