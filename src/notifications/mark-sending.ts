import type { Notice } from '../domain/notices/notice.ts';
import { isDigestible } from '../domain/notices/topic.ts';
import type { Context } from '../usecases/context.ts';
import { ConflictError, replace, type Document } from '../usecases/ports.ts';
import type { LanePace } from './lane-pace.ts';
import type { OpenedChat } from './lane-step.ts';
import { NoticeDocument } from '../usecases/notices/documents.ts';

/** One notice is one of a burst, however often it has to be tried. */
function isFirstTry({ attempts, uncertain, waitedMs, lastStatus }: Notice): boolean {
  return attempts === 0 && uncertain === 0 && waitedMs === 0 && lastStatus === 0;
}

/** Longer than any call takes: whoever reads `sending` after that knows that nobody is at it any more. */
const LEASE_MS = 30_000;

/**
 * Writes down that a notice is on its way, together with the conversation's pace, before it leaves; in the same commit that
 * the lane is held, and the chat that was opened for it.
 *
 * @returns undefined when it was changed, or another lane has taken over: nothing may leave then
 */
export async function markSending(
  { documents, clock }: Context,
  pace: LanePace,
  notice: Document<Notice>,
  opened: OpenedChat | undefined,
): Promise<Document<Notice> | undefined> {
  const leaseUntil = new Date(clock.now().getTime() + LEASE_MS);
  const value: Notice = { ...notice.value, state: 'sending', leaseUntil, notBefore: null, aside: false };
  const noted = pace.noting(isDigestible(notice.value.subject) && isFirstTry(notice.value));
  try {
    const [etag = '', paceEtag = ''] = await documents.commit(notice.partition, [
      replace(NoticeDocument, notice, value),
      noted.change,
      ...(opened === undefined ? [] : [opened.change]),
    ]);
    if (opened !== undefined) opened.isStored = true;
    noted.done(paceEtag);
    return { ...notice, etag, value };
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return undefined;
  }
}
