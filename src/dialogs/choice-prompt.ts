import { MessageFactory } from 'botbuilder-core';
import type { Dialog } from 'botbuilder-dialogs';
import { z } from 'zod';
import { missedCard } from '../cards/chat/missed.ts';
import { attachment, summaryOf, type AdaptiveCard } from '../cards/kit/template.ts';
import { leavesFor, speakingIn } from './run.ts';
import { textPrompt } from './sdk.ts';

/** Saved as JSON between turns. */
const Choices = z.array(z.object({ value: z.string(), title: z.string() }));
export type Choices = z.infer<typeof Choices>;

/** After so many answers that fit none, asking the same again helps nobody. */
const MISSES = 2;

/**
 * Asks for one of several things, by number, by name or by the id behind it. What fits none is asked again once; after
 * that the answer is how to go on, with the question still open.
 */
export function choicePrompt(id: string): Dialog {
  return textPrompt(id, async ({ context, recognized, options, attemptCount }) => {
    const choices = Choices.parse(options.validations);
    const chosen = chosenOf(choices, recognized.value ?? '');
    if (chosen === undefined) {
      if (await leavesFor(context)) {
        // What is said instead follows; the prompt is not to ask again.
        context.responded = true;
        return false;
      }
      // A prompt that has said something does not ask again by itself.
      if (attemptCount >= MISSES)
        await context.sendActivity(
          say(
            missedCard(
              choices.map(({ title }) => title),
              speakingIn(context).reader,
            ),
          ),
        );
      return false;
    }
    recognized.value = chosen;
    return true;
  });
}

export function say(card: AdaptiveCard) {
  return { ...MessageFactory.attachment(attachment(card)), summary: summaryOf(card) };
}

function chosenOf(choices: Choices, typed: string): string | undefined {
  const text = typed.trim().toLowerCase();
  const byNumber = /^\d{1,3}$/.test(text) ? choices[Number(text) - 1] : undefined;
  const byName = choices.find(
    ({ value, title }) => value.toLowerCase() === text || title.toLowerCase() === text,
  );
  return (byName ?? byNumber)?.value;
}
