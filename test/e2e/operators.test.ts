import { describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { addedText, rawMail } from '../support/mails.ts';
import { button, deskChat, pictured } from './desk-chat.ts';
import type { DeskProcess } from './desk-process.ts';
import type { Playground } from './playground.ts';

let desk: DeskProcess;
let playground: Playground;

deskChat((opened) => ({ desk, playground } = opened), {
  role: 'operator',
  tenantId: '99999999-9999-4999-8999-999999999991',
  aadObjectId: '33333333-3333-4333-8333-333333333350',
  name: 'Robin Vale',
  email: 'robin@fasttrack.test',
});

const picture = (card: Locator, name: string) => pictured(playground, card, `operators-${name}`);

/** The form of the card on which a part is withdrawn or reassigned, with a reason. */
async function change(card: Locator, reason: string, partnerId = ''): Promise<void> {
  await button(card, 'Withdraw or reassign').click();
  await card.getByRole('textbox').first().fill(reason);
  if (partnerId !== '') await card.getByRole('textbox').nth(1).fill(partnerId);
}

describe('programme staff in the personal chat', () => {
  it('see how referrals stand, find one, learn why it went where it went, reassign and withdraw it', async () => {
    await playground.card('Welcome, Robin');
    await desk.refer('R-1', 'Tailspin Toys');
    await desk.refer('R-2', 'Fourth Coffee', 'standard', ['viva-topics']);
    const unplaced = await playground.card('Fourth Coffee');
    expect(await unplaced.innerText()).toContain('FastTrack');

    await playground.say('referrals');
    const survey = await playground.card(/OPERATIONS/);
    expect(await survey.innerText()).toMatch(/Contoso Corporation \(US\) 100210: 1 open/);
    await picture(survey, 'survey');

    await button(survey, 'Find referral').click();
    await survey.getByRole('textbox').fill('R-1');
    const why = await playground.press(button(survey, 'Find'), 'Tailspin Toys');
    expect(await why.innerText()).toContain('Fabrikam');
    await picture(why, 'why');

    await change(why, 'They asked us for somebody nearer', '200310');
    const reassigned = await playground.press(button(why, 'Reassign part 1'), 'It is being matched');
    await picture(reassigned, 'reassigned');
    const moved = await playground.press(button(reassigned, 'Show why'), /Fabrikam Inc\. \(US\)/);
    await change(moved, 'The customer no longer needs it');
    const withdrawn = await playground.press(
      button(moved, 'Withdraw part 1'),
      'Withdrawn. The partner who had it sees so',
    );
    expect(await button(withdrawn, 'Withdraw or reassign').count()).toBe(0);
    await picture(withdrawn, 'withdrawn');
  });
});

describe('a mail that could not be matched', () => {
  it('comes unasked, says what was read, and is matched by the operator', async () => {
    const body = addedText({
      organization: 'Wide World Importers',
      service: 'Office 365 E5',
      starts: '2026-03-01',
    });
    await desk.mail(rawMail({ to: 'dpor@fabrikam.test', body }));
    const mail = await playground.card('MAIL TO MATCH');
    expect(await mail.innerText()).toContain('Fabrikam Inc. (US) 200310');
    await button(mail, 'Match').click();
    await mail.getByRole('radio').first().click();
    await picture(mail, 'mail');
    const matched = await playground.press(button(mail, 'Take the change'), 'Its change was taken in');
    expect(await matched.innerText()).toContain('Robin Vale said so');
    expect(await desk.exported('dpor.csv')).toContain('5b000000-0000-4000-8000-000000000021');
  });
});
