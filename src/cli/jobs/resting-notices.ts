import type { Documents } from '../../usecases/ports.ts';
import { NoticeDocument } from '../../usecases/notices/documents.ts';
import type { Listed } from './listed.ts';

/** Every notice that did not come through, or not for sure. What a digest tells goes as the digest goes. */
export async function* listNotices(documents: Documents): AsyncGenerator<Listed> {
  for await (const { value } of documents.scan(NoticeDocument, 'people')) {
    const { noticeId, digestId, attempts, lastStatus, lastError, notBefore } = value;
    if (digestId !== null || value.state === 'sent') continue;
    yield {
      kind: 'notice',
      state: value.state === 'sending' || value.state === 'pending' ? 'waiting' : value.state,
      due: notBefore,
      attempts,
      what: noticeId,
      why: lastStatus === 0 || lastError === '' ? lastError : `${lastStatus} ${lastError}`,
    };
  }
}
