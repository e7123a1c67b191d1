import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { scoresAreaCard } from '../../cards/scores/area.ts';
import { scoresChooseCard } from '../../cards/scores/choose.ts';
import { scoresOverviewCard } from '../../cards/scores/overview.ts';
import { ScoresShowPress } from '../../cards/scores/show-press.ts';
import type { Area } from '../../domain/shared/catalogue.ts';
import type { GlobalId } from '../../domain/shared/ids.ts';
import { showScores, type ScoresShown } from '../../usecases/scores/show.ts';
import { noAccess } from '../chat/no-access.ts';
import { cardAction, FORBIDDEN, type Command, type Speaking } from '../speaking.ts';

export const WHICH_ACCOUNT_DIALOG = 'scores-which-account';

/** `scores`: the score of the account, or which of several is meant. */
export const scoresCommand: Command = {
  words: ['scores'],
  about: 'chat.about.scores',
  group: 'standing',
  who: ['role'],
  async run(speaking) {
    const shown = await scoresFor(speaking);
    if (shown === undefined) return noAccess(speaking);
    return shown.kind === 'choose' ? { dialog: WHICH_ACCOUNT_DIALOG } : cardOf(speaking, shown);
  },
};

export const showScoresAction = cardAction({
  verb: 'scores.show',
  who: 'scores',
  data: ['globalId', 'area'],
  inputs: [],
  schema: ScoresShowPress,
  changes: false,
  async run(speaking, { data: { globalId, area } }) {
    const shown = await scoresFor(speaking, globalId);
    return shown === undefined ? FORBIDDEN : { card: cardOf(speaking, shown, area) };
  },
});

/** @returns undefined for somebody without a right at any location of it */
export async function scoresFor(speaking: Speaking, globalId?: GlobalId): Promise<ScoresShown | undefined> {
  const { context, person, reader } = speaking;
  const shown = await showScores(context, person, { globalId }, reader.now);
  return shown.ok ? shown.value : undefined;
}

export function cardOf({ reader }: Speaking, shown: ScoresShown, area?: Area): AdaptiveCard {
  if (shown.kind === 'choose') return scoresChooseCard(shown.accounts, reader);
  const { account, score } = shown;
  const found = score.areas.find((candidate) => candidate.area === area);
  return found === undefined
    ? scoresOverviewCard(account, score, reader)
    : scoresAreaCard(account, found, reader);
}
