import { describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { button, deskChat, pictured } from './desk-chat.ts';
import type { DeskProcess } from './desk-process.ts';
import type { Playground } from './playground.ts';

let desk: DeskProcess;
let playground: Playground;

deskChat((opened) => ({ desk, playground } = opened));

const picture = (card: Locator, name: string) => pictured(playground, card, `dpor-${name}`);

/** Fourth Coffee's Azure subscription, which Contoso in the US holds in the sample. */
const change = (data: object) => ({
  subscriptionId: '5b000000-0000-4000-8000-000000000002',
  customer: { customerId: 'c0000000-0000-4000-8000-000000000002', name: 'Fourth Coffee' },
  product: 'azure',
  changedAt: new Date().toISOString(),
  changedBy: 'Ada Lund, IT administrator',
  ...data,
});

describe('a change of the Digital Partner of Record in the Playground', () => {
  it('comes unasked, once, shows its history, and moves between the reader’s locations', async () => {
    await playground.card('Welcome, Dana');
    const lost = change({ previousPartnerId: '100210', partnerId: '200310' });
    for (let time = 0; time < 3; time++) await desk.tell('e-1', 'porter.dpor.changed', lost);

    const told = await playground.card('No longer you');
    expect(await told.innerText()).toContain('to another partner');
    expect(await told.innerText()).not.toContain('Fabrikam');
    await picture(told, 'lost');

    const history = await playground.press(button(told, 'See history'), 'DPOR HISTORY');
    expect(await history.innerText()).toContain('Contoso Corporation (US) → another partner');
    await picture(history, 'history');

    const back = change({ previousPartnerId: '200310', partnerId: '100211' });
    await desk.tell('e-2', 'porter.dpor.changed', back);
    const gained = await playground.card('You have been added');
    expect(await gained.innerText()).toContain('Contoso Corporation (FR)');
    await desk.tell(
      'e-3',
      'porter.dpor.changed',
      change({ previousPartnerId: '100211', partnerId: '100210' }),
    );
    const moved = await playground.card('You are listed at both');
    expect(await moved.innerText()).toContain('Moved');
    await picture(moved, 'moved');
    expect(await playground.cards.filter({ hasText: 'You are listed at both' }).count()).toBe(1);
  });

  it('stands in the list of associations, with usage of just that', async () => {
    await playground.say('associations');
    const list = await playground.card('Enterprise Mobility');
    expect(await list.innerText()).toContain('Fourth Coffee');
    await picture(list, 'associations');

    const customer = await playground.press(button(list, 'Adventure Works'), 'Figures as imported');
    expect(await customer.innerText()).toContain('Adventure Works');
    expect(await customer.innerText()).toMatch(/Exchange: 3.650 of 4.200 seats active/);
    await picture(customer, 'customer');

    const history = await playground.press(button(customer, 'See history'), 'No change is known');
    expect(await history.innerText()).toContain('Adventure Works');
  });
});
