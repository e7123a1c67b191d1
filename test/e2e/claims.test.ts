import { describe, expect, it } from '@jest/globals';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { renderCards } from '../support/render-cards.ts';
import { button, deskChat, DOCS, pictured } from './desk-chat.ts';
import type { DeskProcess } from './desk-process.ts';
import type { Playground } from './playground.ts';

const ADVENTURE_WORKS = 'c0000000-0000-4000-8000-000000000003';

/** People who are not at the Playground: an operator, and somebody of another partner. */
const PEOPLE = {
  robin: { number: 350, tenantId: '99999999-9999-4999-8999-999999999991', name: 'Robin Vale' },
  maria: { number: 340, tenantId: '44444444-4444-4444-8444-444444444441', name: 'Maria Jensen' },
} as const;

let desk: DeskProcess;
let playground: Playground;
let presses = 0;
const cards: object[] = [];

deskChat((opened) => ({ desk, playground } = opened));

/** A press of somebody elsewhere, and the card that answers it. */
async function press(who: keyof typeof PEOPLE, verb: string, data: object): Promise<object> {
  const { number, tenantId, name } = PEOPLE[who];
  const aadObjectId = `33333333-3333-4333-8333-333333333${number}`;
  const response = await fetch(`${desk.botUrl}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: `press-${++presses}`,
      channelId: 'msteams',
      serviceUrl: `${desk.playgroundUrl}/_connector`,
      timestamp: new Date().toISOString(),
      locale: 'en-GB',
      from: { id: `29:${who}`, aadObjectId, name },
      recipient: { id: '28:porter', name: 'Porter' },
      conversation: { id: `a:${who}`, conversationType: 'personal', tenantId },
      channelData: { tenant: { id: tenantId } },
      value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    }),
  });
  const body = (await response.json()) as { statusCode: number; value: object };
  if (body.statusCode !== 200) throw new Error(JSON.stringify(body));
  return body.value;
}

const picture = (card: Locator, name: string) => pictured(playground, card, `claim-${name}`);
const choose = async (field: Locator, option: string | RegExp) => {
  await field.click();
  await playground.page.getByRole('option', { name: option }).click();
};

/** The latest card of the claim that says so. */
const claimCard = async (claimId: string, text: string | RegExp): Promise<Locator> => {
  const found = playground.cards.filter({ hasText: claimId }).filter({ hasText: text }).last();
  await found.waitFor({ timeout: 60_000 });
  return found;
};

/** Opens a form of a card; a copy that comes meanwhile may close it again under one's hands. */
async function addProof(card: Locator, link: string, send: string): Promise<void> {
  const field = card.getByRole('textbox').first();
  for (let tries = 0; tries < 5 && !(await field.isVisible()); tries++) {
    await button(card, 'Add proof').click();
    await field.waitFor({ timeout: 2_000 }).catch(() => undefined);
  }
  await field.fill(link);
  await button(card, send).click();
}

describe('a CPOR claim in the personal chat', () => {
  it('goes from the form to a contest that is decided', async () => {
    await playground.card('Welcome, Dana');
    await playground.say('new claim');
    const first = await playground.card('Step 1 of 2');
    await picture(first, 'form');
    const lists = first.getByRole('combobox');
    await choose(lists.nth(1), 'Adventure Works');
    await choose(lists.nth(2), /Microsoft 365 usage with incentive/);
    const second = await playground.press(button(first, 'Next'), 'Step 2 of 2');
    expect(await second.innerText()).toMatch(/net customer adds, usage growth,? and deployments/);
    await second.getByRole('combobox').first().click();
    await playground.page.getByRole('menuitemcheckbox', { name: 'SharePoint' }).click();
    await playground.page.keyboard.press('Escape');
    await second.getByRole('textbox', { name: /Contact at the customer/ }).fill('Jo Berg');
    const wrong = await playground.press(button(second, 'Submit'), 'To correct');
    expect((await wrong.innerText()).match(/Correct what is marked/g)).toHaveLength(1);
    expect(await wrong.innerText()).toContain('This activity needs proof of execution.');
    expect(await wrong.innerText()).toContain('e-mail address');
    expect(await wrong.getByRole('textbox', { name: /Contact at the customer/ }).inputValue()).toBe(
      'Jo Berg',
    );
    expect(await wrong.innerText()).not.toContain('Choose at least one.');
    await picture(wrong, 'errors');

    await wrong.getByRole('textbox', { name: /Their e-mail/ }).fill('jo@adventure-works.test');
    await wrong
      .getByRole('textbox', { name: /Links to proof/ })
      .fill('https://contoso.sharepoint.com/sow.pdf');
    const submitted = await playground.press(button(wrong, 'Submit'), 'the review begins by');
    const claimId = /C-[0-9A-Z-]{14}/.exec(await submitted.innerText())?.[0] ?? '';
    expect(claimId).not.toBe('');
    await picture(submitted, 'submitted');

    await press('robin', 'claim.review', {
      claimId,
      decision: 'ask',
      comments: 'Who of the customer signed?',
    });
    const asked = await claimCard(claimId, 'Who of the customer signed?');
    await picture(asked, 'asked');
    await addProof(asked, 'https://contoso.sharepoint.com/signed.pdf', 'Send again');
    await claimCard(claimId, 'Under review');
    await press('robin', 'claim.review', { claimId, decision: 'approve', comments: 'Signed by their CIO.' });
    const approved = await claimCard(claimId, 'Approved');
    await picture(approved, 'approved');

    const theirs = await press('maria', 'claim.submit', {
      intent: 'theirs',
      partnerId: '200310',
      customerTenantId: ADVENTURE_WORKS,
      customerName: 'Adventure Works',
      activity: 'osu-m365',
      target: 'sharepoint',
      evidence: 'https://fabrikam.sharepoint.com/secret-plan.pdf',
    });
    const theirId = /C-[0-9A-Z-]{14}/.exec(JSON.stringify(theirs))?.[0] ?? '';
    expect(JSON.stringify(theirs)).toContain('Another partner claims or holds this too');
    expect(JSON.stringify(theirs)).not.toMatch(/Contoso|signed\.pdf/);
    const contested = await claimCard(claimId, 'Contested');
    expect(await contested.innerText()).not.toMatch(/Fabrikam|secret-plan/);
    await picture(contested, 'contested');
    await addProof(contested, 'https://contoso.sharepoint.com/adoption-report.pdf', 'Send proof');

    const operator = await press('robin', 'claim.show', { claimId: theirId });
    expect(JSON.stringify(operator)).toContain('Contoso Corporation (US)');
    cards.push(operator);
    const ground = 'Contoso drove the adoption, as the report shows.';
    await press('robin', 'claim.review', { claimId, decision: 'approve', comments: ground });
    const lost = await press('maria', 'claim.show', { claimId: theirId });
    expect(JSON.stringify(lost)).toContain('Superseded');
    expect(JSON.stringify(lost)).toContain(ground);
    cards.push(lost);

    await playground.say('claims');
    const list = await playground.card(/Approved \w+,? \w+ \w+/);
    expect(await list.innerText()).not.toContain('Contested');
    await picture(list, 'list');
    await button(list, 'Adventure Works: SharePoint').click();
    const decided = await claimCard(claimId, 'Approved');
    expect(await decided.innerText()).not.toContain('Contested');
    await picture(decided, 'decided');
  });

  it('is drawn in both themes at the width of a phone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'porter-claims-'));
    const typed = {
      intent: 'drawn',
      partnerId: '200310',
      customerId: ADVENTURE_WORKS,
      activity: 'osu-m365',
      step: 'what',
    };
    const forms = [
      await press('maria', 'claim.new', { partnerId: '200310' }),
      await press('maria', 'claim.form', typed),
      await press('robin', 'claims.queue', {}),
    ];
    try {
      await renderCards([...forms, ...cards], folder);
      for (const theme of ['light', 'dark']) {
        await copyFile(join(folder, `${theme}-320.png`), join(DOCS, `claim-cards-${theme}.png`));
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
