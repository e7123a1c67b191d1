import type { Dialog, WaterfallStepContext } from 'botbuilder-dialogs';
import { scoresChooseCard } from '../../cards/scores/choose.ts';
import { GlobalId } from '../../domain/shared/ids.ts';
import { noAccess } from '../chat/no-access.ts';
import { choicePrompt, say } from '../choice-prompt.ts';
import { speakingIn } from '../run.ts';
import { cardOf, scoresFor, WHICH_ACCOUNT_DIALOG } from './show.ts';
import { waterfall } from '../sdk.ts';

const ACCOUNT = 'scores-which-account.account';

/** Asks which account is meant, for somebody who stands at several: a tap on the card, or its name or number typed. */
export function scoresDialogs(): Dialog[] {
  return [choicePrompt(ACCOUNT), waterfall(WHICH_ACCOUNT_DIALOG, [askAccount, showAccount])];
}

async function askAccount(step: WaterfallStepContext) {
  const speaking = speakingIn(step.context);
  const shown = await scoresFor(speaking);
  if (shown?.kind !== 'choose') return step.next(shown?.account.globalId);
  const prompt = say(scoresChooseCard(shown.accounts, speaking.reader));
  const validations = shown.accounts.map(({ globalId, name }) => ({ value: globalId, title: name }));
  return step.prompt(ACCOUNT, { prompt, retryPrompt: prompt, validations });
}

async function showAccount(step: WaterfallStepContext) {
  const speaking = speakingIn(step.context);
  const globalId = GlobalId.safeParse(step.result);
  const shown = globalId.success ? await scoresFor(speaking, globalId.data) : undefined;
  const card = shown === undefined ? await noAccess(speaking) : cardOf(speaking, shown);
  await step.context.sendActivity(say(card));
  return step.endDialog();
}
