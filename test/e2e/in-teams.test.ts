import { describe, expect, it } from '@jest/globals';
import { button, deskChat, pictured } from './desk-chat.ts';
import type { Playground } from './playground.ts';

let playground: Playground;

deskChat((chat) => {
  ({ playground } = chat);
});

describe('in the Playground', () => {
  it('an answer to a question has thumbs', async () => {
    await playground.say('ask what is CPOR?');
    const answer = await playground.card(/Source:/);
    await pictured(playground, answer, 'teams-thumbs');

    // Which message a thumb is about the Playground does not tell, so that none can be kept there.
    expect(await playground.page.getByRole('button', { name: /like/i }).count()).toBeGreaterThan(0);
  });

  it('a word in a channel is answered in the personal chat, and the channel learns only that', async () => {
    await playground.openChannel('Referrals');
    await playground.ask('profile', 'My answer is in your personal chat');
    await pictured(playground, await playground.card('My answer is in your personal chat'), 'teams-channel');
    expect(await playground.page.locator('body').innerText()).not.toContain('PartnerID 100210');
    await playground.openPersonalChat();
    await playground.card('Which location');
  });

  it('the form of a claim opens in the chat, since there are no dialogs', async () => {
    await playground.say('new claim');
    const form = await playground.card('Location that claims');

    expect(await button(form, 'Next').count()).toBe(1);
    expect(await button(form, 'Open in a window').count()).toBe(0);
  });
});
