import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { demoProcess, type DemoProcess } from './demo-process.ts';
import { button, DOCS } from './desk-chat.ts';
import type { Playground } from './playground.ts';

const PICTURES = join(DOCS, 'tasks');
const MOST_TAPS = 3;

/** A press of a button or a row; filling in fields is none. */
interface Tap {
  readonly on: (card: Locator) => Locator;
  /** Done before. */
  readonly fill?: (card: Locator) => Promise<void>;
  /** What the card says then; absent: it opens a form in its place. */
  readonly shows?: string | RegExp;
}

/** From a card's text: the row or button that says so. */
const row = (text: string, shows: string | RegExp): Tap => ({
  on: (card) => card.getByText(text).first(),
  shows,
});
const press = (name: string, shows?: string | RegExp, fill?: Tap['fill']): Tap => ({
  on: (card) => button(card, name).last(),
  ...(shows === undefined ? {} : { shows }),
  ...(fill === undefined ? {} : { fill }),
});

describe.each([
  ['desktop', 1_000],
  ['phone', 390],
])('tasks from today, on a %s', (device, width) => {
  let demo: DemoProcess;
  let dana: Playground;
  beforeAll(async () => {
    await mkdir(PICTURES, { recursive: true });
    demo = await demoProcess();
    dana = await demo.page(0, width);
    await dana.card('Welcome, Dana');
  }, 180_000);
  afterAll(() => demo?.close(), 60_000);

  /** Says `today` and taps on from there, on the card that each tap leaves in its place. */
  async function task(page: Playground, name: string, taps: readonly Tap[]): Promise<Locator> {
    expect(taps.length).toBeLessThanOrEqual(MOST_TAPS);
    const before = await page.cards.count();
    await page.say('today');
    await page.cards.nth(before).waitFor();
    const card = page.cards.nth(await at(page, before));
    for (const { on, fill, shows } of taps) {
      await fill?.(card);
      await on(card).click();
      if (shows !== undefined) await card.filter({ hasText: shows }).waitFor({ timeout: 20_000 });
    }
    await card.scrollIntoViewIfNeeded();
    await page.screenshot(join(PICTURES, `${device}-${name}.png`));
    return card;
  }

  /** Where the card stands that greets, of those from a place on. */
  async function at(page: Playground, from: number): Promise<number> {
    for (let place = from; ; place = (await page.cards.count()) > place + 1 ? place + 1 : from) {
      if (/Hello, /.test(await page.cards.nth(place).innerText())) return place;
    }
  }

  const link = (card: Locator) =>
    card.getByRole('textbox').first().fill('https://files.contoso.test/more.pdf');

  it('answers the operator’s question on a claim', async () => {
    await task(dana, 'answer-question', [
      row('Claim: Adventure Works', 'Who at the customer signed'),
      press('Add proof'),
      press('Send again', 'more.pdf', link),
    ]);
  });

  it('accepts a referral', async () => {
    await dana.card(/Tailspin Toys[^]*Accept/);
    const card = await task(dana, 'accept', [
      row('Referral: Tailspin Toys', /Decline/),
      press('Accept', 'Dana Okafor accepted'),
    ]);
    expect(await card.innerText()).toContain('jo.berg@tailspin.test');
  });

  it('declines a referral for want of capacity', async () => {
    await dana.card(/Fourth Coffee[^]*Accept/);
    await task(dana, 'decline', [
      row('Referral: Fourth Coffee', /Decline/),
      press('Decline'),
      press('Decline referral', 'Dana Okafor declined', async (card) => {
        await card.getByRole('combobox').first().click();
        await dana.page.getByRole('option', { name: 'No capacity' }).click();
      }),
    ]);
  });

  it('sees who took Fourth Coffee', async () => {
    await dana.say('next dpor');
    await dana.card('No longer you');
    await task(dana, 'who-took-it', [row('Lost as partner of record: Fourth Coffee', 'another partner')]);
  });

  it('finds out why Modern Work is under 70', async () => {
    await task(dana, 'why-under-70', [
      press('Scores', 'of 6 qualified'),
      press('Modern Work', /short of 70/),
      press('Why is it so', 'Learn'),
    ]);
  });

  it('finds the shortest way to 70', async () => {
    await task(dana, 'way-to-70', [
      press('Scores', 'of 6 qualified'),
      press('Modern Work', /short of 70/),
      press('Plan to 70', /What if/),
    ]);
  });

  it('reads its acceptance rate', async () => {
    const card = await task(dana, 'acceptance-rate', [press('Referrals', 'to answer')]);
    expect(await card.innerText()).toMatch(/50\s?%/);
  });

  it('begins a claim', async () => {
    await task(dana, 'new-claim', [press('Claims', 'Proseware'), press('New claim', 'Step 1 of 2')]);
  });

  it('looks at the proof of an approved claim', async () => {
    const card = await task(dana, 'proof', [press('Claims', 'Proseware'), row('Proseware', 'C-1004')]);
    expect(await card.innerText()).toContain('Proof of execution');
  });

  it('defends a claim that another partner contests', async () => {
    await dana.say('next contest');
    await dana.page.getByText('claim C-1002 is contested').first().waitFor();
    await dana.card(/Add proof[^]*C-1002/);
    await task(dana, 'defend', [
      row('Contested claim: Adventure Works', 'C-1002'),
      press('Add proof'),
      press('Send proof', 'more.pdf', link),
    ]);
  });

  it('finds what is left on the table', async () => {
    await task(dana, 'left-on-the-table', [
      press('More', 'portfolio'),
      row('portfolio', 'Left on the table'),
    ]);
  });

  it('as the operator, opens a claim to review with its proof', async () => {
    const robin = await demo.page(3, width);
    await robin.card('Welcome, Robin');
    const card = await task(robin, 'review', [
      row('for review', 'Wide World Importers'),
      row('Wide World Importers', 'C-1003'),
    ]);
    expect(await card.innerText()).toContain('files.contoso.test');
  });
});
