import { describe, expect, it } from '@jest/globals';
import { TestAdapter, type Activity, type TurnContext } from 'botbuilder';
import { whileTyping, type Later } from '../../src/bot/typing.ts';

const file = {
  contentType: 'application/vnd.microsoft.teams.file.download.info',
  content: { downloadUrl: 'https://contoso.sharepoint.com/a.csv' },
};
const personal = { id: 'a:1', conversationType: 'personal', isGroup: false, name: '' };

/** What is sent in a turn whose work goes on for longer than a second, or has been answered by then. */
async function sentIn(
  work: (turn: TurnContext, second: () => void) => Promise<unknown>,
  overrides: Partial<Activity> = {},
): Promise<string[]> {
  const sent: string[] = [];
  let due: (() => void) | undefined;
  const later: Later = (_ms, run) => {
    due = run;
    return () => (due = undefined);
  };
  const adapter = new TestAdapter(async (turn) => {
    await whileTyping(turn, async () => void (await work(turn, () => due?.())), later);
    due?.();
  });
  const send = adapter.sendActivities.bind(adapter);
  adapter.sendActivities = (turn, activities) => {
    sent.push(...activities.map(({ type }) => type ?? ''));
    return send(turn, activities);
  };
  await adapter.receiveActivity({
    type: 'message',
    text: 'x',
    conversation: personal,
    attachments: [file],
    ...overrides,
  });
  return sent;
}

describe('a turn', () => {
  it('that takes longer than a second shows once that an answer is on its way', async () => {
    const sent = await sentIn(async (turn, second) => {
      second();
      expect(turn.responded).toBe(false);
      await turn.sendActivity('here');
    });

    expect(sent).toEqual(['typing', 'message']);
  });

  it('that has answered by then shows nothing more', async () => {
    const sent = await sentIn(async (turn, second) => {
      await turn.sendActivity('here');
      second();
    });

    expect(sent).toEqual(['message']);
  });

  it('that ends without an answer shows nothing afterwards', async () => {
    expect(await sentIn(() => Promise.resolve())).toEqual([]);
  });

  it('that only answers from what is stored shows nothing', async () => {
    const sent = await sentIn((_turn, second) => Promise.resolve(second()), { attachments: [] });

    expect(sent).toEqual([]);
  });

  it('where others read along shows nothing', async () => {
    const channel = { ...personal, conversationType: 'channel', isGroup: true };
    const sent = await sentIn((_turn, second) => Promise.resolve(second()), { conversation: channel });

    expect(sent).toEqual([]);
  });
});
