import type { Notice } from '../domain/notices/notice.ts';
import type { Context } from '../usecases/context.ts';
import { decideAgain } from '../usecases/decide-again.ts';
import { DocumentInvalid, replace, type Document } from '../usecases/ports.ts';
import { noteDelivery } from '../usecases/referrals/reach.ts';
import type { Lane, Step } from './lane-step.ts';
import { afterDelivery, type Delivery } from './after-delivery.ts';
import { NoticeDocument } from '../usecases/notices/documents.ts';

/**
 * Writes down how far it got. The notice may have been asked to show more meanwhile; that stays. With the last one that is
 * open the lane ends in the same commit, unless somebody has asked for more meanwhile.
 */
export async function record(
  { context }: { readonly context: Context },
  { ends }: Pick<Lane, 'ends'>,
  notice: Document<Notice>,
  delivery: Delivery,
): Promise<Step> {
  const { documents, queues, clock } = context;
  let known: Document<Notice> | undefined = notice;
  const recorded = await decideAgain(queues, notice.partition, async () => {
    // As it was left, to begin with: hardly ever has anybody written in between.
    const isFirst = known !== undefined;
    const stored = known ?? (await documents.get(NoticeDocument, notice.partition, notice.id));
    known = undefined;
    if (stored === undefined) return undefined;
    const { next, resume } = afterDelivery(stored.value, notice.value.wanted, delivery, clock.now());
    const end = isFirst && !next.open && resume === undefined ? ends?.() : undefined;
    const changes = [replace(NoticeDocument, stored, next)];
    await documents.commit(notice.partition, end === undefined ? changes : [...changes, end]);
    return { next, resume, isNews: next.state !== notice.value.state, isEnd: end !== undefined };
  });
  if (recorded?.isNews === true) await showDelivery(context, recorded.next);
  if (recorded?.isEnd === true) return { do: 'end' };
  const { resume, next } = recorded ?? {};
  if (resume === 'look-again') return { do: 'look-again' };
  if (next?.aside === true && next.notBefore !== null) return { do: 'step-aside', until: next.notBefore };
  return resume === undefined ? { do: 'go-on' } : { do: 'wait', until: resume };
}

/** Shows how far it got where that is looked up. What the notice is about may be what cannot be read. */
export async function showDelivery(context: Context, notice: Notice): Promise<void> {
  try {
    await noteDelivery(context, notice);
  } catch (error) {
    if (!(error instanceof DocumentInvalid)) throw error;
  }
}
