import type { AdaptiveCard } from '../cards/kit/template.ts';
import { agentActions } from './agents/confirm.ts';
import type { Said } from './associations/paste.ts';
import { cancelCommand, helpAction, helpCommand } from './chat/commands.ts';
import { asksSomething } from './knowledge/ask.ts';
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
  /** Something that means nothing else, and that may be looked up; undefined: nothing fits. */
  readonly looksUp: (speaking: Speaking, text: string) => Promise<AdaptiveCard | undefined>;
  /** A press that lacks what a form would have brought, from a client without forms: the dialog that asks for it. */
  readonly asksByChat: (verb: string, data: { readonly [field: string]: unknown }) => Asking | undefined;
}

/**
 * @param capabilities in the order in which `help` shows their words
 * @param presentCard what a card that is seen again is answered with; absent: no card asks
 * @throws when a verb is declared twice
 */
export function registryOf(capabilities: readonly InChat[], presentCard?: PresentCard): Registry {
  const commands = commandsOf(capabilities);
  const presses: readonly CardAction[] = [
    helpAction(() => commands),
    ...capabilities.flatMap((capability) => capability.presses ?? []),
    ...agentActions((verb) => actions.get(verb)),
    ...(presentCard === undefined ? [] : [seenAction(presentCard)]),
  ];
  const actions: ReadonlyMap<string, CardAction> = new Map(
    presses.map((press) => [press.verb, { ...press, lost: LOST_INPUTS[press.verb] }]),
  );
  if (actions.size < presses.length) throw new Error('a verb is declared twice');
  const first = <T>(of: (capability: InChat) => T | undefined) => firstOf(capabilities, of);
  return {
    commands,
    actions,
    dialogs: createDialogs(() => capabilities.flatMap((capability) => capability.dialogs?.() ?? [])),
    inChannel: (text) => first((capability) => capability.inChannel?.(text)),
    async reads(speaking, said) {
      for (const { reads } of capabilities) {
        const card = await reads?.(speaking, said);
        if (card !== undefined) return card;
      }
      return undefined;
    },
    async looksUp(speaking, text) {
      for (const { looksUp } of capabilities) {
        const card = await looksUp?.(speaking, text);
        if (card !== undefined) return card;
      }
      return undefined;
    },
    asksByChat: (verb, data) =>
      first(({ asksByChat = {} }) =>
        // A verb comes from outside: `constructor` is none of ours.
        Object.hasOwn(asksByChat, verb) ? asksByChat[verb]?.(data) : undefined,
      ),
  };
}

function commandsOf(capabilities: readonly InChat[]): readonly Command[] {
  const commands: readonly Command[] = [
    ...capabilities.flatMap((capability) => capability.commands ?? []),
    helpCommand(() => commands),
    cancelCommand,
  ];
  return commands;
}

function firstOf<T>(
  capabilities: readonly InChat[],
  of: (capability: InChat) => T | undefined,
): T | undefined {
  for (const capability of capabilities) {
    const found = of(capability);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The command that was typed, in any case; `ask …` takes the rest along. */
export function commandOf(registry: Registry, text: string): Command | undefined {
  const typed = text.toLowerCase();
  return registry.commands.find(
    ({ words, takesRest }) => words.includes(typed) || (takesRest === true && asksSomething(text)),
  );
}
