import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { setTimeout as delay } from 'node:timers/promises';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { activity, csvOf, presses, referralEvent, saidTo } from '../support/wire.ts';

const MAIL_VERBS = ['dpor.mails', 'dpor.mail.show', 'dpor.match', 'dpor.mail.record', 'dpor.request'];

let porter: PorterProcess;

beforeAll(async () => {
  porter = await porterProcess();
  await porter.import(csvOf([{ partnerId: '1001', people: [1] }]));
  await porter.start();
  await porter.events(referralEvent('R-1', { notes: '${secret} [x](http://evil.test) <at>all</at> **b**' }));
  while (porter.connector.created.size === 0) await delay(50);
}, 60_000);
afterAll(() => porter.close());

const press = (value: unknown, overrides: object = {}) =>
  porter.post(activity(porter, 1, { type: 'invoke', name: 'adaptiveCard/action', value, ...overrides }));

describe('a press that no card of ours sends', () => {
  it.each([
    ['nothing', undefined],
    ['an empty value', {}],
    ['a value that is a list', []],
    ['an action without a verb', { action: { type: 'Action.Execute' } }],
    ['a verb that is a number', { action: { type: 'Action.Execute', verb: 5 } }],
    ['an unknown verb', { action: { type: 'Action.Execute', verb: 'referral.steal', data: {} } }],
    ['another action type', { action: { type: 'Action.Submit', verb: 'referral.accept', data: {} } }],
    ['data that is text', { action: { type: 'Action.Execute', verb: 'referral.accept', data: 'x' } }],
    ['an id that is an object', execute({ referralId: { $ne: null }, part: 1 })],
    ['a field more', execute({ referralId: 'R-1', part: 1, partnerId: '1001' })],
    [
      'a prototype',
      JSON.parse(
        '{"action":{"type":"Action.Execute","verb":"referral.accept","data":{"referralId":"R-1","part":1,"__proto__":{"role":"program-admin"}}}}',
      ),
    ],
    ['a part below one', execute({ referralId: 'R-1', part: 0 })],
    ['an automatic accept', { ...execute({ referralId: 'R-1', part: 1 }), trigger: 'automatic' }],
  ])('is invalid: %s', async (_case, value) => {
    const { status, body } = await press(value);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'invalid' } },
    });
  });

  it('under another invoke name is answered all the same', async () => {
    const { status, body } = await press({}, { name: 'task/fetch' });
    expect({ status, body }).toMatchObject({ status: 200, body: { statusCode: 400 } });
  });

  it('of any shape never ends in a failure of ours, and decides nothing', async () => {
    const data = fc.oneof(
      fc.object({ maxDepth: 3 }),
      fc.record({
        referralId: fc.anything(),
        part: fc.anything(),
        offer: fc.anything(),
        reason: fc.anything(),
      }),
      fc.record(
        {
          mailId: fc.oneof(fc.anything(), fc.constant('a'.repeat(64))),
          pasteId: fc.anything(),
          subscriptionId: fc.oneof(fc.anything(), fc.uuid()),
          partnerId: fc.oneof(fc.anything(), fc.constant('1001')),
        },
        { requiredKeys: [] },
      ),
    );
    const verb = fc.oneof(
      fc.constantFrom('referral.accept', 'referral.decline', 'referral.show', 'scores.show', ...MAIL_VERBS),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(verb, data, async (name, sent) => {
        const { status, body } = await press({ action: { type: 'Action.Execute', verb: name, data: sent } });
        expect(status).toBe(200);
        expect(body).toMatchObject({ statusCode: expect.any(Number), type: expect.any(String) });
        expect((body as { statusCode: number }).statusCode).not.toBe(500);
      }),
      { numRuns: 300 },
    );
    const shown = await presses(porter, 1, 'referral.show', { referralId: 'R-1', part: 1 });
    expect(JSON.stringify(shown.body.value)).toContain('referral.accept');
    expect(saidTo(porter, 1)).toHaveLength(0);
  });

  it('shows what people typed as they typed it, and links nowhere', async () => {
    const accepted = await presses(porter, 1, 'referral.accept', { referralId: 'R-1', part: 1 });
    const text = JSON.stringify(accepted.body.value);
    expect(text).toContain('${secret}');
    expect(text).not.toMatch(/\]\(http|(?<!\\)<at>|(?<!\\)\*\*b/);
  });
});

function execute(data: object) {
  return { action: { type: 'Action.Execute', verb: 'referral.accept', data } };
}
