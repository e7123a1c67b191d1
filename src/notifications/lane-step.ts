import type { Notice } from '../domain/notices/notice.ts';
import type { NoticeCard } from '../notices/notice-card.ts';
import type { Context } from '../usecases/context.ts';
import type { Told } from '../usecases/notices/told.ts';
import type { Change, Etag, Log } from '../usecases/ports.ts';
import type { Addressee } from './addressee.ts';
import type { CardTurns } from './card-turns.ts';
import type { Connector } from './connector.ts';
import type { InFlight } from './in-flight.ts';
import type { LanePace } from './lane-pace.ts';
import type { TenantPermits } from './tenant-permits.ts';

/** Does a step with a notice, with whatever is to be around it. */
export type AroundNotice = (notice: Notice, run: () => Promise<Step>) => Promise<Step>;

export interface DeliverParts {
  readonly noticeCard: NoticeCard;
  readonly context: Context;
  readonly connector: Connector;
  readonly permits: TenantPermits;
  readonly inFlight: InFlight;
  readonly log: Log;
  /** The bot's id in Teams (`28:<app id>`), and where a person never heard from is reached. */
  readonly bot: { readonly id: string; readonly serviceUrl: string };
  /** Whether clients can refresh a card that is seen; the Agents Playground shows a warning instead. */
  readonly refreshes: boolean;
  /** How long a DPOR change waits for others, to become one card with them. */
  readonly gatherMs: number;
  readonly around?: AroundNotice | undefined;
  /** What was told and is not to be told again. Absent: nothing is kept of it. */
  readonly told?: Told | undefined;
  /** Asked before each card is made. */
  readonly cardTurns: CardTurns;
  /** What cards are made of, and whether they are wanted: the same store, read once for all that ask at one instant. */
  readonly telling: Context;
  /** Nothing more is begun: the process is about to end. Absent: never. */
  readonly isStopping?: () => boolean;
}

/** One person's or channel's run of notices. */
export interface Lane {
  readonly to: Addressee;
  /** The etag that they were read at. */
  readonly toEtag: Etag;
  readonly pace: LanePace;
  /** Whether it has waited for the tenant's turn already. */
  readonly waited: boolean;
  /** DPOR changes gather until then before the first of them goes. */
  readonly gathersUntil: Date | undefined;
  /** Something is held back: of what comes behind it, only what presses or is an update goes. */
  readonly holds: boolean;
  /** Set with the last notice that is open: what ends the lane in the commit that closes it. */
  readonly ends: (() => Change) | undefined;
}

/** A chat that has just been opened, and what writes it down beside the first notice that goes there. */
export interface OpenedChat {
  readonly change: Change;
  isStored: boolean;
}

/** How the lane goes on. */
export type Step =
  /** With the next notice. */
  | { readonly do: 'go-on' }
  /** Nowhere: it has ended, in the commit of its last notice. */
  | { readonly do: 'end' }
  /** From the start: the person or their notices have changed. */
  | { readonly do: 'look-again' }
  /** Not before then: order is kept, so all behind it wait too. */
  | { readonly do: 'wait'; readonly until: Date }
  /** This one not before then; the others go on. */
  | { readonly do: 'step-aside'; readonly until: Date }
  /** This one not before then, nor what it keeps its order with. `asked`: the person wants it so. */
  | { readonly do: 'hold'; readonly until: Date; readonly asked: boolean };

/** For what waits on something else that is held, and so adds no time of its own. */
export const NEVER = new Date(8_640_000_000_000_000);
