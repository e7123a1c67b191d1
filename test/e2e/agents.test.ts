import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { UnauthorizedError, type OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Locator } from 'playwright-core';
import { z } from 'zod';
import { say } from '../../src/words/say.ts';
import { agentCards } from '../support/agent-cards.ts';
import { AUDIENCE, CLIENT } from '../support/agents.ts';
import { openIdServer, type OpenIdServer } from '../support/open-id-server.ts';
import { noon } from '../support/referrals.ts';
import { drawn, withBrowser } from '../support/render-cards.ts';
import { signInServer, type SignInServer } from '../support/sign-in-server.ts';
import { button, DOCS, pictured } from './desk-chat.ts';
import { DANA, deskProcess, type DeskProcess } from './desk-process.ts';
import { openPlayground, type Playground } from './playground.ts';

let openId: OpenIdServer;
let signIn: SignInServer;
let desk: DeskProcess;
let playground: Playground;
let client: Client;

beforeAll(async () => {
  openId = await openIdServer(AUDIENCE, 'http://localhost/');
  signIn = await signInServer(openId, DANA);
  desk = await deskProcess(DANA, (botUrl) => ({
    PORTER_MCP_AUDIENCE: AUDIENCE,
    PORTER_MCP_ISSUER: signIn.issuer,
    PORTER_MCP_METADATA_URL: openId.metadataUrl,
    PORTER_PUBLIC_URL: botUrl,
  }));
  playground = await openPlayground(desk.playgroundUrl);
}, 120_000);
afterAll(async () => {
  await client?.close();
  await playground?.close();
  await desk?.close();
  await signIn?.close();
  await openId?.close();
}, 60_000);

const picture = (card: Locator, name: string) => pictured(playground, card, `agents-${name}`);
const callTool = (name: string, args: object = {}) => client.callTool({ name, arguments: { ...args } });
const idOf = ({ structuredContent }: { readonly [field: string]: unknown }) =>
  z.object({ status: z.literal('requires_confirmation'), confirmationId: z.uuid() }).parse(structuredContent)
    .confirmationId;

/** A program that a person lets work in their name: it is sent to sign in, and comes back with a code. */
function signingIn(): OAuthClientProvider & { readonly code: () => string } {
  let verifier = '';
  let code = '';
  let tokens: OAuthTokens | undefined;
  const redirectUrl = 'http://127.0.0.1:9/callback';
  return {
    redirectUrl,
    clientMetadata: { redirect_uris: [redirectUrl], client_name: 'Desk agent' },
    clientInformation: () => ({ client_id: CLIENT }),
    tokens: () => tokens,
    saveTokens: (saved) => void (tokens = saved),
    saveCodeVerifier: (saved) => void (verifier = saved),
    codeVerifier: () => verifier,
    async redirectToAuthorization(url) {
      const back = await fetch(url, { redirect: 'manual' });
      code = new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? '';
    },
    code: () => code,
  };
}

describe('an agent of a person', () => {
  it('signs in where the server says, lists its tools and reads scores', async () => {
    const authProvider = signingIn();
    const requestInit = { headers: { 'user-agent': 'desk-agent/1.0' } };
    const transport = () =>
      new StreamableHTTPClientTransport(new URL(`${desk.botUrl}/mcp`), { authProvider, requestInit });
    client = new Client({ name: 'desk-agent', version: '1.0.0' });
    const first = transport();
    await expect(client.connect(first)).rejects.toThrow(UnauthorizedError);
    await first.finishAuth(authProvider.code());
    client = new Client({ name: 'desk-agent', version: '1.0.0' });
    await client.connect(transport());

    expect(signIn.scopes).toEqual([`${AUDIENCE}/Porter.Read ${AUDIENCE}/Porter.Act`]);
    const names = (await client.listTools()).tools.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['scores_show', 'referral_accept', 'confirmation_get']));
    const scores = await callTool('scores_show');
    expect(JSON.stringify(scores.structuredContent)).toContain('Modern Work');
  });

  it('asks to accept a referral, which is done once its person confirms in chat', async () => {
    await desk.refer('R-agent', 'Tailspin Toys');
    await playground.card(/Tailspin Toys/);
    const asked = { referralId: 'R-agent', part: 1 };
    const confirmationId = idOf(await callTool('referral_accept', asked));

    const card = await playground.card(say({ locale: 'en' }, 'agents.line.waiting'));
    expect(await card.innerText()).toContain('desk-agent');
    await picture(card, 'asks');
    expect(await statusOf('R-agent')).toBe('offered');

    const confirm = button(card, say({ locale: 'en' }, 'agents.confirm'));
    const done = await playground.press(confirm, say({ locale: 'en' }, 'agents.line.confirmed-done'));
    await picture(done, 'confirmed');
    expect(await statusOf('R-agent')).toBe('accepted');
    const became = await callTool('confirmation_get', { confirmationId });
    expect(became.structuredContent).toMatchObject({ status: 'confirmed', outcome: 'done' });
    const audit = (await rows('audit.csv')).filter(({ action }) => action === 'agent.confirm');
    expect(audit).toEqual([
      expect.objectContaining({ actor: DANA.aadObjectId, subject: `${confirmationId}/${CLIENT}` }),
    ]);
  });

  it('asks in the reader’s language', async () => {
    const german = { locale: 'de' };
    await callTool('settings_set', { language: 'de' });
    const card = await playground.card(say({ locale: 'en' }, 'verbs.settings.set.title'));
    const confirm = button(card, say({ locale: 'en' }, 'agents.confirm'));
    await playground.press(confirm, say(german, 'agents.line.confirmed-done'));
    await callTool('referral_note', { referralId: 'R-agent', part: 1, text: 'Erstgespräch am Dienstag' });
    const asked = await playground.card('Erstgespräch am Dienstag');
    expect(await asked.innerText()).toContain(say(german, 'agents.confirm'));
    await picture(asked, 'asks-de');
    await drawnOnPhone('de');

    await playground.press(button(asked, say(german, 'agents.refuse')), say(german, 'agents.line.refused'));
  });
});

async function rows(file: string): Promise<Record<string, string>[]> {
  return parse(await desk.exported(file), { columns: true }) as Record<string, string>[];
}

async function statusOf(referralId: string): Promise<string | undefined> {
  return (await rows('referrals.csv')).find((row) => row['referralId'] === referralId)?.['status'];
}

/** What an assistant asks, as wide as a phone: the Playground's page is not made for one. */
async function drawnOnPhone(locale: string): Promise<void> {
  const cards = agentCards({ locale, timeZone: 'Europe/Berlin', now: noon });
  await withBrowser(async (browser) => {
    const page = await drawn(browser, 'light', 360, [cards['an assistant asks'] ?? {}]);
    await page.screenshot({ path: join(DOCS, `agents-asks-${locale}-360.png`), fullPage: true });
  });
}
