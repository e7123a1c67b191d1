import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { tellHistory } from '../../src/cli/demo/history.ts';
import { createLetterbox } from '../../src/cli/demo/letterbox.ts';
import { hasOpenForm } from '../../src/cli/demo/open-form.ts';
import { chatIdOf, PEOPLE, type DemoPerson } from '../../src/cli/demo/people.ts';
import { createStory, type Step } from '../../src/cli/demo/story.ts';
import { openSwitchboard, type Switchboard } from '../../src/cli/demo/switchboard.ts';
import type { Claim } from '../../src/domain/claims/claim.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { documentsOn } from '../../src/store/documents.ts';
import { ClaimDocument } from '../../src/usecases/claims/documents.ts';
import { importing, removeFolders } from '../support/csv-folder.ts';
import { noon } from '../support/referrals.ts';

const SAMPLE = join(import.meta.dirname, '../../sample');
const of = (role: DemoPerson['role']): DemoPerson => {
  const found = PEOPLE.find((person) => person.role === role);
  if (found === undefined) throw new Error(role);
  return found;
};
const dana = of('admin');

afterAll(removeFolders);

describe('what comes in the demo', () => {
  let came: string[];
  let filling: boolean;
  const step = (name: Step['name'], as: string): Step => ({
    name,
    bring: () => {
      came.push(as);
      return Promise.resolve(`${as} comes`);
    },
  });
  const story = () =>
    createStory(
      [step('offer', 'one'), step('offer', 'two'), step('offer', 'three'), step('contest', 'rival')],
      () => filling,
    );
  beforeEach(() => {
    came = [];
    filling = false;
  });

  it('is an offer once something was said, and the next one once it was answered, and nothing else', async () => {
    const { done } = story();
    await done(of('operator'), undefined);
    await done(of('claims'), 'referral.accept');
    expect(came).toEqual([]);

    await done(dana, undefined);
    await done(dana, undefined);
    await done(dana, 'scores.show');
    expect(came).toEqual(['one']);
    await done(of('member'), 'referral.accept');
    expect(came).toEqual(['one', 'two']);
    await done(dana, 'referral.decline');
    await done(dana, 'referral.accept');
    await done(dana, 'referral.accept');
    expect(came).toEqual(['one', 'two', 'three']);
  });

  it('waits for somebody who is filling in a form, until the next thing that they do', async () => {
    const { done } = story();
    filling = true;
    await done(dana, undefined);
    await done(dana, undefined);
    expect(came).toEqual([]);

    filling = false;
    await done(dana, 'claim.submit');
    expect(came).toEqual(['one']);
  });

  it('is whatever is next, or what is named, when asked for; what came so does not come again by itself', async () => {
    const { next, done } = story();
    expect(await next('')).toBe('one comes');
    expect(await next('Contest')).toBe('rival comes');
    expect(await next('')).toBe('two comes');
    await done(dana, undefined);
    await done(dana, 'referral.accept');
    expect(came).toEqual(['one', 'rival', 'two']);
    expect(await next('')).toBe('three comes');
    expect(await next('')).toContain('next offer or next contest');
    expect(await next('offer')).toBe('one comes');
    expect(await next('year')).toContain('There is no “next year”');
  });

  it('says why it could not be brought', async () => {
    const failing: Step = { name: 'contest', bring: () => Promise.reject(new Error('no claim')) };
    expect(await createStory([failing], () => false).next('')).toContain('no claim');
  });
});

it('a form is open when its inputs are shown, not while they lie behind a button', () => {
  const input = { type: 'Input.Text', id: 'a' };
  const behind = { actions: [{ type: 'Action.ShowCard', card: { body: [input] } }] };

  expect(hasOpenForm({ body: [{ type: 'Container', items: [{ columns: [input] }] }] })).toBe(true);
  expect(hasOpenForm({ attachments: [{ content: { body: [input] } }] })).toBe(true);
  expect(hasOpenForm({ body: [{ type: 'ActionSet', ...behind }], ...behind })).toBe(false);
  expect(hasOpenForm({ text: 'hello' })).toBe(false);
});

it('a letterbox keeps what comes before the page is open, as it was last written, and hands it over in order', async () => {
  const sent: string[] = [];
  const { pass, open } = createLetterbox((method, path, body) => {
    sent.push(`${method} ${path} ${body}`);
    return Promise.resolve({ status: 200, body: JSON.stringify({ id: `own-${sent.length}` }) });
  });
  const idOf = async (answer: ReturnType<typeof pass>) =>
    (JSON.parse((await answer).body) as { id: string }).id;

  const first = await idOf(pass('POST', '/v3/conversations/c/activities', 'one'));
  await pass('POST', '/v3/conversations/c/activities', 'two');
  await pass('PUT', `/v3/conversations/c/activities/${first}`, 'one again');
  await pass('POST', '/v3/conversations/c/activities', 'welcome');
  expect(sent).toEqual([]);
  await open();
  await pass('PUT', `/v3/conversations/c/activities/${first}`, 'one at last');

  expect(sent).toEqual([
    'POST /v3/conversations/c/activities one again',
    'POST /v3/conversations/c/activities two',
    'POST /v3/conversations/c/activities welcome',
    'PUT /v3/conversations/c/activities/own-1 one at last',
  ]);
});

describe('the switchboard', () => {
  const open: { close(): unknown }[] = [];
  afterEach(() => {
    for (const one of open.splice(0)) one.close();
  });

  /** A server that notes what it gets. */
  async function noting(answer: object): Promise<{ url: string; got: string[] }> {
    const got: string[] = [];
    const server: Server = createServer((request, response) => {
      request.setEncoding('utf8');
      let body = '';
      request.on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        got.push(`${request.method} ${request.url} ${body}`);
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(server);
    const address = server.address();
    return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, got };
  }

  async function board(answer: object) {
    const [page, bot] = [await noting({ id: 'm1' }), await noting(answer)];
    const heard: string[] = [];
    const hearing = {
      next: (which: string) => Promise.resolve(`asked for ${which}`),
      done: ({ role }: DemoPerson, verb?: string) => void heard.push(`${role} ${verb}`),
    };
    const pages = [{ person: dana, url: page.url }];
    const switchboard: Switchboard = await openSwitchboard(pages, bot.url, hearing, 0);
    open.push(switchboard);
    const post = (url: string, body: object) =>
      fetch(url, { method: 'POST', body: JSON.stringify(body) }).then(({ status }) => status);
    return { page, bot, heard, switchboard, post };
  }

  it('keeps “next” from Porter and answers it on the page, and passes everything else on', async () => {
    const { page, bot, switchboard, post } = await board({});
    const endpoint = switchboard.endpointOf(dana);
    const message = (text: string) => ({ type: 'message', text, conversation: { id: chatIdOf(dana) } });

    expect(await post(endpoint, message(' Next contest '))).toBe(200);
    expect(bot.got).toEqual([]);
    expect(page.got).toEqual([expect.stringContaining('"text":"asked for contest"')]);
    await post(endpoint, message('nextdoor'));
    await post(endpoint, { ...message('next'), conversation: { id: '19:a-channel' } });
    expect(bot.got).toHaveLength(2);
    expect(bot.got[0]).toMatch(/^POST \/api\/messages .*nextdoor/);
  });

  it('tells what was done, but of a form that came back only that something was', async () => {
    const press = { type: 'invoke', value: { action: { verb: 'referral.decline' } } };
    for (const [value, told] of [
      [{ body: [] }, 'admin referral.decline'],
      [{ actions: [{ verb: 'referral.decline' }] }, 'admin undefined'],
    ] as const) {
      const { heard, switchboard, post } = await board({ statusCode: 200, value });
      await post(switchboard.endpointOf(dana), press);
      await new Promise((resolve) => setImmediate(resolve));
      expect(heard).toEqual([told]);
    }
  });

  it('reaches everybody: those with a page there, the others nowhere, without an error', async () => {
    const { page, switchboard, post } = await board({});
    const base = `${switchboard.serviceUrl}/v3/conversations`;
    const chatWith = async (id: string) => {
      const response = await fetch(base, { method: 'POST', body: JSON.stringify({ members: [{ id }] }) });
      return ((await response.json()) as { id: string }).id;
    };

    expect(await chatWith(dana.aadObjectId)).toBe(chatIdOf(dana));
    expect(await post(`${base}/${await chatWith('somebody')}/activities`, { type: 'message' })).toBe(200);
    expect(await post(`${base}/${chatIdOf(dana)}/activities`, { type: 'message' })).toBe(200);
    expect(page.got).toEqual([]);
    await post(switchboard.endpointOf(dana), { type: 'conversationUpdate' });
    while (page.got.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(page.got).toHaveLength(1);
  });
});

describe('the claims of the sample', () => {
  it('stand where their file says, by steps that lead there, each with proof, and approved ones with a told customer', async () => {
    const store = await openSqlite({ folder: ':memory:' });
    await importing(store, SAMPLE);
    const claims = async () => {
      const found: Claim[] = [];
      for await (const { value } of documentsOn(store).scan(ClaimDocument, 'customers')) found.push(value);
      return found;
    };
    const before = await claims();
    await tellHistory(store, noon);
    const after = await claims();
    await store.close();

    const place = ({ claimId, partnerId, target, status, submittedAt }: Claim) =>
      [claimId, partnerId, target, status, submittedAt?.toISOString()].join(' ');
    expect(after.map(place).toSorted()).toEqual(before.map(place).toSorted());
    for (const claim of after) {
      expect(claim.evidence).toHaveLength(2);
      expect(claim.contact).not.toBeNull();
      expect(claim.steps.at(-1)?.to).toBe(claim.status);
      const times = claim.steps.map(({ at }) => at.getTime());
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      if (claim.status === 'approved') expect(claim).toMatchObject({ consent: { answer: 'silent' } });
      if (claim.status === 'partner-action-required') expect(claim.dueAt?.getTime()).toBeGreaterThan(+noon);
    }
  });
});
