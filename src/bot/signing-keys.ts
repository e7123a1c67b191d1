import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { retryAfterMs } from '../domain/shared/retry-after.ts';
import { isSafeUrl } from '../domain/shared/service-url.ts';
import type { Clock } from '../usecases/ports.ts';

/** A key that tokens are signed with; the Bot Framework says which channels it is endorsed for. */
export interface SigningKey {
  readonly key: KeyObject;
  readonly endorsements: readonly string[];
}

export interface SigningKeys {
  /**
   * @returns undefined when there is no such key, or none that is endorsed as it has to be
   * @throws KeysUnavailable when no keys were ever got and none can be got now
   */
  find(kid: string): Promise<SigningKey | undefined>;
}

/** The keys cannot be fetched: nobody can be told from anybody. */
export class KeysUnavailable extends Error {
  readonly code = 'keys-unavailable';
}

const DAY_MS = 86_400_000;
/** Keys are fetched again for an unknown `kid`, and after a failure, once in this time at most. */
const PAUSE_MS = 60_000;
/** The same while there are none at all. */
const FIRST_PAUSE_MS = 1_000;
const TIMEOUT_MS = 3_000;
const ENDORSEMENT = 'msteams';

const Metadata = z.object({ jwks_uri: z.string().refine(isSafeUrl) });
const KeySet = z.object({ keys: z.array(z.unknown()) });
const Key = z.object({
  kty: z.literal('RSA'),
  kid: z.string(),
  n: z.string(),
  e: z.string(),
  endorsements: z.array(z.string()).default([]),
});

/**
 * The keys named by an OpenID configuration. Renewed daily; when that fails, those at hand go on being used. Many
 * askers share one fetch, and no fetch takes longer than three seconds: the SDK's own look-up does one for every concurrent
 * turn, waits without end, and refuses everybody once its keys are a day old.
 *
 * @param endorsed whether only keys endorsed for Teams count, as those of the Bot Framework
 */
export function signingKeys(
  metadataUrl: string,
  clock: Clock,
  fetch: typeof globalThis.fetch = globalThis.fetch,
  endorsed = true,
): SigningKeys {
  let keys: ReadonlyMap<string, SigningKey> | undefined;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  /** Whoever hands the keys out asks to be left alone until then. */
  let closedUntil = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | undefined;

  const fetchKeys = async () => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const json = async (url: string): Promise<unknown> => {
      const response = await fetch(url, { redirect: 'error', signal });
      if (!response.ok) {
        const askedMs = retryAfterMs(Object.fromEntries(response.headers), clock.now()) ?? 0;
        closedUntil = clock.now().getTime() + askedMs;
        throw new Error(`key look-up: ${response.status}`);
      }
      return response.json();
    };
    const { jwks_uri } = Metadata.parse(await json(metadataUrl));
    return readKeys(await json(jwks_uri));
  };
  const renew = async () => {
    triedAt = clock.now().getTime();
    try {
      keys = await fetchKeys();
      fetchedAt = clock.now().getTime();
    } catch (error) {
      if (keys === undefined) throw new KeysUnavailable('no signing keys', { cause: error });
    } finally {
      underWay = undefined;
    }
  };
  const mayTry = (now: number, pauseMs: number) => now - triedAt >= pauseMs && now >= closedUntil;
  const renewed = () => (underWay ??= renew());

  return {
    async find(kid) {
      const now = clock.now().getTime();
      if (keys === undefined) {
        if (underWay === undefined && !mayTry(now, FIRST_PAUSE_MS)) {
          throw new KeysUnavailable('no signing keys');
        }
        await renewed();
      } else if (!keys.has(kid)) {
        if (underWay !== undefined || mayTry(now, PAUSE_MS)) await renewed();
      } else if (now - fetchedAt > DAY_MS && mayTry(now, PAUSE_MS)) {
        // The key at hand serves meanwhile, and for as long as no newer ones can be got.
        void renewed();
      }
      const found = keys?.get(kid);
      return !endorsed || found?.endorsements.includes(ENDORSEMENT) === true ? found : undefined;
    },
  };
}

function readKeys(body: unknown): ReadonlyMap<string, SigningKey> {
  const keys = new Map<string, SigningKey>();
  for (const entry of KeySet.parse(body).keys) {
    const parsed = Key.safeParse(entry);
    if (!parsed.success) continue;
    const { kty, kid, n, e, endorsements } = parsed.data;
    const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
    keys.set(kid, { key, endorsements });
  }
  return keys;
}
