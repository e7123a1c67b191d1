import type { Dialog } from 'botbuilder-dialogs';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import type { Said } from './associations/paste.ts';
import type { ChannelCommand } from './referrals/channel.ts';
import type { CardAction, Command, Speaking } from './speaking.ts';

/** A dialog to begin, and what it is begun with. */
export interface Asking {
  readonly dialog: string;
  readonly options: object;
}

/** All that a capability can be told and asked in chat. A thing is found by being in such a list: there is no scanning. */
export interface InChat {
  /** Words, in the order in which `help` shows them. */
  readonly commands?: readonly Command[];
  /** Buttons. */
  readonly presses?: readonly CardAction[];
  /** Made anew for each registry, since the SDK ties a dialog to its set. */
  readonly dialogs?: () => readonly Dialog[];
  /** Words that are meant for a channel. */
  readonly inChannel?: (text: string) => ChannelCommand | undefined;
  /** Something longer that was pasted or forwarded, and that means something. */
  readonly reads?: (speaking: Speaking, said: Said) => Promise<AdaptiveCard | undefined>;
  /** Something that means nothing else, and that may be looked up; undefined: nothing fits. */
  readonly looksUp?: (speaking: Speaking, text: string) => Promise<AdaptiveCard | undefined>;
  /** By verb: presses that lack what a form would have brought, from clients without forms, and the dialog that asks for it. */
  readonly asksByChat?: {
    readonly [verb: string]: (data: { readonly [field: string]: unknown }) => Asking | undefined;
  };
}
