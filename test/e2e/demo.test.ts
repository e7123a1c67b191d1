import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { demoProcess, type DemoProcess } from './demo-process.ts';
import { button, DOCS } from './desk-chat.ts';
import type { Playground } from './playground.ts';

let demo: DemoProcess;
let playground: Playground;

beforeAll(async () => {
  await mkdir(DOCS, { recursive: true });
  demo = await demoProcess();
  playground = await demo.page(0);
}, 180_000);

afterAll(() => demo?.close(), 60_000);

/** What a redraw may swallow is tried again. */
const SOON = { timeout: 3_000 };

async function again(press: () => Promise<void>, tries: number): Promise<void> {
  try {
    await press();
  } catch (error) {
    if (tries <= 1) throw error;
    await again(press, tries - 1);
  }
}

describe('the demo, as a newcomer sees it', () => {
  it('welcomes, helps, shows scores and an area, brings an offer unasked, and lets it be accepted', async () => {
    await playground.card('Welcome, Dana');
    await playground.say('hi');
    const today = await playground.card('Hello, Dana');
    await playground.screenshot(join(DOCS, 'today.png'));
    const help = await playground.press(today.getByRole('button', { name: 'More' }), 'What I can do');
    const scores = await playground.press(help.getByRole('button', { name: 'scores' }), 'of 6 qualified');
    await playground.screenshot(join(DOCS, 'demo-scores.png'));
    const area = await playground.press(
      scores.getByRole('button', { name: 'Modern Work' }),
      /points: .* short of 70/,
    );
    expect(await area.innerText()).toContain('Net customer adds');
    await playground.screenshot(join(DOCS, 'demo-area.png'));

    const offer = await playground.card(/Tailspin Toys[^]*Accept/);
    expect(await offer.innerText()).not.toContain('jo.berg@tailspin.test');
    await offer.scrollIntoViewIfNeeded();
    await playground.screenshot(join(DOCS, 'demo-offer.png'));
    const accepted = await playground.press(
      offer.getByRole('button', { name: 'Accept' }),
      'Dana Okafor accepted on',
    );
    expect(await accepted.innerText()).toContain('jo.berg@tailspin.test');
    expect(await accepted.getByRole('button', { name: 'Accept' }).count()).toBe(0);
    await accepted.scrollIntoViewIfNeeded();
    await playground.screenshot(join(DOCS, 'demo.png'));

    const second = await playground.card(/Fourth Coffee[^]*Accept/);
    await button(second, 'Decline').click();
    await second.getByRole('combobox').click();
    await playground.page.getByRole('option', { name: 'No capacity' }).click();
    await playground.press(button(second, 'Decline referral'), /Dana Okafor declined on/);
    const third = await playground.card(/Wingtip Toys[^]*Accept/);
    expect(await third.innerText()).toContain('Fabrikam');
  });

  it('brings what is asked for by next, which Porter itself does not know', async () => {
    await playground.say('next dpor');
    const lost = await playground.card('No longer you');
    expect(await lost.innerText()).toContain('Fourth Coffee');
    await playground.page.getByText('has moved the DPOR').first().waitFor();
    await playground.say('next week');
    await playground.page.getByText('There is no “next week”').first().waitFor();
  });

  it('lets one reader play a claim from its form to the decision of a contest, with two pages', async () => {
    const robin = await demo.page(3);
    await robin.card('Welcome, Robin');

    await playground.say('new claim');
    const first = await playground.card('Step 1 of 2');
    const lists = first.getByRole('combobox');
    await choose(lists.nth(1), 'Adventure Works');
    await choose(lists.nth(2), /^Microsoft 365 usage with incentive/);
    const second = await playground.press(button(first, 'Next'), 'Step 2 of 2');
    await second.getByRole('combobox').first().click();
    await playground.page.getByRole('menuitemcheckbox', { name: 'SharePoint' }).click();
    await playground.page.keyboard.press('Escape');
    await second.getByRole('textbox', { name: /Links to proof/ }).fill('https://files.contoso.test/sow.pdf');
    const submitted = await playground.press(button(second, 'Submit'), 'the review begins by');
    const claimId = /C-[0-9A-Z-]{14}/.exec(await submitted.innerText())?.[0] ?? '';
    expect(claimId).not.toBe('');

    await decide(robin, claimId, 'Signed by their CIO.');
    await claimCard(playground, claimId, 'Approved');
    await playground.say('next contest');
    await playground.page.getByText(`Contoso’s claim ${claimId} is contested`).first().waitFor();
    const contested = await claimCard(playground, claimId, 'Contested');
    const field = contested.getByRole('textbox').first();
    const prove = async () => {
      if (!(await field.isVisible())) await button(contested, 'Add proof').first().click(SOON);
      await field.fill('https://files.contoso.test/adoption-report.pdf', SOON);
      await button(contested, 'Send proof').click(SOON);
    };
    // A copy of the card that comes meanwhile closes its form again.
    await again(prove, 5);
    await claimCard(playground, claimId, 'adoption-report');

    await decide(robin, claimId, 'Contoso drove the adoption, as its report shows.');
    await robin.screenshot(join(DOCS, 'demo-decided-operator.png'));
    const decided = await claimCard(playground, claimId, 'Approved');
    await decided.scrollIntoViewIfNeeded();
    await playground.screenshot(join(DOCS, 'demo-decided.png'));

    const maria = await demo.page(1);
    await maria.card('Superseded');
  });

  it('answers what it does not know, and when the membership is to be renewed, with a card', async () => {
    await playground.say('what is the weather');
    await playground.card('I do not know that');
    await playground.say('renewal');
    await playground.card('Anniversary');
  });
});

async function choose(field: Locator, option: string | RegExp): Promise<void> {
  await field.click();
  await playground.page.getByRole('option', { name: option }).click();
}

/** The latest card of a claim that says so. */
async function claimCard(page: Playground, claimId: string, text: string): Promise<Locator> {
  const found = page.cards.filter({ hasText: claimId }).filter({ hasText: text }).last();
  await found.waitFor({ timeout: 60_000 });
  return found;
}

/** As the operator: opens a claim from the queue and approves it with a ground. */
async function decide(robin: Playground, claimId: string, ground: string): Promise<void> {
  await robin.say('claims');
  const queue = await robin.card(claimId);
  const decides = robin.page.getByRole('button', { name: 'Decide', exact: true });
  const undecided = robin.cards.filter({ hasText: claimId }).filter({ has: decides });
  const claim = await robin.press(queue.getByText(claimId).first(), undecided);
  await button(claim, 'Decide').click();
  await claim.getByRole('textbox').first().fill(ground);
  const approved = robin.cards.filter({ hasText: claimId }).filter({ hasText: 'Approved' });
  await robin.press(button(claim, 'Approve claim'), approved);
}
