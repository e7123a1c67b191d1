import { Webhook } from 'standardwebhooks';
import type { PartnerId } from '../domain/shared/ids.ts';
import { retryAfterMs } from '../domain/shared/retry-after.ts';
import { isLoopback } from '../domain/shared/service-url.ts';
import { httpExchange } from '../notifications/http-exchange.ts';
import type { Outbound } from '../usecases/outbound/port.ts';
import type { Clock } from '../usecases/ports.ts';
import { publicLookup } from './public-address.ts';

/** The system of a location: where it is told, and what proves that it is us. */
export interface PartnerSystem {
  readonly partnerId: PartnerId;
  readonly url: string;
  /** `whsec_…`; with several, each signs, so that they can be rotated. */
  readonly secrets: readonly string[];
}

const TIMEOUT_MS = 10_000;
/** Nothing is read of what is answered. */
const MOST_BYTES = 65_536;
/** Messages on their way to one system; a slow one holds up nobody else's. */
const MOST_UNDER_WAY = 4;
const BUSY_MS = 1_000;

/**
 * Tells the systems of partners by Standard Webhooks: the id stays the same, the time is that of the try. No redirect is
 * followed, and no address of the inside is called.
 *
 * @returns undefined where there are none
 */
export function partnerSystems(
  systems: readonly PartnerSystem[],
  source: string,
  clock: Clock,
): Outbound | undefined {
  if (systems.length === 0) return undefined;
  const exchange = httpExchange({ lookup: publicLookup, mostBytes: MOST_BYTES });
  const nearby = httpExchange({ mostBytes: MOST_BYTES });
  const byPartner = new Map(
    systems.map((system) => [
      system.partnerId,
      { url: system.url, signers: system.secrets.map((secret) => new Webhook(secret)) },
    ]),
  );
  const underWay = new Map<PartnerId, number>();
  return {
    source,
    has: (partnerId) => byPartner.has(partnerId),
    async post(partnerId, { id, body }) {
      const system = byPartner.get(partnerId);
      if (system === undefined) return { code: 'none' };
      const before = underWay.get(partnerId) ?? 0;
      if (before >= MOST_UNDER_WAY) return { code: 'later', afterMs: BUSY_MS };
      underWay.set(partnerId, before + 1);
      const { url, signers } = system;
      const now = clock.now();
      try {
        const send = isLoopback(new URL(url).hostname) ? nearby : exchange;
        const answer = await send({
          method: 'POST',
          url,
          headers: {
            'content-type': 'application/cloudevents+json; charset=utf-8',
            'webhook-id': id,
            'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
            'webhook-signature': signers.map((signer) => signer.sign(id, now, body)).join(' '),
          },
          body,
          timeoutMs: TIMEOUT_MS,
        });
        return answer.status >= 200 && answer.status < 300
          ? { code: 'taken' }
          : { code: 'later', afterMs: retryAfterMs(answer.headers, now) };
      } catch {
        // Nothing was answered, or nothing that may be: whoever is told, and why it did not come, is in the list of jobs.
        return { code: 'later', afterMs: undefined };
      } finally {
        underWay.set(partnerId, (underWay.get(partnerId) ?? 1) - 1);
      }
    },
  };
}
