import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRegistry } from '../../src/capabilities.ts';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { activity, csvOf, presses, saidTo, says } from '../support/wire.ts';
import { english, wording } from '../support/wording.ts';

let porter: PorterProcess;

/** Person 9 is at home in two accounts, so that `scores` asks which. */
beforeAll(async () => {
  porter = await porterProcess();
  const csv = csvOf([
    { partnerId: '1003', people: [9], admins: [9] },
    { partnerId: '1004', people: [9], admins: [9] },
  ]);
  const partners = csv['partners.csv']?.replace('1004,9000', '1004,9001') ?? '';
  await porter.import({ ...csv, 'partners.csv': partners });
  await porter.start();
}, 60_000);
afterAll(() => porter.close());

const QUESTION = english('scores.choose.subject');
/** Words that are answered with it. */
const ASKING: ReadonlySet<string> = new Set(['scores', 'certificates']);
/** The card that a `1` chooses. */
const CHOSEN = 'No data';

/** What is answered to one thing said. */
async function answersTo(text: string): Promise<string> {
  const before = saidTo(porter, 9).length;
  await says(porter, 9, text);
  return saidTo(porter, 9).slice(before).join('\n');
}

async function ask(): Promise<void> {
  expect(await answersTo('scores')).toContain(QUESTION);
}

/** A number chooses only while the question is open. */
async function isOpen(): Promise<boolean> {
  return (await answersTo('1')).includes(CHOSEN);
}

describe('a question that is open', () => {
  it('is answered by a number, and then closed', async () => {
    await ask();

    expect(await isOpen()).toBe(true);
    expect(await isOpen()).toBe(false);
  });

  const words = createRegistry().commands.flatMap((command) => command.words);
  it.each(words.filter((word) => !ASKING.has(word)))(
    'is left by the word %s, which is answered as ever',
    async (word) => {
      await ask();
      const answer = await answersTo(word);

      expect(answer).not.toBe('');
      expect(answer).not.toContain(QUESTION);
      expect(await isOpen()).toBe(false);
    },
  );

  it.each([
    ['of the question itself', 'scores.show', { globalId: '9001' }],
    ['of another card', 'profile.show', { partnerId: '1004' }],
    ['that is refused', 'profile.show', { partnerId: '9999' }],
    ['of no card of ours', 'x.y', {}],
  ])('is left by a press %s', async (_which, verb, data) => {
    await ask();
    await presses(porter, 9, verb, data);

    expect(await isOpen()).toBe(false);
  });

  it('is left by a press from a client without Universal Actions', async () => {
    await ask();
    await porter.post(activity(porter, 9, { value: { verb: 'settings.show' } }));

    expect(await isOpen()).toBe(false);
  });

  it('is left by a press in another chat', async () => {
    await ask();
    const { conversation } = activity(porter, 9) as { conversation: object };
    await presses(porter, 9, 'settings.show', {}, { conversation: { ...conversation, id: 'a:other' } });

    expect(await isOpen()).toBe(false);
  });

  it('is not left by a card that refreshes itself', async () => {
    await ask();
    const action = { type: 'Action.Execute', verb: 'settings.show', data: {} };
    await presses(porter, 9, '', {}, { value: { action, trigger: 'automatic' } });

    expect(await isOpen()).toBe(true);
  });

  it('is asked again after one thing that is not understood, and offers help after two', async () => {
    await ask();
    const [first, second, third] = [
      await answersTo('the green one'),
      await answersTo('the blue one'),
      await answersTo('zzz'),
    ];

    expect(first).toContain(QUESTION);
    for (const answer of [second, third]) {
      expect(answer).not.toContain(QUESTION);
      expect(answer).toContain('**help**');
      expect(answer).toContain('**cancel**');
    }
    expect(await isOpen()).toBe(true);
  });

  it.each(['what is my rate of acceptance?', 'mes paramètres', 'pasue'])(
    'is left by a sentence that means something: %s',
    async (sentence) => {
      await ask();
      const answer = await answersTo(sentence);

      expect(answer).not.toBe('');
      expect(answer).not.toContain(QUESTION);
      expect(await isOpen()).toBe(false);
    },
  );

  it('is left by cancel', async () => {
    await ask();

    expect(await answersTo('cancel')).toMatch(wording('chat.cancelled.subject'));
    expect(await answersTo('cancel')).toMatch(wording('chat.cancelled.nothing'));
  });
});
