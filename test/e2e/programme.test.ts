import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { caseCards } from '../support/case-cards.ts';
import { noon } from '../support/referrals.ts';
import { drawn, withBrowser } from '../support/render-cards.ts';
import { demoProcess, type DemoProcess } from './demo-process.ts';
import { button, DOCS, pictured } from './desk-chat.ts';
import type { Playground } from './playground.ts';

let demo: DemoProcess;
let dana: Playground;

beforeAll(async () => {
  await mkdir(DOCS, { recursive: true });
  demo = await demoProcess();
  dana = await demo.page(0);
  await dana.card('Welcome, Dana');
}, 180_000);

afterAll(() => demo?.close(), 60_000);

describe('the programme in the demo', () => {
  it('hands out a statement, disputes a line of it, and goes on with the answer', async () => {
    await dana.say('statements');
    const statements = await dana.card('S-2026-10-US');
    await pictured(dana, statements, 'programme-statements');
    await button(statements, 'Get file').click();
    // Teams' question whether to keep a file, which this page only names.
    await dana.page.getByText('File Consent Card').first().waitFor();

    const form = await dana.press(button(statements, 'Dispute a line'), 'Line of the statement');
    await fill(form, 'Subject', 'Paid too little');
    await fill(form, 'What should', 'The second line is lower than what we claimed.');
    await fill(form, 'Line of the statement', '2');
    const opened = await dana.press(button(form, 'Send case'), 'The operators of the programme have it');
    const caseId = /CS-[0-9A-Z-]{14}/.exec(await opened.innerText())?.[0] ?? '';
    expect(caseId).not.toBe('');

    await dana.say('next case');
    await dana.page.getByText(`has answered Dana Okafor’s case ${caseId}`).first().waitFor();
    const answered = await dana.card('the amount was short');
    await pictured(dana, answered, 'programme-case');
    await fill(answered, 'Your comment', 'Yes, thank you.');
    const replied = await dana.press(button(answered, 'Send comment'), 'Yes, thank you.');
    expect(await replied.innerText()).toContain('the amount was short');
    await dana.press(button(replied, 'Close case'), 'The case is closed');
  }, 120_000);

  it('reminds of a renewal that is due, keeps its ticks, and opens the next year’s cycle', async () => {
    await dana.say('next renewal');
    await dana.page.getByText('membership in FRP now renews on').first().waitFor();
    const due = await dana.card('12 days left');
    const ticked = await dana.press(due.getByText('Review the requirements'), '☑');
    await pictured(dana, ticked, 'programme-renewal');

    const renewed = await pressedInForm(ticked, 'Mark renewed', 'Yes, renewed', 'Renewed for');
    expect(await renewed.innerText()).toContain('Dana Okafor');
  }, 60_000);

  it('answers a question in a newcomer’s words, and has news that are read once opened', async () => {
    await dana.say('ask why was my claim turned down');
    const answer = await dana.card('Why was our claim rejected?');
    await pictured(dana, answer, 'programme-ask');
    const rated = await dana.press(button(answer, 'Useful'), 'Thank you.');
    const where = await dana.press(button(rated, 'Ask support'), /Location[^]*Go on/);
    const form = await dana.press(button(where, 'Go on'), 'Subject, in a few words');
    expect(await form.getByRole('textbox', { name: /Subject/ }).inputValue()).toContain('turned down');

    await dana.say('news');
    const list = await dana.card('1 unread');
    await pictured(dana, list, 'programme-news');
    const item = await dana.press(list.getByText('Renewals in chat'), 'has its own card now');
    await dana.press(button(item, 'All news'), 'All read');
  }, 60_000);

  it('lets an admin give somebody of a team another role', async () => {
    await dana.say('team');
    const which = await dana.card('Which membership?');
    const team = await dana.press(button(which, 'Contoso Corporation (US), CM'), 'Pat Lindqvist');
    expect(await team.innerText()).toContain('Waiting for first chat');
    const sam = await dana.press(team.getByText('Sam Ortiz'), 'Deactivate');
    await sam.getByRole('combobox').first().click();
    await dana.page.getByRole('option', { name: 'Program member' }).click();
    await dana.press(button(sam, 'Save'), /Program member[^]*Last changed/);
  }, 60_000);

  it('fits a phone, in German too', async () => {
    await withBrowser(async (browser) => {
      const reader = { locale: 'de-DE', timeZone: 'Europe/Berlin', now: noon };
      const cards = caseCards(reader);
      const page = await drawn(browser, 'light', 360, [cards['statements'] ?? {}]);
      await page.screenshot({ path: join(DOCS, 'programme-statements-de-360.png'), fullPage: true });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(392);
    });
  });
});

function fill(card: Locator, name: string, text: string): Promise<void> {
  return card.getByRole('textbox', { name: new RegExp(name) }).fill(text);
}

/** Opens a form of a card and presses its button; a copy of the card that comes meanwhile closes the form again. */
async function pressedInForm(card: Locator, form: string, name: string, answer: string): Promise<Locator> {
  const [opens, last, answers] = [
    button(card, form),
    button(card, name),
    dana.cards.filter({ hasText: answer }).last(),
  ];
  for (let tries = 0; tries < 5 && !(await answers.isVisible()); tries++) {
    if (!(await last.isVisible())) await opens.click({ timeout: 5_000 }).catch(() => undefined);
    await last.click({ timeout: 2_000 }).catch(() => undefined);
    await answers.waitFor({ timeout: 5_000 }).catch(() => undefined);
  }
  return dana.card(answer);
}
