import type { AdaptiveCard } from '../cards/kit/template.ts';
import { associationsInChat } from './associations/index.ts';
import { claimsInChat } from './claims/index.ts';
import { filesInChat } from './files/index.ts';
import { noticesInChat } from './notices/index.ts';
import { operatorsInChat } from './operators/index.ts';
import { referralsInChat } from './referrals/index.ts';
import { scoresInChat } from './scores/index.ts';
import type { Said } from './associations/paste.ts';
import { cancelCommand, helpCommand, later } from './chat/commands.ts';
import type { Asking, InChat } from './in-chat.ts';
import { seenAction, type PresentCard } from './notices/seen.ts';
import type { ChannelCommand } from './referrals/channel.ts';
import { LOST_INPUTS } from './lost-inputs.ts';
import { createDialogs, type Dialogs } from './run.ts';
import type { CardAction, Command, Speaking } from './speaking.ts';

/** All that can be typed and pressed. */
export interface Registry {
  readonly commands: readonly Command[];
  readonly actions: ReadonlyMap<string, CardAction>;
  readonly dialogs: Dialogs;
  /** Words that are meant for a channel. */
  readonly inChannel: (text: string) => ChannelCommand | undefined;
  /** Something longer that was pasted or forwarded, and that means something. */
  readonly reads: (speaking: Speaking, said: Said) => Promise<AdaptiveCard | undefined>;
  /** A press that lacks what a form would have brought, from a client without forms: the dialog that asks for it. */
  readonly asksByChat: (verb: string, data: { readonly [field: string]: unknown }) => Asking | undefined;
}

/** A line a capability. */
const CAPABILITIES: readonly InChat[] = [
  scoresInChat,
  referralsInChat,
  operatorsInChat,
  claimsInChat,
  associationsInChat,
  noticesInChat,
  filesInChat,
];

const commands: readonly Command[] = [
  ...CAPABILITIES.flatMap((capability) => capability.commands ?? []),
  ...['portfolio', 'renewal', 'team', 'cases', 'statements', 'news', 'ask'].map(later),
  helpCommand(() => commands),
  cancelCommand,
];

/**
 * @param presentCard what a card that is seen again is answered with; absent: no card asks
 * @throws when a verb is declared twice
 */
export function createRegistry(presentCard?: PresentCard): Registry {
  const presses = [
    ...CAPABILITIES.flatMap((capability) => capability.presses ?? []),
    ...(presentCard === undefined ? [] : [seenAction(presentCard)]),
  ];
  const actions = new Map(presses.map((press) => [press.verb, { ...press, lost: LOST_INPUTS[press.verb] }]));
  if (actions.size < presses.length) throw new Error('a verb is declared twice');
  return {
    commands,
    actions,
    dialogs: createDialogs(CAPABILITIES.flatMap((capability) => capability.dialogs?.() ?? [])),
    inChannel: (text) => firstOf((capability) => capability.inChannel?.(text)),
    async reads(speaking, said) {
      for (const { reads } of CAPABILITIES) {
        const card = await reads?.(speaking, said);
        if (card !== undefined) return card;
      }
      return undefined;
    },
    asksByChat: (verb, data) => firstOf((capability) => capability.asksByChat?.[verb]?.(data)),
  };
}

function firstOf<T>(of: (capability: InChat) => T | undefined): T | undefined {
  for (const capability of CAPABILITIES) {
    const found = of(capability);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The command that was typed, in any case; `ask …` takes the rest along. */
export function commandOf(registry: Registry, text: string): Command | undefined {
  const typed = text.toLowerCase();
  return registry.commands.find((command) =>
    command.words.some((word) => typed === word || (word === 'ask' && typed.startsWith('ask '))),
  );
}
