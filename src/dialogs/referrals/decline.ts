import type { Asking } from '../in-chat.ts';
import type { Dialog, WaterfallStepContext } from 'botbuilder-dialogs';
import { z } from 'zod';
import { questionCard, refusalCard } from '../../cards/chat/cards.ts';
import { DECLINE_REASON_NAMES } from '../../cards/kit/labels.ts';
import { DeclineReason } from '../../domain/referrals/referral.ts';
import { ReferralId } from '../../domain/shared/ids.ts';
import { choiceOptions, choicePrompt, say } from '../choice-prompt.ts';
import { speakingIn } from '../run.ts';
import { decline } from './decide.ts';
import { TextPrompt, WaterfallDialog } from '../sdk.ts';

export const DECLINE_DIALOG = 'referral-decline';
const REASON = 'referral-decline.reason';
const NOTES = 'referral-decline.notes';

const Options = z.object({
  referralId: ReferralId,
  part: z.number().int(),
  offer: z.number().int().optional(),
});
const Values = z.object({ reason: DeclineReason });

/** Asks for the reason by chat, for clients whose Decline button brings none along. */
export function declineDialogs(): Dialog[] {
  return [
    choicePrompt(REASON),
    new TextPrompt(NOTES, ({ recognized }) => Promise.resolve((recognized.value ?? '').trim() !== '')),
    new WaterfallDialog(DECLINE_DIALOG, [askReason, askNotes, decide]),
  ];
}

function askReason(step: WaterfallStepContext) {
  const choices = DeclineReason.options.map((value) => ({ value, title: DECLINE_REASON_NAMES[value] }));
  return step.prompt(
    REASON,
    choiceOptions(
      'Why do you decline?',
      'The referral then goes to another partner, and this cannot be taken back.',
      choices,
    ),
  );
}

async function askNotes(step: WaterfallStepContext) {
  const reason = DeclineReason.parse(step.result);
  Object.assign(step.values, { reason });
  if (reason !== 'other') return step.next('');
  const question = questionCard(
    'In a few words, why?',
    '',
    [],
    'Type it as one message. “cancel” ends this.',
  );
  return step.prompt(NOTES, { prompt: say(question), retryPrompt: say(question) });
}

async function decide(step: WaterfallStepContext) {
  const { reason } = Values.parse(step.values);
  const notes = z.string().parse(step.result);
  const answer = await decline(speakingIn(step.context), { ...Options.parse(step.options), reason, notes });
  await step.context.sendActivity(say('card' in answer ? answer.card : refusalCard(answer.message)));
  return step.endDialog();
}

const WithoutReason = z.object({
  referralId: z.string(),
  part: z.number().int(),
  offer: z.number().int().optional(),
});

/** A decline that came without a reason is asked for one. */
export function askForReason(data: { readonly [field: string]: unknown }): Asking | undefined {
  if (DeclineReason.safeParse(data['reason']).success) return undefined;
  const options = WithoutReason.safeParse(data);
  return options.success ? { dialog: DECLINE_DIALOG, options: options.data } : undefined;
}
