import type { Command } from '../speaking.ts';
import { claimsOfAll } from './list.ts';
import { queueCard } from './queue.ts';

/** `claims`: those that wait on the person’s locations first; for programme staff what waits for a review. */
export const claimsCommand: Command = {
  words: ['claims'],
  about: 'chat.about.claims',
  group: 'claims',
  who: ['incentive-role', 'operator'],
  async run(speaking) {
    const queue = speaking.person.operator ? await queueCard(speaking) : undefined;
    return queue ?? claimsOfAll(speaking);
  },
};
