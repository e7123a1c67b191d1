import type { Activity, TurnContext } from 'botbuilder';
import { filesIn } from './attached-files.ts';
import { FILE_CONSENT } from './file-consent.ts';
import { pressOf } from './invoke.ts';
import { isPersonal } from './sighting.ts';

/** Runs something later, unless it is called off. @returns what calls it off */
export type Later = (ms: number, run: () => void) => () => void;

/** After so long without an answer people wonder whether they were heard. */
const WAIT_MS = 1_000;

export const later: Later = (ms, run) => {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
};

/** Files come or go: what is in them is read, or they are made. All else is answered from what is stored. */
function mayTakeLong(activity: Activity): boolean {
  if (activity.type === 'message') return filesIn(activity).length > 0;
  return activity.name === FILE_CONSENT || pressOf(activity.value)?.verb === 'file.get';
}

/**
 * Shows once that an answer is on its way, in a personal chat where files are worked on and none has come within a second.
 * Nothing else shows it: a busy moment is made no better by a request more for everybody who waits.
 *
 * It goes past the turn's own sending, since a dialog that sees something sent does not ask again.
 */
export async function whileTyping(
  turn: TurnContext,
  work: () => Promise<void>,
  wait: Later = later,
): Promise<void> {
  const { activity } = turn;
  if (!isPersonal(activity) || activity.deliveryMode === 'expectReplies' || !mayTakeLong(activity)) {
    return work();
  }
  const callOff = wait(WAIT_MS, () => void showTyping(turn));
  turn.onSendActivities((_turn, _activities, next) => {
    callOff();
    return next();
  });
  try {
    await work();
  } finally {
    callOff();
  }
}

/** Nothing hangs on it: where it cannot be shown the answer comes all the same. */
async function showTyping(turn: TurnContext): Promise<void> {
  const { recipient: from, from: recipient, conversation, serviceUrl, channelId } = turn.activity;
  const typing = { type: 'typing', from, recipient, conversation, serviceUrl, channelId };
  try {
    await turn.adapter.sendActivities(turn, [typing]);
  } catch {
    // The answer tells whether there is a way to the person.
  }
}
