import type { z } from 'zod';
import type { HelpGroup } from '../cards/chat/menu.ts';
import type { FileConsent } from '../cards/files/consent.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import type { Reader } from '../cards/kit/format.ts';
import type { Capacity } from '../domain/memberships/capacity.ts';
import type { Actor, Person } from '../domain/memberships/person.ts';
import type { Context } from '../usecases/context.ts';
import type { Reads } from '../words/language.ts';
import type { MessageKey } from '../words/messages.ts';
import { say, type PlainKey } from '../words/say.ts';
import type { Text } from '../words/text.ts';
import type { For } from '../domain/memberships/policy.ts';

/** Somebody says or presses something: who, how they read, and what to decide with. */
export interface Speaking {
  readonly context: Context;
  readonly actor: Actor;
  readonly person: Person;
  readonly reader: Reader;
  /** The activity that carries it: the same one delivered twice is one decision. */
  readonly opId: string;
  /** The message whose card was pressed, where the client says so. */
  readonly pressedIn?: { readonly activityId: string; readonly conversationId: string };
  /** Said or pressed where others read along: what is answered there is for all of them. */
  readonly shared?: boolean;
  /** Said or pressed amid others, and answered to its reader alone. */
  readonly aside?: boolean;
  /** The message that is quoted, by its id in Teams. */
  readonly quotes?: string;
  /** Whether the client has dialogs, and whether this is in one. */
  readonly dialog?: 'can' | 'open';
  /** A client asks for a card by itself: nobody has looked at anything. */
  readonly byItself?: boolean;
}

/** What is answered to a press: a card, or a refusal. */
export type Answer =
  | {
      readonly card: AdaptiveCard;
      /** A file to ask about besides, in a message of its own. */
      readonly file?: FileConsent;
      /** A conversation to begin besides; `left`: the one that was left for something else. */
      readonly asks?: { readonly dialog: string; readonly options: object } | 'left';
      /** The form has done its work, now or when it was sent before: a dialog that it is in closes. */
      readonly finished?: 'now' | 'before';
    }
  | Refusal;

/** In two codes that give nothing away. */
export interface Refusal {
  readonly refused: 'forbidden' | 'invalid';
  /** Worded for whoever is answered. */
  readonly message: (reader: Reads) => Text;
}

/** A typed word and what it does. */
export interface Command {
  /** The words as typed, lower case; the first is the one shown. */
  readonly words: readonly string[];
  /** What it is for, in a few words, for `help`; absent: not listed. */
  readonly about?: PlainKey;
  /** Under which heading `help` shows it; with `about` only. */
  readonly group?: HelpGroup;
  /** For whom menus list it; absent: everybody. Typed by anybody else it is answered as well. */
  readonly who?: readonly Capacity[];
  /** Whether what follows the word belongs to it, as with `ask`, in whatever language the word is. */
  readonly takesRest?: boolean;
  /** The question that its answer can be rated by; absent: it is not. */
  readonly rates?: (typed: string) => string;
  /**
   * @param typed all that was typed; absent where the word was tapped
   * @returns the card, or the id of a dialog that asks further
   */
  run(speaking: Speaking, typed?: string): Promise<AdaptiveCard | { readonly dialog: string }>;
}

/** What came with a press, as the client sent it. */
export type PressData = { readonly [field: string]: unknown };

/**
 * Whether a form came back without inputs that a client always sends with it.
 * @returns the card as it is, with nothing done; undefined when nothing was lost
 */
export type LostInputs = (speaking: Speaking, data: PressData) => Promise<Answer | undefined>;

/** What a button does, by its name on the wire. One without words does not compile. */
export type Verb = MessageKey extends infer Key
  ? Key extends `verbs.${infer Named}.title`
    ? Named
    : never
  : never;

/** A button: its verb, what it may send back, and what it does. */
export interface CardAction<Press = unknown> {
  /** Its title and what it is for, in a line for a person or a model, are `verbs.<verb>.title` and `.about` of the words. */
  readonly verb: Verb;
  readonly who: For;
  /** What it is about: fields that a card of ours puts into the press. */
  readonly data: readonly string[];
  /** Fields that its reader fills in. A card may send inputs of its other forms along, which say nothing. */
  readonly inputs: readonly string[];
  /** Strict: a field that no card of ours sends is refused. The verb is part of it. */
  readonly schema: z.ZodType<Press>;
  /** Whether a press can change anything; an automatic refresh never runs one that can. */
  readonly changes: boolean;
  /** Whether it may be pressed where others read along; it then answers what they may read, or with a view of its reader's own. */
  readonly shared?: true | 'own-view';
  /** Asked before anything is read or done. */
  readonly lost?: LostInputs | undefined;
  run(speaking: Speaking, press: Press): Promise<Answer>;
}

/** Ties the schema of what a button sends to the type that `run` takes; the registry needs no such type. */
export function cardAction<Press>(action: CardAction<Press>): CardAction {
  return {
    ...action,
    run: (speaking, press) => action.run(speaking, action.schema.parse(press)),
  };
}

/** A button that is not meant for a channel: no card of ours shows it there. */
export const NOT_HERE: Refusal = {
  refused: 'invalid',
  message: (reader) => say(reader, 'refusals.not-here'),
};

/** For a missing right, and the very same for a thing that is not there. */
export const FORBIDDEN: Refusal = {
  refused: 'forbidden',
  message: (reader) => say(reader, 'refusals.forbidden'),
};

/** Teams did not say who pressed: the same for every button, whatever there is. */
export const NOBODY: Refusal = {
  refused: 'forbidden',
  message: (reader) => say(reader, 'refusals.nobody'),
};

export const INVALID: Refusal = {
  refused: 'invalid',
  message: (reader) => say(reader, 'refusals.unknown-button'),
};
