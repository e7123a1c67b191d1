import { describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { addedText, rawMail, removedText } from '../support/mails.ts';
import { button, deskChat, pictured } from './desk-chat.ts';
import type { DeskProcess } from './desk-process.ts';
import type { Playground } from './playground.ts';

/** Adventure Works' Office 365 of the sample: Contoso in the US holds it. */
const OFFICE = {
  organization: 'ADVENTURE WORKS',
  service: 'Office 365 Enterprise E3',
  starts: '2024-07-01',
  ends: '2029-06-30',
};
/** And its Enterprise Mobility. */
const EMS = { ...OFFICE, service: 'Enterprise Mobility + Security E3' };

let desk: DeskProcess;
let playground: Playground;

deskChat((opened) => ({ desk, playground } = opened));

const now = () => new Date().toUTCString().replace('GMT', '+0000');
const picture = (card: Locator, name: string) => pictured(playground, card, name);

/** The location in the US, of the two at which the demo's user stands. */
async function choose(card: Locator): Promise<void> {
  await card.getByRole('combobox', { name: 'Which of your locations' }).click();
  await playground.page.getByRole('option', { name: /Contoso Corporation \(US\)/ }).click();
}

describe('Microsoft’s mails about a partner of record', () => {
  it('tell both partners of a change that came by mail, once', async () => {
    await playground.card('Welcome, Dana');
    const mail = rawMail({ to: 'dpor@fabrikam.test', date: now(), body: addedText(OFFICE) });
    await desk.mail(mail);
    await desk.mail(mail);

    const lost = await playground.card(/You are no longer the Digital Partner of Record/);
    expect(await lost.innerText()).toContain('Adventure Works');
    expect(await playground.cards.filter({ hasText: 'You are no longer' }).count()).toBe(1);
    const dpor = await desk.exported('dpor.csv');
    expect(dpor.match(/100210,200310/g)).toHaveLength(1);
    const notices = (await desk.exported('notices.csv')).split('\n');
    const told = notices.filter((line) => line.includes('dpor-changed'));
    // Dana, Lee and Sam of Contoso; Maria and Tom of Fabrikam
    expect(new Set(told.map((line) => line.split(',')[3])).size).toBe(told.length);
    expect(told.some((line) => line.includes('33333333-3333-4333-8333-333333333340'))).toBe(true);
  });

  it('are asked for with a letter, and shown as answered when the next one comes', async () => {
    const lost = await playground.card(/You are no longer the Digital Partner of Record/);
    const asked = await playground.press(
      button(lost, 'Request DPOR'),
      /Letter written on .* for Dana Okafor/,
    );
    await button(asked, 'See letter').click();
    await asked.getByText('Please name Contoso Corporation (US) as the Digital Partner').waitFor();
    await picture(asked, 'dpor-request');
    await button(asked, 'See steps').click();
    await asked.getByText('Where there is none yet').waitFor();
    await picture(asked, 'dpor-request-steps');

    await button(asked, 'I have sent it').click();
    const sent = await playground.press(button(asked, 'Mark as sent'), /Sent on .*, says Dana Okafor/);

    await desk.mail(rawMail({ to: 'dpor-us@contoso.test', date: now(), body: addedText(OFFICE) }));
    await playground.card(/You have been added/);
    const customer = await playground.press(
      button(sent, 'See customer'),
      /Sent on .*, says Dana Okafor, answered on/,
    );
    await picture(customer, 'dpor-request-answered');
  });

  it('may be pasted, and change nothing before they are confirmed', async () => {
    const { page } = playground;
    await page.locator('[data-lexical-editor=true]').first().click();
    await page.keyboard.insertText(removedText(EMS).replaceAll(/\s+/g, ' '));
    const pasted = await playground.press(
      page.getByRole('button', { name: 'Send Message' }),
      'Shall I report',
    );
    expect(await pasted.innerText()).toContain('Removed as partner of record');
    await choose(pasted);
    // The calendar opens on today.
    await pasted.getByLabel('On which day did it come?').click();
    await page
      .locator('[role=grid] button[aria-current=date], [role=grid] [aria-current=date] button')
      .first()
      .click();
    await picture(pasted, 'dpor-mail-pasted');
    await playground.press(button(pasted, 'Report change'), /Told by .*Dana Okafor.*, not confirmed/);
    expect(await playground.cards.filter({ hasText: 'the customer removed' }).count()).toBe(0);

    await desk.mail(rawMail({ to: 'dpor-us@contoso.test', date: now(), body: removedText(EMS) }));
    const removed = await playground.card(/the customer removed Contoso Corporation \(US\)/);
    expect(await removed.innerText()).toContain('No longer you');
    await desk.exported('dpor.csv');
    expect(await playground.cards.filter({ hasText: 'the customer removed' }).count()).toBe(1);
  });
});
