import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { botAuthentication } from '../../src/bot/authenticate.ts';
import type { SigningKeys } from '../../src/bot/signing-keys.ts';
import type { BearerToken } from '../../src/bot/token.ts';
import { PUBLIC_CLOUD, type BotIdentity } from '../../src/usecases/bot-framework.ts';

const appId = '11111111-2222-4333-8444-555555555555';
const bot: BotIdentity = {
  anonymous: false,
  appId,
  credentials: { type: 'SingleTenant', tenantId: appId, password: 'password' },
  cloud: PUBLIC_CLOUD,
};
const activity = { serviceUrl: 'https://smba.trafficmanager.net/emea/' };
const [ours, other] = [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2_048 }));

function tokenOf(signed: string, key: KeyObject | undefined = ours?.privateKey): BearerToken {
  const signature =
    key === undefined ? '' : sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url');
  return { kid: 'k1', signed, signature, serviceUrl: activity.serviceUrl, claims: { aud: appId } };
}

/** Keys as they are published at the moment. */
function published(): { key: KeyObject | undefined; readonly keys: SigningKeys } {
  const self = {
    key: ours?.publicKey,
    keys: {
      find: () => Promise.resolve(self.key === undefined ? undefined : { key: self.key, endorsements: [] }),
    },
  };
  return self;
}

describe('a token', () => {
  it('is authentic each time that it comes', async () => {
    const { authenticate } = botAuthentication(bot, published().keys);

    expect((await authenticate(tokenOf('head.claims'), activity)).ok).toBe(true);
    expect((await authenticate(tokenOf('head.claims'), activity)).ok).toBe(true);
  });

  it('lends its signature to no other', async () => {
    const { authenticate } = botAuthentication(bot, published().keys);
    const good = tokenOf('head.claims');
    await authenticate(good, activity);

    expect((await authenticate({ ...good, signed: 'head.other' }, activity)).ok).toBe(false);
    expect((await authenticate(tokenOf('head.claims', other?.privateKey), activity)).ok).toBe(false);
    expect((await authenticate({ ...good, serviceUrl: 'https://other.example/' }, activity)).ok).toBe(false);
  });

  it('counts no longer than the key that it was signed with', async () => {
    const at = published();
    const { authenticate } = botAuthentication(bot, at.keys);
    await authenticate(tokenOf('head.claims'), activity);

    at.key = other?.publicKey;
    expect((await authenticate(tokenOf('head.claims'), activity)).ok).toBe(false);
    at.key = undefined;
    expect((await authenticate(tokenOf('head.claims'), activity)).ok).toBe(false);
  });
});
