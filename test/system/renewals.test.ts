import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { daysAfter, dayOf } from '../../src/domain/shared/time.ts';
import { say } from '../../src/words/say.ts';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { aad } from '../support/seed.ts';
import { csvOf, exported, presses, saidTo, says, until } from '../support/wire.ts';

/** The program admin of 1001, a member there, somebody of another location, nobody. */
const [ADMIN, MEMBER, RIVAL, STRANGER] = [1, 2, 3, 50];
const AT = { partnerId: '1001', program: 'FRP' };
const en = { locale: 'en' };
const due = daysAfter(dayOf(new Date()), 60);
let porter: PorterProcess;

beforeAll(async () => {
  porter = await porterProcess();
  const files = csvOf([
    { partnerId: '1001', people: [ADMIN, MEMBER], admins: [ADMIN] },
    { partnerId: '1002', people: [RIVAL], admins: [RIVAL], country: 'FR' },
  ]);
  await porter.import({
    ...files,
    'memberships.csv': `partnerId,program,anniversary,ends\n1001,FRP,${due},\n1002,FRP,${daysAfter(due, 200)},\n`,
    'references.csv': `partnerId,customerId,referenceDate\n1001,cccccccc-0000-4000-8000-000000000001,${dayOf(new Date()).replace(/^\d+/, (year) => String(Number(year) - 2))}\n`,
  });
  await porter.start({});
}, 60_000);
afterAll(() => porter.close());

/** What came to somebody in the chat that Porter opened. */
function unasked(number: number): string[] {
  return porter.connector.messages(`a:${aad(number)}`).map((message) => JSON.stringify(message.activity));
}

async function typed(number: number, word: string): Promise<string> {
  await says(porter, number, word);
  return saidTo(porter, number).at(-1) ?? '';
}

const shown = async (number: number, verb: string, data: object = AT) =>
  JSON.stringify((await presses(porter, number, verb, data)).body);

describe('renewals, over HTTP against the real process', () => {
  it('reminds everybody of the membership once, caught up at the start, and nobody else', async () => {
    await until(() => [ADMIN, MEMBER].every((number) => unasked(number).length > 0));
    for (const number of [ADMIN, MEMBER]) {
      expect(unasked(number)).toHaveLength(1);
      expect(unasked(number)[0]).toContain('FastTrack Ready Partner');
    }
    expect(unasked(RIVAL)).toEqual([]);
    const rows = await exported(porter, 'notices.csv');
    expect(rows.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
      'renewal-due 1001/FRP',
      'renewal-due 1001/FRP',
    ]);
  });

  it('shows the days left, the window, the checklist and what expires, to a member without buttons', async () => {
    const card = await typed(MEMBER, 'renewal');
    expect(card).toContain(say(en, 'renewals.fact.window'));
    expect(card).toContain(say(en, 'renewals.references.warning', { count: 1 }));
    expect(card).toContain('"verb":"file.get"');
    expect(card).not.toContain('renewal.tick');
    expect(card).not.toContain('renewal.done');
  });

  it('keeps a tick for everybody, and takes it back', async () => {
    const item = { ...AT, item: 'fees' };
    expect(await shown(ADMIN, 'renewal.tick', item)).toContain('"verb":"renewal.untick"');
    expect(await shown(MEMBER, 'renewal.show')).toContain('☑');
    expect(await shown(ADMIN, 'renewal.untick', item)).not.toContain('renewal.untick');
    expect(await shown(ADMIN, 'renewal.tick', { ...AT, item: 'bribes' })).toContain('"code":"invalid"');
  });

  it('refuses a member by the rule, and strangers as if nothing were there', async () => {
    const refused = await shown(MEMBER, 'renewal.done');
    expect(refused).toContain('"code":"forbidden"');
    expect(refused).toContain('Person 1');
    for (const number of [RIVAL, STRANGER]) {
      expect(await shown(number, 'renewal.done')).toBe(
        await shown(number, 'renewal.done', { ...AT, partnerId: '7777' }),
      );
    }
    expect(await shown(ADMIN, 'renewal.show', { ...AT, program: 'CM' })).toContain('"code":"forbidden"');
  });

  it('offers the calendar file at any time, to whoever has a role there', async () => {
    const { body } = await presses(porter, ADMIN, 'file.get', { kind: 'renewal-reminder', ...AT });
    expect(body.statusCode).toBe(200);
    await until(() => saidTo(porter, ADMIN).some((said) => said.includes('.ics')));
    expect(await shown(STRANGER, 'file.get', { kind: 'renewal-reminder', ...AT })).toContain('forbidden');
  });

  it('opens the next year’s cycle when it is marked as renewed, and says so on what was told', async () => {
    const marked = await shown(ADMIN, 'renewal.done');
    expect(marked).toContain('Person 1');
    expect(marked).not.toContain('"verb":"renewal.done"');
    // Another press changes nothing: the window of the next cycle is not open.
    expect(await shown(ADMIN, 'renewal.done')).toBe(marked);
    const rows = (await exported(porter, 'audit.csv')).filter(({ action }) => action?.startsWith('renewal.'));
    expect(rows.map(({ action, subject, outcome }) => `${action} ${subject} ${outcome}`).toSorted()).toEqual([
      'renewal.done 1001/FRP done',
      'renewal.done 1001/FRP stale',
      'renewal.tick 1001/FRP done',
      'renewal.untick 1001/FRP done',
    ]);
  });
});
