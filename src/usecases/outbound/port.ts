import type { PartnerId } from '../../domain/shared/ids.ts';

/** What a partner's own system is told: CloudEvents 1.0, structured. */
export interface OutboundMessage {
  /** The same however often it is sent. */
  readonly id: string;
  /** JSON. */
  readonly body: string;
}

/**
 * `taken`: with a status of 200 to 299. `none`: that location has no system (any more). `later`: not taken, perhaps because
 * that system is down; perhaps not to be tried before so many milliseconds.
 */
export type Posted =
  { readonly code: 'taken' | 'none' } | { readonly code: 'later'; readonly afterMs: number | undefined };

/** The systems of partners. */
export interface Outbound {
  /** What calls itself the source of the events. */
  readonly source: string;
  has(partnerId: PartnerId): boolean;
  post(partnerId: PartnerId, message: OutboundMessage): Promise<Posted>;
}
