import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import type { PlainKey } from '../../src/words/say.ts';
import { say } from '../../src/words/say.ts';
import { LANGUAGE_NAMES } from '../../src/words/language.ts';
import { asText } from '../../src/words/text.ts';
import { typedWord } from '../../src/words/typed-word.ts';
import { button, pictured } from './desk-chat.ts';
import { deskProcess, type DeskProcess } from './desk-process.ts';
import { openPlayground, type Playground } from './playground.ts';

describe.each(['de', 'ar'] as const)('the main path in %s', (locale) => {
  let desk: DeskProcess;
  let playground: Playground;
  const said = (key: PlainKey) => say({ locale }, key);
  const word = (command: string) => typedWord(command, { locale });
  const picture = (card: Locator, name: string) => pictured(playground, card, `${locale}-${name}`);

  beforeAll(async () => {
    desk = await deskProcess();
    playground = await openPlayground(desk.playgroundUrl);
  }, 120_000);
  afterAll(async () => {
    await playground.close();
    await desk.close();
  }, 60_000);

  it('begins with the language, chosen in the settings', async () => {
    await playground.say('settings');
    const settings = await playground.card('What reaches you');
    await settings.getByRole('combobox', { name: 'Language' }).click();
    await playground.page.getByRole('option', { name: LANGUAGE_NAMES[locale] }).click();

    const saved = await playground.press(button(settings, 'Save'), said('settings.subject'));
    expect(await saved.innerText()).toContain(said('settings.state.saved'));
    await picture(saved, 'settings');
  });

  it('goes on with what waits, in words of that language', async () => {
    await desk.refer(`R-${locale}`, 'Tailspin Toys');
    await playground.card(/Tailspin Toys/);
    await playground.say(word('today'));
    const today = await playground.card(say({ locale }, 'today.hello', { name: asText('Dana') }));
    await picture(today, 'today');
    const help = await playground.press(button(today, said('today.help')), said('chat.help.subject'));
    expect(await help.innerText()).toContain(word('new claim'));
    await picture(help, 'help');
  });

  it('shows scores, an area and the way to 70', async () => {
    await playground.say(word('scores'));
    const scores = await playground.card('Modern Work');
    await picture(scores, 'scores');
    const area = await playground.press(
      button(scores, 'Modern Work'),
      said('names.metric.net-customer-adds'),
    );
    await picture(area, 'area');
  });

  it('takes an offer and keeps a note on it', async () => {
    const offer = playground.cards
      .filter({ hasText: 'Tailspin Toys' })
      .filter({
        has: playground.page.getByRole('button', { name: said('referrals.offer.accept'), exact: true }),
      })
      .first();
    await picture(offer, 'offer');
    const accepted = await playground.press(
      button(offer, said('referrals.offer.accept')),
      'jo.berg@customer.test',
    );
    await picture(accepted, 'accepted');
  });

  it('asks for a claim, and says beside each field what is wrong', async () => {
    await playground.say(word('new claim'));
    const who = await playground.card(said('claim-form.who.customer'));
    const lists = who.getByRole('combobox');
    await lists.nth(1).click();
    await playground.page.getByRole('option', { name: 'Adventure Works' }).click();
    await lists.nth(2).click();
    await playground.page.getByRole('option', { name: said('names.activity.osu-m365') }).click();
    const what = await playground.press(
      button(who, said('claim-form.button.next')),
      said('claim-form.what.contact-email'),
    );
    const submit = button(what, said('claim-form.button.submit'));
    const wrong = await playground.press(submit, said('claim-form.state.to-correct'));
    await picture(wrong, 'claim');
  });
});
