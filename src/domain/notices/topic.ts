import type { Topic } from '../memberships/settings.ts';
import { noticeDefinition, type NoticeSubject } from './notice.ts';

/**
 * What a notice is about in the words of `settings`.
 * @returns undefined for what cannot be muted: an offer ends if nobody answers, and operators are asked for something
 */
export function topicOf({ kind }: Pick<NoticeSubject, 'kind'>): Topic | undefined {
  return noticeDefinition(kind).topic;
}

/** Whether a burst of such notices becomes one card with a list. */
export function isDigestible(subject: Pick<NoticeSubject, 'kind'>): boolean {
  return topicOf(subject) === 'dpor' && subject.kind !== 'dpor-digest';
}

/** Up to so many within {@link BURST_MS} go one by one; more become a digest. */
export const MAX_SINGLES = 5;
export const BURST_MS = 10 * 60_000;
