import { notThereYetCard } from '../../cards/chat/cards.ts';
import type { Command } from '../speaking.ts';
import { queueCard } from './queue.ts';

/** `claims`: for programme staff what waits for a review, with a button to their own location's where they have one. */
export const claimsCommand: Command = {
  words: ['claims'],
  about: 'your CPOR claims; for programme staff, what waits for a review',
  ready: true,
  async run(speaking) {
    const queue = speaking.person.operator ? await queueCard(speaking) : undefined;
    return queue ?? notThereYetCard('claims');
  },
};
