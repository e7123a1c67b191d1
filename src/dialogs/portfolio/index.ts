import { portfolioCard, PortfolioShowPress } from '../../cards/portfolio/portfolio.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { rememberLocation } from '../../usecases/memberships/person-changes.ts';
import { showPortfolio } from '../../usecases/portfolio/show.ts';
import { noAccess } from '../chat/no-access.ts';
import type { InChat } from '../in-chat.ts';
import { cspCommand, showCspAction, tickCspAction, whichCsp } from './csp.ts';
import { cporExplainAction, delegationGuideAction } from './guides.ts';
import { leftCommand, showLeftAction } from './left.ts';
import { cardAction, FORBIDDEN, type Command, type Speaking } from '../speaking.ts';
import { atLocation, whichLocationDialogs, type WhichLocation } from '../which-location.ts';

const whichPortfolio: WhichLocation = {
  dialog: 'portfolio-which-location',
  kind: 'portfolio.kind',
  question: 'referrals.location.which',
  verb: 'portfolio.show',
  meant: (_speaking, locations) => locations,
  show: async (speaking, partnerId) => (await portfolioFor(speaking, partnerId)) ?? noAccess(speaking),
};

/** `portfolio`: what the customers of a location use, and what is left on the table. */
const portfolioCommand: Command = {
  words: ['portfolio'],
  about: 'chat.about.portfolio',
  group: 'standing',
  who: ['role'],
  run: (speaking) => atLocation(whichPortfolio, speaking, () => noAccess(speaking)),
};

const showPortfolioAction = cardAction({
  verb: 'portfolio.show',
  who: 'associations',
  data: ['partnerId', 'after'],
  inputs: [],
  schema: PortfolioShowPress,
  changes: false,
  async run(speaking, { data: { partnerId, after } }) {
    const card = await portfolioFor(speaking, partnerId, after);
    if (card === undefined) return FORBIDDEN;
    await rememberLocation(speaking.context, speaking.person, partnerId);
    return { card };
  },
});

async function portfolioFor(
  { context, person, reader }: Speaking,
  partnerId: PartnerId,
  after?: string,
): Promise<AdaptiveCard | undefined> {
  const shown = await showPortfolio(context, person, partnerId, after);
  return shown.ok ? portfolioCard(shown.value, reader) : undefined;
}

export const portfolioInChat: InChat = {
  commands: [portfolioCommand, leftCommand, cspCommand],
  presses: [
    showPortfolioAction,
    showLeftAction,
    delegationGuideAction,
    cporExplainAction,
    showCspAction,
    tickCspAction,
  ],
  dialogs: () => [...whichLocationDialogs(whichPortfolio), ...whichLocationDialogs(whichCsp)],
};
