import { describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { button, deskChat, pictured } from './desk-chat.ts';
import type { DeskProcess } from './desk-process.ts';
import type { Playground } from './playground.ts';

let desk: DeskProcess;
let playground: Playground;

deskChat((opened) => ({ desk, playground } = opened));

const picture = (card: Locator, name: string) => pictured(playground, card, `desk-${name}`);

/** The card on which an offer of that customer can be answered. */
async function offerTo(customer: string): Promise<Locator> {
  const card = playground.cards
    .filter({ hasText: customer })
    .filter({ has: playground.page.getByRole('button', { name: 'Accept' }) });
  await card.first().waitFor();
  return card.first();
}

/** Opens a form of a card; the copy that follows a decision may have closed it again under one's hands. */
async function openForm(card: Locator, title: string, field: Locator): Promise<void> {
  for (let tries = 0; tries < 5 && !(await field.isVisible()); tries++) {
    await button(card, title).click();
    await field.waitFor({ timeout: 1_000 }).catch(() => undefined);
  }
}

/** Says a word and waits for what it shows. */
async function said(word: string, expected: string | RegExp): Promise<Locator> {
  await playground.say(word);
  return playground.card(expected);
}

describe('the referral desk in the personal chat', () => {
  it('lists offers, declines with a reason, and works on what was accepted', async () => {
    await playground.card('Welcome, Dana');
    await desk.refer('R-1', 'Tailspin Toys');
    await desk.refer('R-2', 'Fourth Coffee');
    await desk.refer('R-3', 'Adventure Works', 'standard');
    await offerTo('Adventure Works');

    const coffee = await offerTo('Fourth Coffee');
    await button(coffee, 'Decline').click();
    await coffee.getByRole('combobox').click();
    await playground.page.getByRole('option', { name: 'No capacity' }).click();
    const declined = await playground.press(button(coffee, 'Decline referral'), /Dana Okafor declined on/);
    expect(await button(declined, 'Accept').count()).toBe(0);

    const accept = button(await offerTo('Tailspin Toys'), 'Accept');
    const accepted = await playground.press(accept, 'jo.berg@customer.test');
    const note = accepted.getByRole('textbox').first();
    await openForm(accepted, 'Add note', note);
    await note.fill('First talk on Friday; they expect a migration plan.');
    const noted = await playground.press(button(accepted, 'Save note'), 'they expect a migration plan');
    await picture(noted, 'accepted');
    const outcome = noted.getByRole('combobox');
    await openForm(noted, 'Conclude', outcome);
    await outcome.click();
    await playground.page.getByRole('option', { name: 'Won' }).click();
    await playground.press(button(noted, 'Save outcome'), /Won/);

    const list = await said('referrals', '1 to answer');
    expect(await list.innerText()).toMatch(/50\s?%/);
    await picture(list, 'list');
    await playground.press(
      list.getByRole('button', { name: /^Tailspin Toys/ }),
      'they expect a migration plan',
    );
  });

  it('shows the profile, pauses and resumes', async () => {
    const choose = await said('profile', 'Which location');
    await choose.getByText('Contoso Corporation (US)').last().click();
    const profile = await playground.card('PartnerID 100210');
    expect(await profile.innerText()).toContain('150 to 25,000 seats');
    await picture(profile, 'profile');

    const ask = await said('pause', 'if you pause now');
    await picture(ask, 'pause');
    await button(ask, 'Pause referrals').click();
    await button(ask, 'Pause 30 days').click();
    const paused = playground.cards.filter({
      has: playground.page.getByRole('button', { name: 'Resume early' }),
    });
    await paused.waitFor();
    await picture(paused, 'paused');
    await button(paused, 'Resume early').click();
    await button(paused, 'Resume referrals').click();
    await paused.waitFor({ state: 'detached' });
  });
});

describe('a channel of the team', () => {
  it('is told of Benefit referrals after a word of a program admin, and takes the answer', async () => {
    await playground.openChannel('Referrals');
    await playground.ask('scores', 'My answer is in your personal chat');
    await playground.ask('benefit referrals here', 'Of which location?');
    await playground.ask('benefit referrals here 100210', 'Benefit referrals come here');

    await desk.refer('R-9', 'Alpine Ski House');
    const offer = await offerTo('Alpine Ski House');
    await picture(offer, 'channel-offer');
    const accepted = await playground.press(button(offer, 'Accept'), 'contact is in their personal chat');
    expect(await accepted.innerText()).toContain('Dana Okafor accepted on');
    await picture(accepted, 'channel-accepted');
    expect(await playground.page.locator('body').innerText()).not.toContain('jo.berg@customer.test');

    await playground.ask('referrals stop here', /No more referrals here|There is nothing to end/);
    await playground.openPersonalChat();
    const own = playground.cards
      .filter({ hasText: 'Alpine Ski House' })
      .filter({ hasText: 'jo.berg@customer.test' });
    await own.first().waitFor();
  });
});
