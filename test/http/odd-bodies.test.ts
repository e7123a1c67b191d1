import { expect, it } from '@jest/globals';
import { normalActivity } from '../../src/bot/normal-activity.ts';
import { wordsOf } from '../../src/bot/said.ts';
import { plain } from '../../src/cards/kit/text.ts';
import { parseEvents } from '../../src/domain/events/event.ts';
import { parseJson } from '../../src/http/json.ts';
import { referralEvent } from '../support/wire.ts';

/** Of the thread's own time, the second time round, with room for a machine that is slower than ours. */
const MAX_MS = 250;

function timeOf(work: () => unknown): number {
  work();
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

const event = (data: object) => referralEvent('R-1', data);
const batch = (data: object) => Buffer.from(JSON.stringify(Array.from({ length: 500 }, () => event(data))));

it.each<[string, Buffer]>([
  ['as large as it may be', batch({ notes: 'n'.repeat(1_000), workloads: Array(20).fill('teams') })],
  ['with faults in every field', batch({ workloads: Array(20).fill('nope'), kind: 1, customer: null })],
  ['of names with a hundred marks', batch({ notes: `a${'\u0301'.repeat(500)}` })],
])('a batch of events %s holds nobody up', (_case, body) => {
  const read = () => {
    const json = parseJson(body);
    return json.ok && parseEvents(json.value, true);
  };

  expect(timeOf(read)).toBeLessThan(MAX_MS);
});

it.each<[string, object]>([
  [
    'thousands of mentions',
    {
      entities: Array.from({ length: 2_000 }, () => ({
        type: 'mention',
        text: '@x',
        mentioned: { id: '1' },
      })),
    },
  ],
  ['thousands of tags', { text: '<at>'.repeat(50_000) }],
  [
    'thousands of attachments',
    { attachments: Array.from({ length: 5_000 }, () => ({ contentType: 'text/html', content: 'x' })) },
  ],
])('a message with %s holds nobody up', (_case, overrides) => {
  const body = Buffer.from(
    JSON.stringify({ type: 'message', from: { id: 'x' }, conversation: { id: 'y' }, ...overrides }),
  );
  const read = () => {
    const json = parseJson(body);
    const activity = json.ok ? normalActivity(json.value) : undefined;
    return activity && plain(wordsOf(activity.text ?? '', activity.entities ?? []));
  };

  expect(timeOf(read)).toBeLessThan(MAX_MS);
});

it('a body of more values than any batch has is read no further', () => {
  const body = Buffer.from(`[${'{},'.repeat(300_000)}0]`);

  expect(parseJson(body)).toMatchObject({ ok: false, error: 'too-many' });
  expect(timeOf(() => parseJson(body))).toBeLessThan(MAX_MS);
});

it('half of a surrogate pair is no half any more, wherever it stood', () => {
  const json = parseJson(Buffer.from(String.raw`{"id":"\ud800","list":["\udfff",{"a":"x\ud83d\ude00"}]}`));

  expect(json).toEqual({ ok: true, value: { id: '\ufffd', list: ['\ufffd', { a: 'x😀' }] } });
});
