import { hashOf } from '../hash-of.ts';

/** A message in somebody's chat, as an activity names it. */
export interface MessageRef {
  readonly conversationId: string;
  readonly activityId: string;
}

/** A channel and its threads are one place: an activity names either. */
export function placeOf(conversationId: string): string {
  return conversationId.split(';messageid=')[0] ?? '';
}

export function hashOfMessage({ conversationId, activityId }: MessageRef): string {
  return hashOf(`${placeOf(conversationId)} ${activityId}`);
}
