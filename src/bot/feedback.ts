import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import { say as message } from '../dialogs/choice-prompt.ts';
import { FORBIDDEN, INVALID, type Refusal, type Speaking } from '../dialogs/speaking.ts';
import { keepRateable, keepRating } from '../usecases/conversations/ratings.ts';
import { languageOf } from '../words/language.ts';
import { say } from '../words/say.ts';

export const FEEDBACK = 'message/submitAction';

/** What Teams' own form sends with a thumb: JSON in a text, or as it is. */
const Comment = z.looseObject({ feedbackText: z.string().max(4_000).catch('') });
/** `value` of the invoke. Source: Microsoft Learn, "Add user feedback controls to agent messages", 2026. */
const FeedbackValue = z.looseObject({
  actionName: z.literal('feedback'),
  actionValue: z.looseObject({
    reaction: z.enum(['like', 'dislike']),
    feedback: z.union([z.string().max(20_000), z.looseObject({})]).optional(),
  }),
});

/** Shows the answer to a question with Teams' thumbs under it, and keeps what was asked for whoever uses them. */
export async function showRateable(
  turn: TurnContext,
  { context, person, reader }: Speaking,
  card: AdaptiveCard,
  question: string,
): Promise<void> {
  const sent = await turn.sendActivity({
    ...message(card),
    channelData: { feedbackLoop: { type: 'default' } },
  });
  const activityId = sent?.id ?? '';
  if (activityId === '') return;
  const answer = { conversationId: turn.activity.conversation.id, activityId };
  await keepRateable(context, person.personId, answer, question, languageOf(reader.locale));
}

/** A thumb, up or down, under an answer of ours to this person. */
export async function rateAnswer(
  { activity }: TurnContext,
  { context, person, reader }: Speaking,
): Promise<{ readonly said: string } | Refusal> {
  const parsed = FeedbackValue.safeParse(activity.value);
  if (!parsed.success || activity.replyToId === undefined) return INVALID;
  const { reaction, feedback } = parsed.data.actionValue;
  const answer = { conversationId: activity.conversation.id, activityId: activity.replyToId };
  const useful = reaction === 'like';
  const kept = await keepRating(context, person.personId, answer, useful, commentIn(feedback));
  return kept ? { said: say(reader, 'knowledge.thanks') } : FORBIDDEN;
}

function commentIn(feedback: unknown): string {
  return (
    Comment.safeParse(typeof feedback === 'string' ? jsonOf(feedback) : feedback).data?.feedbackText ?? ''
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { feedbackText: text };
  }
}
