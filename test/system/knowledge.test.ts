import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { say } from '../../src/words/say.ts';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { csvOf, exported, presses, saidTo, says, until } from '../support/wire.ts';

const [MEMBER, GERMAN, STRANGER, OPERATOR] = [1, 2, 7, 9];
const UNKNOWN = say({ locale: 'en' }, 'talk.unknown.line');
const UNREAD = say({ locale: 'en' }, 'knowledge.news.unread', { count: 1 });

let porter: PorterProcess;

const entry = (title: string, text: string, more = '') =>
  `---\ntitle: ${title}\nsource: Programme office\ndate: 2026-11-20\n${more}---\n\n${text}\n`;

beforeAll(async () => {
  porter = await porterProcess();
  await porter.import({
    ...csvOf([{ partnerId: '1001', people: [MEMBER, GERMAN], admins: [MEMBER] }]),
    'operators.csv': `tenantId,aadObjectId,name,email\n${contosoTenant},${aad(OPERATOR)},Robin Vale,robin@fasttrack.test\n`,
    'knowledge/news-one.md': entry('The office moves', 'New address from Monday.', 'kind: news\n'),
  });
  await porter.start({ PORTER_NOTIFY_RATE: '2000' });
}, 60_000);
afterAll(() => porter.close());

async function ask(number: number, question: string, more: object = {}): Promise<string> {
  const { body } = await presses(porter, number, 'ask', { question }, more);
  return JSON.stringify(body);
}

/** The last thing said to somebody after they typed. */
async function typed(number: number, text: string): Promise<string> {
  const before = saidTo(porter, number).length;
  await says(porter, number, text);
  await until(() => saidTo(porter, number).length > before);
  return saidTo(porter, number).at(-1) ?? '';
}

describe('a question over the wire', () => {
  it('is answered by the right entry first, with two more, whether typed or pressed', async () => {
    for (const answer of [
      await ask(MEMBER, 'who can attach a DPOR'),
      await typed(MEMBER, 'ask who can attach a DPOR'),
    ]) {
      expect(answer).toContain('"entry":"dpor-who-attaches.md","useful":"yes"');
      expect(answer.match(/"verb":"ask","data":\{"entry"/g)).toHaveLength(2);
    }
    const opened = await presses(porter, MEMBER, 'ask', { entry: 'dpor-when.md' });
    expect(JSON.stringify(opened.body)).toContain('"entry":"dpor-when.md","useful":"yes"');
  }, 60_000);

  it('about something else is not known, and operators see it without who asked', async () => {
    expect(await ask(MEMBER, 'how do I bake bread for jo@contoso.test')).toContain(UNKNOWN);
    expect(await typed(MEMBER, 'ask how do I bake bread for jo@contoso.test')).toContain(UNKNOWN);

    const desk = JSON.stringify((await presses(porter, OPERATOR, 'operations.show', {})).body);
    expect(desk).toContain('how do I bake bread for …');
    expect(desk).not.toContain('jo@contoso.test');
    const rows = await exported(porter, 'not-understood.csv');
    expect(rows).toContainEqual(expect.objectContaining({ text: 'how do I bake bread for …' }));
  }, 60_000);

  it('comes with the form of a case that begins with it, for whoever has a location', async () => {
    const question = 'how do I bake bread';
    expect(await ask(MEMBER, question)).toContain('"verb":"case.form"');
    expect(await ask(OPERATOR, question)).not.toContain('"verb":"case.form"');

    const form = JSON.stringify(
      (await presses(porter, MEMBER, 'case.form', { kind: 'support', question })).body,
    );
    expect(form).toMatch(/"id":"subject"[^}]*"value":"how do I bake bread"/);
    expect(form).toContain('"verb":"case.open"');
  });

  it('is found useful or not once a person, and counted without names', async () => {
    for (const [number, useful] of [
      [MEMBER, 'no'],
      [MEMBER, 'yes'],
      [GERMAN, 'no'],
    ] as const) {
      const entryAt = { entry: 'dpor-when.md', useful, question: 'when to add a DPOR' };
      expect((await presses(porter, number, 'ask.useful', entryAt)).body.statusCode).toBe(200);
    }

    const rows = await exported(porter, 'opinions.csv');
    expect(rows).toEqual([
      { entry: 'dpor-when.md', useful: '1', notUseful: '1', lastAt: expect.stringContaining('T') },
    ]);
  }, 60_000);

  it('is answered to nobody without a role', async () => {
    const { body } = await presses(porter, STRANGER, 'ask', { question: 'who can attach a DPOR' });
    expect(body).toMatchObject({ statusCode: 400, value: { code: 'forbidden' } });
  });

  it('is answered in the words around the entry of whoever reads another language', async () => {
    const answer = await ask(GERMAN, 'who can attach a DPOR', { locale: 'de-DE' });
    expect(answer).toContain('"entry":"dpor-who-attaches.md","useful":"yes"');
    expect(answer).toContain(say({ locale: 'de' }, 'knowledge.button.useful'));
    expect(await ask(GERMAN, 'wie backe ich Brot', { locale: 'de-DE' })).toContain(
      say({ locale: 'de' }, 'talk.unknown.line'),
    );
  });
});

describe('news over the wire', () => {
  it('are unread until they are opened, and never marked by a client that opens them by itself', async () => {
    const list = async (more: object = {}, data: object = {}) =>
      JSON.stringify((await presses(porter, MEMBER, 'news.list', data, more)).body);
    expect(await list()).toContain(UNREAD);

    const byItself = {
      value: {
        action: { type: 'Action.Execute', verb: 'news.list', data: { entry: 'news-one.md' } },
        trigger: 'automatic',
      },
    };
    await list(byItself);
    expect(await list()).toContain(UNREAD);

    expect(await list({}, { entry: 'news-one.md' })).toContain('New address from Monday.');
    expect(await list()).toContain(say({ locale: 'en' }, 'knowledge.news.unread', { count: 0 }));
    expect(JSON.stringify((await presses(porter, OPERATOR, 'news.list', {})).body)).toContain(UNREAD);
  });
});

describe('an imported correction', () => {
  it('wins over the entry that shipped without a restart, and its removal brings that one back', async () => {
    const correction = (more = '') => ({
      'knowledge/dpor-who-attaches.md': entry('Who can attach a DPOR?', 'Ask the owner first.', more),
    });
    await porter.import(correction());
    expect(await ask(MEMBER, 'who can attach a DPOR')).toContain('Ask the owner first.');

    await porter.import(correction('state: removed\n'));
    const again = await ask(MEMBER, 'who can attach a DPOR');
    expect(again).not.toContain('Ask the owner first.');
    expect(again).toContain('"entry":"dpor-who-attaches.md","useful":"yes"');
  }, 60_000);
});
