import type { Notice } from '../domain/notices/notice.ts';
import type { Context } from '../usecases/context.ts';
import { decideAgain } from '../usecases/decide-again.ts';
import { DocumentInvalid, replace, type Document } from '../usecases/ports.ts';
import { noteDelivery } from '../usecases/referrals/reach.ts';
import type { Step } from './lane-step.ts';
import { afterDelivery, type Delivery } from './after-delivery.ts';
import { NoticeDocument } from '../usecases/notices/documents.ts';

/** Writes down how far it got. The notice may have been asked to show more meanwhile; that stays. */
export async function record(
  { context }: { readonly context: Context },
  notice: Document<Notice>,
  delivery: Delivery,
): Promise<Step> {
  const { documents, queues, clock } = context;
  let known: Document<Notice> | undefined = notice;
  const recorded = await decideAgain(queues, notice.partition, async () => {
    // As it was left, to begin with: hardly ever has anybody written in between.
    const stored = known ?? (await documents.get(NoticeDocument, notice.partition, notice.id));
    known = undefined;
    if (stored === undefined) return undefined;
    const { next, resume } = afterDelivery(stored.value, notice.value.wanted, delivery, clock.now());
    await documents.commit(notice.partition, [replace(NoticeDocument, stored, next)]);
    return { next, resume, isNews: next.state !== notice.value.state };
  });
  if (recorded?.isNews === true) await showDelivery(context, recorded.next);
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
