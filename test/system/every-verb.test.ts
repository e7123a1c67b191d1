import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { createRegistry } from '../../src/capabilities.ts';
import { openStore } from '../../src/store/open-store.ts';
import { CallRateDocument } from '../../src/usecases/agents/documents.ts';
import { agentTools, type AgentTool } from '../../src/dialogs/agents/tools.ts';
import { agentEnvironment, agentToken, callsAsAgent, ofTenant } from '../support/agents.ts';
import { cardFaults, textOf } from '../support/card-rules.ts';
import { leadIdOf } from '../support/leads.ts';
import { partnerCenterServer, type PartnerCenterServer } from '../support/partner-center-server.ts';
import { porterProcess, SECRET, type PorterProcess } from '../support/porter-process.ts';
import { kindFor, may, needsOf, type For, type Held } from '../../src/domain/memberships/policy.ts';
import { contosoTenant } from '../support/referrals.ts';
import { addedText, rawMail } from '../support/mails.ts';
import { aad } from '../support/seed.ts';
import { csvOf, presses as pressesOf, referralEvent, saidTo, until } from '../support/wire.ts';

const CUSTOMER = 'aaaaaaaa-0000-4000-8000-000000000001';
const SUBSCRIPTION = '5b000000-0000-4000-8000-000000000001';
const NOWHERE = 'dddddddd-0000-4000-8000-00000000dead';
const HEX = 'd'.repeat(32);
/** A member of 1001 who is removed by whoever may. */
const LEAVER = 12;
/** Admins as the first one is, in whose names the official client calls: a minute's calls of one are not enough. */
const SPARE = [13, 14];
/** Fewer than a person may ask for in a minute. */
const CALLS_AT_ONCE = 40;
const TENANT_OF_TWIN = 'eeeeeeee-0000-4000-8000-000000000001';

/**
 * An admin of 1001 with an incentive role; the same at 1002, a location of its own; a member and a statement admin of 1001
 * without an incentive role, somebody with nothing else, an admin of its other membership, and somebody on its roster without a
 * role; nobody; operators, one of them a member of 1001; and the admin’s object id in another tenant that is served.
 */
const [ADMIN, RIVAL, MEMBER, STATEMENTS, NO_ROLE, OTHER, STRANGER, OWN_OPERATOR, OPERATOR, INCENTIVE, TWIN] =
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
type Who = number;
const OF_THE_LOCATION = [MEMBER, STATEMENTS, OTHER, OWN_OPERATOR, INCENTIVE];
const PARTNERS = [ADMIN, RIVAL, MEMBER, STATEMENTS, NO_ROLE, OTHER, STRANGER, INCENTIVE, TWIN];
const OPERATORS = [OWN_OPERATOR, OPERATOR];

/** What each holds at 1001: of its FRP membership, unless it says otherwise. */
const HELD: { readonly [who: Who]: Held } = {
  [ADMIN]: { role: 'program-admin', roles: { FRP: 'program-admin' }, incentiveRole: 'incentive-admin' },
  [STATEMENTS]: { role: 'statement-admin', roles: { FRP: 'statement-admin' }, incentiveRole: null },
  [MEMBER]: { role: 'program-member', roles: { FRP: 'program-member' }, incentiveRole: null },
  [OWN_OPERATOR]: { role: 'program-member', roles: { FRP: 'program-member' }, incentiveRole: null },
  [OTHER]: { role: 'program-admin', roles: { CM: 'program-admin' }, incentiveRole: null },
  [INCENTIVE]: { role: null, roles: {}, incentiveRole: 'incentive-user' },
};

/** Whether the policy gives a thing of the FRP membership of 1001 to somebody. */
function isFor(what: For, who: Who): boolean {
  const held = HELD[who];
  if (held !== undefined && may(what, held, 'FRP')) return true;
  const isAnywhere = kindFor(what) === 'everybody';
  if (who === RIVAL) return isAnywhere;
  if (needsOf(what)?.operators !== true || !OPERATORS.includes(who)) return false;
  // Never for a partner that they hold a role at.
  return who === OPERATOR || isAnywhere || kindFor(what) === 'operator';
}

interface Tried {
  /** What a card of ours would send. */
  readonly data: object;
  /** The same about something that is not there. */
  readonly missing: object;
  /** For whom it is not, where it is a matter of whose the thing is and not of what somebody may. */
  readonly denied?: readonly Who[];
  /** What of the policy counts, where the thing that is tried takes more than its button does. */
  readonly as?: For;
}

interface Case extends Tried {
  /** For whom it is. */
  readonly may: Who;
  readonly denied: readonly Who[];
  /** Everybody else whom the policy knows of; empty where it is nobody’s role that counts. */
  readonly allowed: readonly Who[];
}

/** A press by any of these; that of the twin comes from its own tenant. */
function presses(of: PorterProcess, who: Who, verb: string, data: object, overrides: object = {}) {
  if (who !== TWIN) return pressesOf(of, who, verb, data, overrides);
  return pressesOf(of, ADMIN, verb, data, {
    conversation: { id: 'a:twin', conversationType: 'personal', tenantId: TENANT_OF_TWIN },
    channelData: { tenant: { id: TENANT_OF_TWIN } },
    ...overrides,
  });
}

let porter: PorterProcess;
let partnerCenter: PartnerCenterServer;
let cases: { readonly [verb: string]: Case };
const registry = createRegistry((notice) => Promise.reject(new Error(notice.noticeId)));

beforeAll(async () => {
  porter = await porterProcess();
  const files = csvOf([
    { partnerId: '1001', people: [ADMIN, MEMBER, OWN_OPERATOR, ...SPARE], admins: [ADMIN, ...SPARE] },
    { partnerId: '1002', people: [RIVAL], admins: [RIVAL], country: 'FR' },
  ]);
  await porter.import({
    ...files,
    'partners.csv': (files['partners.csv'] ?? '')
      .replaceAll(/^(100\d),9000/gm, '$1,$1')
      .replace(/^(1001,.*),$/m, '$1,dpor@location-1001.test'),
    'contacts.csv': `${(files['contacts.csv'] ?? '').replaceAll(
      ',program-admin,,',
      ',program-admin,,incentive-admin',
    )}${[
      [STATEMENTS, 'FRP', 'statement-admin', ''],
      [LEAVER, 'FRP', 'program-member', ''],
      [NO_ROLE, 'FRP', '', ''],
      [OTHER, 'CM', 'program-admin', ''],
      [INCENTIVE, 'FRP', '', 'incentive-user'],
    ]
      .map(
        ([who, program, role, incentiveRole]) =>
          `${contosoTenant},${aad(Number(who))},Person ${who},person${who}@contoso.test,1001,${program},${role},,${incentiveRole}\n`,
      )
      .join('')}`,
    'memberships.csv': `${files['memberships.csv']}1001,CM,2027-06-30,\n`,
    'specializations.csv':
      'globalId,workload,expires\n1001,teams,2099-12-31\n1001,exchange,2099-12-31\n1002,teams,2099-12-31\n',
    'operators.csv': `tenantId,aadObjectId,name,email\n${[OPERATOR, OWN_OPERATOR]
      .map((number) => `${contosoTenant},${aad(number)},Operator ${number},o${number}@fasttrack.test\n`)
      .join('')}`,
    'statements.csv':
      'statementId,partnerId,program,period,file,total,currency\nS-1,1001,FRP,2026-10,s-1.csv,12.50,USD\n',
    's-1.csv': 'line,amount\n1,12.50\n',
    'customers.csv': `customerId,name,domain,country,language,industry,seats\n${CUSTOMER},Tailspin Toys,,US,en,retail,1250\n`,
    'subscriptions.csv': `subscriptionId,customerId,product,workloads,licensing,status,starts,ends,seats,dporPartnerId,cspPartnerId\n${SUBSCRIPTION},${CUSTOMER},office-365,exchange;teams,EA,active,,2099-12-31,1250,1001,\n`,
  });
  partnerCenter = await partnerCenterServer();
  await porter.start({
    PORTER_NOTIFY_RATE: '2000',
    PORTER_TENANTS: `${contosoTenant},${TENANT_OF_TWIN}`,
    ...agentEnvironment(porter),
    ...partnerCenter.environment('1001'),
  });
  await porter.events(referralEvent('R-1'));
  await postMail(rawMail({ to: 'dpor@location-1001.test', body: addedText() }));
  const lead = () => presses(porter, ADMIN, 'lead.show', { partnerId: '1001', leadId: leadIdOf(1) });
  await until(async () => (await lead()).body.statusCode === 200);
  const accept = () => presses(porter, ADMIN, 'referral.accept', { referralId: 'R-1', part: 1 });
  await until(async () => (await accept()).body.statusCode === 200);
  const claim = { partnerId: '1001', customerId: CUSTOMER, activity: 'usage-only', target: 'exchange' };
  const { body } = await presses(porter, ADMIN, 'claim.submit', { intent: 'one', ...claim });
  const claimId = found(/"claimId":"([^"]+)"/, body);
  const drafted = await presses(porter, ADMIN, 'claim.draft', { intent: 'two', ...claim, target: 'teams' });
  const draftId = found(/"draftId":"([^"]+)"/, drafted.body);
  const opening = {
    intent: 'case',
    partnerId: '1001',
    program: 'FRP',
    kind: 'support',
    subject: 'Help',
    text: 'Please',
  };
  const caseId = found(/"caseId":"([^"]+)"/, (await presses(porter, ADMIN, 'case.open', opening)).body);
  await until(async () => mailIn((await presses(porter, OPERATOR, 'dpor.mails', {})).body) !== undefined);
  const mailId = mailIn((await presses(porter, OPERATOR, 'dpor.mails', {})).body) ?? '';
  cases = Object.fromEntries(
    Object.entries(casesOf({ claimId, draftId, mailId, caseId })).map(([verb, tried]) => [
      verb,
      caseOf(verb, tried),
    ]),
  );
}, 60_000);
afterAll(async () => {
  await porter.close();
  await partnerCenter.close();
});

/** Who may and who may not, as the policy has it for what the press itself is declared to be. */
function caseOf(verb: string, { data, missing, denied, as }: Tried): Case {
  const action = registry.actions.get(verb);
  if (action === undefined) throw new Error(`no verb ${verb}`);
  const what = as ?? action.who;
  const everybody = [...PARTNERS, ...OPERATORS];
  const allowed = needsOf(what) === null ? [] : everybody.filter((who) => isFor(what, who));
  const refused = needsOf(what) === null ? [] : everybody.filter((who) => !allowed.includes(who));
  const first = allowed.includes(ADMIN) || allowed.length === 0 ? ADMIN : OPERATOR;
  return {
    data,
    missing,
    may: first,
    denied: denied ?? refused,
    allowed: denied === undefined ? allowed : [],
  };
}

/** What each verb is sent. */
function casesOf(ids: { claimId: string; draftId: string; mailId: string; caseId: string }): {
  [verb: string]: Tried;
} {
  const { claimId, draftId, mailId, caseId } = ids;
  const there = (more: object = {}) => ({
    data: { partnerId: '1001', ...more },
    missing: { partnerId: '7777', ...more },
  });
  /** Of a Benefit referral. */
  const part = (more: object = {}) => ({
    data: { referralId: 'R-1', part: 1, ...more },
    missing: { referralId: 'R-9', part: 1, ...more },
    as: 'benefit-referrals' as const,
  });
  const staff = ({ data, missing }: Tried) => ({ data, missing });
  const team = (more: object = {}) => there({ program: 'FRP', ...more });
  const claim = (more: object = {}) => ({
    data: { claimId, ...more },
    missing: { claimId: 'C-9999-9999-9999', ...more },
  });
  const asked = (more: object = {}) => ({
    data: { caseId, ...more },
    missing: { caseId: 'CS-9999-9999-9999', ...more },
  });
  const mail = (more: object = {}) => ({
    data: { mailId, ...more },
    missing: { mailId: 'd'.repeat(mailId.length), ...more },
  });
  const lead = (more: object = {}) => ({
    data: { partnerId: '1001', leadId: leadIdOf(1), ...more },
    missing: { partnerId: '1001', leadId: leadIdOf(9), ...more },
  });
  const account = (more: object = {}) => ({
    data: { globalId: '1001', ...more },
    missing: { globalId: '7777', ...more },
  });
  const same = (data: object = {}) => ({ data, missing: data });
  const form = { intent: 'three', customerId: CUSTOMER, activity: 'usage-only', target: 'teams' };
  const confirmation = {
    data: { confirmationId: '5c000000-0000-4000-8000-000000000001' },
    missing: { confirmationId: '5c000000-0000-4000-8000-000000000002' },
  };
  /** Nobody of these has pasted or sent such a thing. */
  const nobodys = [...PARTNERS, OPERATOR];
  return {
    'scores.show': account(),
    'today.show': same(),
    'help.show': same(),
    'portfolio.show': there(),
    ask: same({ question: 'who can attach a DPOR' }),
    'ask.useful': same({ entry: 'dpor-when.md', useful: 'yes' }),
    'news.list': same(),
    'renewal.show': there({ program: 'FRP' }),
    'renewal.tick': there({ program: 'FRP', item: 'fees' }),
    'renewal.untick': there({ program: 'FRP', item: 'fees' }),
    'renewal.done': there({ program: 'FRP' }),
    'associations.left': there(),
    'delegation.guide': there({ customerId: CUSTOMER }),
    'cpor.explain': there({ customerId: CUSTOMER }),
    'csp.show': there(),
    'csp.tick': there({ step: 'sign-in', to: 'done' }),
    'certificates.show': account({ area: 'security' }),
    'pal.guide': there({ customerId: CUSTOMER, credential: 'user' }),
    'pal.link': there({ customerId: CUSTOMER, credential: 'user', credentialId: 'dana@contoso.test' }),
    'scores.plan': account({ area: 'security' }),
    'scores.why': account({ area: 'security' }),
    'eligibility.show': same({ area: 'security' }),
    'referrals.list': there(),
    'referral.show': part(),
    'referral.accept': part(),
    'referral.decline': part({ reason: 'capacity', notes: '' }),
    'referral.assign': part({ aadObjectId: aad(MEMBER) }),
    'referral.note': part({ text: 'Forged note' }),
    'referral.outcome': part({ outcome: 'won', services: 'all' }),
    'referral.handback': part({ reason: 'capacity', notes: 'x' }),
    'referral.why': { data: { referralId: 'R-1' }, missing: { referralId: 'R-9' } },
    'referral.withdraw': staff(part({ reason: 'forged' })),
    'referral.reassign': staff(part({ reason: 'forged', partnerId: '1002' })),
    'profile.show': there(),
    'pause.show': there(),
    'referrals.pause': there({ reason: 'x' }),
    'referrals.resume': there(),
    'referrals.leave': there({ program: 'FRP' }),
    'associations.list': there(),
    'associations.show': { data: { customerId: CUSTOMER }, missing: { customerId: NOWHERE } },
    'dpor.history': { data: { subscriptionId: SUBSCRIPTION }, missing: { subscriptionId: NOWHERE } },
    'dpor.request': there({ subscriptionId: SUBSCRIPTION }),
    'dpor.mails': same(),
    'dpor.mail.show': mail(),
    'dpor.match': mail({ subscriptionId: SUBSCRIPTION, partnerId: '1002', what: 'added' }),
    'dpor.mail.dismiss': mail(),
    'dpor.mail.record': { ...there({ pasteId: HEX }), denied: nobodys },
    'dpor.mail.handover': { ...there({ pasteId: HEX }), denied: nobodys },
    'cases.list': there(),
    'case.form': there({ kind: 'support' }),
    'case.open': there({ intent: 'four', kind: 'support', subject: 'Forged case', text: 'x' }),
    'case.show': asked(),
    'case.comment': asked({ text: 'Forged comment' }),
    'case.close': asked({ text: 'forged' }),
    'case.reopen': asked({ text: 'forged' }),
    'statement.list': there({ program: 'FRP' }),
    'statement.get': { data: { statementId: 'S-1' }, missing: { statementId: 'S-9' } },
    'leads.list': there(),
    'lead.show': lead(),
    'lead.decline': lead({ reason: 'forged' }),
    'lead.accept': lead(),
    'lead.close': lead({ outcome: 'lost' }),
    'claims.list': there(),
    'claim.new': there({ customerId: CUSTOMER }),
    'claim.form': there(form),
    'claim.submit': there(form),
    'claim.draft': there(form),
    'claim.drafts': same(),
    'claim.delete-draft': { data: { draftId }, missing: { draftId: HEX }, denied: [] },
    'claim.remove-file': {
      data: { ...form, draftId, evidenceId: HEX },
      missing: { ...form, draftId: HEX, evidenceId: HEX },
      denied: [RIVAL, MEMBER, STRANGER],
    },
    'claim.attach': { ...same({ fileIds: HEX, to: 'new', kind1: 'other' }), denied: PARTNERS },
    'claims.queue': same(),
    'claim.show': claim(),
    'claim.files': claim(),
    'claim.review': claim({ decision: 'approve', comments: 'forged' }),
    'claim.told': claim({ toldOn: new Date().toISOString().slice(0, 10) }),
    'claim.resubmit': claim({ evidence: 'https://files.test/x', comments: 'forged' }),
    'claim.defend': claim({ evidence: 'https://files.test/x', comments: 'forged' }),
    'claim.dispute': claim({ comments: 'forged' }),
    'claim.withdraw': claim({ reason: 'forged' }),
    'file.get': {
      data: { kind: 'introduction', referralId: 'R-1', part: 1 },
      missing: { kind: 'introduction', referralId: 'R-9', part: 1 },
      as: 'benefit-referrals',
    },
    'team.list': team(),
    'team.show': team({ aadObjectId: aad(MEMBER) }),
    'team.grant': team({ email: 'forged@contoso.test', role: 'program-member' }),
    'team.revoke': team({ aadObjectId: aad(LEAVER) }),
    'rights.show': there(),
    'settings.show': same(),
    'settings.set': same({ quietFrom: '20:00', quietTo: '07:00' }),
    'agents.show': there(),
    'agents.set': there({ agents: 'on' }),
    'agent.confirm': { ...confirmation, denied: nobodys },
    'agent.refuse': { ...confirmation, denied: nobodys },
    'share.show': part(),
    'talk.start': part({ about: 'note' }),
    'talk.go-on': same(),
    'talk.leave': same(),
    'operations.show': same(),
    'operations.work': same(),
    'operations.retry': same(),
    'import.confirm': { data: { importId: HEX }, missing: { importId: 'e'.repeat(32) }, denied: nobodys },
    'import.show': { data: { importId: HEX }, missing: { importId: 'e'.repeat(32) }, denied: nobodys },
    'person.erase': { data: { aadObjectId: aad(98) }, missing: { aadObjectId: aad(99) }, denied: nobodys },
    'card.seen': {
      data: { noticeId: `claim-news:x:${aad(ADMIN)}` },
      missing: { noticeId: 'x' },
      denied: PARTNERS,
    },
  };
}

describe('every verb of the registry', () => {
  it('is tried here', () => {
    expect(Object.keys(cases).toSorted()).toEqual([...registry.actions.keys()].toSorted());
  });

  it('refuses whom it is not for exactly as what is not there, and nothing changes', async () => {
    const before = await state();
    const faults: unknown[] = [];
    for (const [verb, { data, missing, denied }] of Object.entries(cases)) {
      for (const who of denied) {
        const answers = await Promise.all(
          [data, missing].map((sent) => presses(porter, who, verb, sent).then(textOfAnswer)),
        );
        const isRefused = answers.every((answer) => answer.includes('"code":"forbidden"'));
        // Who stands at the location may read who could do it.
        const isAlike =
          answers[0] === answers[1] || (OF_THE_LOCATION.includes(who) && answers[0]?.includes('Person 1'));
        if (!isRefused || !isAlike) faults.push({ verb, who, answers });
      }
    }
    expect(faults).toEqual([]);
    for (const number of [RIVAL, STRANGER]) expect(told(number)).not.toMatch(/Tailspin|R-1/);
    expect(await state()).toEqual(before);
  }, 60_000);

  it('names nothing of a customer to whoever has nothing to do with it', async () => {
    const own = { partnerId: '1002', customerId: CUSTOMER };
    const claimId: unknown = Reflect.get(cases['claim.show']?.data ?? {}, 'claimId');
    const probes: readonly (readonly [string, object])[] = [
      ['claim.new', own],
      ['claim.new', { partnerId: '1002', claimId }],
      ['claim.form', { ...own, intent: 'probe', activity: 'usage-only', target: 'teams', step: 'what' }],
      ['dpor.request', { partnerId: '1002', subscriptionId: SUBSCRIPTION }],
      ['associations.list', { partnerId: '1002', customer: 'Tail' }],
      ['claims.list', { partnerId: '1002', customer: 'Tail' }],
      ['file.get', { kind: 'dpor-letter', partnerId: '1002', subscriptionId: SUBSCRIPTION }],
    ];
    for (const [verb, data] of probes) {
      const { status, body } = await presses(porter, RIVAL, verb, data);
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toMatch(/Tailspin|Location 1001|Person 1|exchange;|1,250/);
    }
  });

  it('changes nothing when a client runs it by itself', async () => {
    const before = await state();
    for (const [verb, { data, may }] of Object.entries(cases)) {
      const value = { action: { type: 'Action.Execute', verb, data }, trigger: 'automatic' };
      const { body } = await presses(porter, may, verb, data, { value });
      if (registry.actions.get(verb)?.changes !== true) continue;
      expect({ verb, body }).toMatchObject({ body: { statusCode: 400, value: { code: 'invalid' } } });
    }
    expect(await state()).toEqual(before);
  });

  it('takes no field more, no prototype and no list for a text', async () => {
    const faults: unknown[] = [];
    for (const [verb, { data, may }] of Object.entries(cases)) {
      const forged = [
        { ...data, rights: 'program-admin' },
        withPrototype(data),
        ...Object.keys(data).map((field) => ({ ...data, [field]: ['1001', '1002'] })),
        ...Object.keys(data).map((field) => ({ ...data, [field]: { $ne: null } })),
      ];
      const answers = await Promise.all(forged.map((sent) => presses(porter, may, verb, sent)));
      for (const [at, { status, body }] of answers.entries()) {
        const isInvalid = status === 200 && JSON.stringify(body).includes('"code":"invalid"');
        if (!isInvalid) faults.push({ verb, sent: forged[at], body });
      }
    }
    expect(faults).toEqual([]);
  }, 60_000);

  it('answers everybody to whom the policy gives it, whatever else has happened since', async () => {
    const faults: unknown[] = [];
    let cells = 0;
    for (const [verb, { data, allowed }] of Object.entries(cases)) {
      for (const who of allowed) {
        const { status, body } = await presses(porter, who, verb, data);
        cells += 1;
        if (status !== 200 || JSON.stringify(body).includes('"code":"forbidden"')) {
          faults.push(`${verb} by ${who}`);
        }
      }
    }
    expect(faults).toEqual([]);
    expect(cells).toBeGreaterThan(150);
  }, 120_000);

  it('answers an agent in everybody’s name as it answers them in chat, and asks before anything changes', async () => {
    const faults: unknown[] = [];
    const tables: { readonly [name: string]: Set<string> } = { allowed: new Set(), refused: new Set() };
    for (const [at, tool] of [...tools.values()].entries()) {
      if (at % CALLS_AT_ONCE === 0) await forgetCalls();
      const { data } = cases[tool.action.verb] ?? { data: {} };
      const taken = argumentsOf(tool, data);
      for (const who of [...PARTNERS, ...OPERATORS]) {
        const asked = await asAgent(who, tool.name, taken);
        await refuses(who, asked);
        const answer = verdictOf(asked);
        const inChat = JSON.stringify((await presses(porter, who, tool.action.verb, taken)).body);
        // Whom no roster names has settings and drafts in chat, and no agent.
        const isRefused = inChat.includes('"code":"forbidden"') || [STRANGER, TWIN].includes(who);
        const expected = isRefused ? 'refused' : 'allowed';
        if (answer !== expected) faults.push({ tool: tool.name, who, answer, expected, asked, inChat });
        tables[expected]?.add(tool.name);
      }
    }
    expect(faults).toEqual([]);
    for (const told of Object.values(tables)) {
      expect([...told].toSorted()).toEqual([...tools.keys()].toSorted());
    }
  }, 240_000);

  it('gives each tool’s answer by its own output schema to the official client', async () => {
    const answered: string[] = [];
    for (const [at, who] of SPARE.entries()) {
      const client = new Client({ name: 'probe', version: '1.0.0' });
      const headers = { authorization: `Bearer ${await agentToken(porter.openId, who)}` };
      await client.connect(
        new StreamableHTTPClientTransport(new URL(`${porter.url}/mcp`), { requestInit: { headers } }),
      );
      const listed = (await client.listTools()).tools;
      expect(listed.map(({ name }) => name)).toEqual([...tools.keys(), 'confirmation_get']);
      for (const tool of [...tools.values()].filter((_tool, index) => index % SPARE.length === at)) {
        const args = argumentsOf(tool, cases[tool.action.verb]?.data ?? {});
        const told = await client.callTool({ name: tool.name, arguments: args }).then(
          (result) => z.object({ structuredContent: z.looseObject({}).optional() }).parse(result),
          (error: unknown) => z.object({ code: z.literal(-32_003) }).parse(error),
        );
        answered.push(tool.name);
        const structured = 'structuredContent' in told ? (told.structuredContent ?? {}) : {};
        await refuses(who, { result: { structuredContent: structured } });
      }
      await client.close();
    }
    expect(answered.toSorted()).toEqual([...tools.keys()].toSorted());
  }, 120_000);

  it('refuses a press whose right was taken away after its card was drawn', async () => {
    const pressed = () => presses(porter, STATEMENTS, 'profile.show', { partnerId: '1001' });
    const before = await pressed();
    const at = { partnerId: '1001', program: 'FRP', aadObjectId: aad(STATEMENTS) };
    await presses(porter, ADMIN, 'team.revoke', at);
    const after = await pressed();
    await presses(porter, ADMIN, 'team.grant', { ...at, role: 'statement-admin' });

    expect([before, after, await pressed()].map(({ body }) => body.statusCode)).toEqual([200, 400, 200]);
    expect(JSON.stringify(after.body)).toContain('"code":"forbidden"');
  });

  it('answers any text with a whole card or a refusal, and shows it as it was typed', async () => {
    const texts = ['x'.repeat(100_000), '${secret} [x](http://evil.test) <at>all</at> **b**', '\u0000'];
    const faults: unknown[] = [];
    for (const [verb, { data, may, denied }] of Object.entries(cases)) {
      for (const [field, value] of Object.entries(fieldsOf(verb, data))) {
        if (typeof value !== 'string') continue;
        const sent = texts.map((text) => ({ ...data, [field]: text }));
        for (const who of [may, ...denied.slice(0, 1)]) {
          const tried = who === may ? sent : sent.slice(0, 1);
          const answers = await Promise.all(tried.map((one) => presses(porter, who, verb, one)));
          for (const { status, body } of answers) {
            const wrong = faultsOfAnswer(status, body);
            if (wrong.length > 0) faults.push({ verb, field, who, wrong });
          }
        }
      }
    }
    expect(faults).toEqual([]);
    expect(porter.output()).not.toContain('"level":50');
  }, 120_000);
});

const tools = agentTools(registry.actions.values());

/** As if a minute had passed: what agents have asked for in anybody's name is forgotten. */
async function forgetCalls(): Promise<void> {
  const store = await openStore({ engine: 'sqlite', folder: join(porter.folder, 'data') });
  try {
    for await (const { partition, id, etag } of store.scan('people', CallRateDocument.name)) {
      await store.commit(partition, [{ op: 'delete', id, etag }]);
    }
  } finally {
    await store.close();
  }
}

type AgentAnswer = Pick<Awaited<ReturnType<typeof callsAsAgent>>, 'result' | 'error'>;

/** What an agent may say of all that a card sends. */
function argumentsOf({ fields }: AgentTool, data: object): { [name: string]: unknown } {
  return Object.fromEntries(Object.entries(data).filter(([name]) => fields.includes(name)));
}

function asAgent(who: Who, name: string, data: object) {
  return who === TWIN
    ? callsAsAgent(porter, ADMIN, name, data, ofTenant(porter.openId, TENANT_OF_TWIN))
    : callsAsAgent(porter, who, name, data);
}

/** Whoever is no person of ours is refused at the door, before any tool. */
function verdictOf({ status, error }: Awaited<ReturnType<typeof callsAsAgent>>): string {
  if (status === 403 || error?.code === -32_003) return 'refused';
  return error === undefined ? 'allowed' : `error ${error.code}`;
}

/** Has nothing wait for them any more: ten at most do. */
async function refuses(who: Who, { result }: AgentAnswer): Promise<void> {
  const confirmationId = result?.structuredContent?.['confirmationId'];
  if (confirmationId !== undefined) await presses(porter, who, 'agent.refuse', { confirmationId });
}

/** With the inputs of a form that the case above leaves out. */
function fieldsOf(verb: string, data: object): object {
  const inputs: { readonly [verb: string]: readonly string[] } = {
    'claim.submit': [
      'contactName',
      'contactTitle',
      'contactEmail',
      'sellerName',
      'isvProduct',
      'evidence',
      'comments',
      'customerTenantId',
      'customerName',
      'customerDomain',
    ],
    'case.form': ['question', 'program', 'subject', 'text', 'statementId', 'intent', 'membership'],
    'case.open': ['program', 'attachments', 'statementId', 'line', 'period', 'amount', 'customer'],
    'case.show': ['after', 'text'],
    'case.comment': ['attachments'],
    'cases.list': ['after', 'caseId'],
    'statement.list': ['membership', 'statementId'],
    'statement.get': ['partnerId', 'membership'],
    'leads.list': ['after'],
    'claims.list': ['after', 'customer', 'status', 'target', 'claimId'],
    'claims.queue': ['after', 'show', 'search', 'claimId'],
    'referrals.list': ['after', 'customer'],
    'associations.list': ['after', 'customer'],
    'associations.show': ['after', 'customer', 'subscriptionId'],
    'dpor.request': ['wanted', 'otherId', 'customerId', 'sentOn'],
    'dpor.mails': ['after', 'mailId'],
    'dpor.match': ['candidate', 'sentOn'],
    'dpor.mail.record': ['sentOn'],
    'settings.set': ['kinds', 'zone', 'language', 'offers', 'agents'],
    'referral.note': ['followUp'],
    'team.grant': ['aadObjectId', 'incentiveRole'],
    'team.list': ['after', 'membership'],
    'team.show': ['email'],
    'referral.outcome': ['value'],
    'file.get': ['claimId'],
  };
  const named = inputs[verb === 'claim.form' || verb === 'claim.draft' ? 'claim.submit' : verb] ?? [];
  return { ...Object.fromEntries(named.map((field) => [field, ''])), ...data };
}

function faultsOfAnswer(status: number, body: { statusCode?: number; value?: unknown }): string[] {
  if (status !== 200) return [`status ${status}`];
  if (body.statusCode === 400) {
    const { code } = body.value as { code: string };
    return ['forbidden', 'invalid'].includes(code) ? [] : [code];
  }
  if (body.statusCode !== 200) return [`statusCode ${body.statusCode}`];
  const card = body.value as AdaptiveCard;
  // The choices of a list are no Markdown.
  const read = JSON.stringify(card, (key, value: unknown) => (key === 'choices' ? undefined : value));
  const links = /(?<!\\)\]\(http|(?<!\\)<at>|(?<!\\)\*\*b/.exec(textOf(JSON.parse(read) as AdaptiveCard));
  return [
    ...cardFaults(card).filter((fault) => !fault.startsWith('no data for ${secret}')),
    ...(links === null ? [] : [`formats ${links[0]}`]),
  ];
}

/** Everything that the exports tell but for the notices, whose sending goes on meanwhile. */
async function state(): Promise<object> {
  const folder = join(porter.folder, 'state');
  const { code, output } = await porter.run('export', [folder]);
  if (code !== 0) throw new Error(output);
  const names = (await readdir(folder)).filter((name) => name !== 'notices.csv');
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const drafts = await presses(porter, ADMIN, 'claim.drafts', {});
  const shown = await Promise.all(
    (['referral.show', 'claim.show', 'profile.show'] as const).map((verb) =>
      presses(porter, ADMIN, verb, cases[verb]?.data ?? {}),
    ),
  );
  // A refusal is written down, and changes nothing.
  const kept = texts.map((text) => text.replaceAll(/^.*,refused\r?\n/gm, ''));
  return { files: Object.fromEntries(names.map((name, at) => [name, kept[at]])), drafts, shown };
}

function withPrototype(data: object): object {
  const forged = { ...data };
  Object.defineProperty(forged, '__proto__', { value: { role: 'operator' }, enumerable: true });
  return forged;
}

function textOfAnswer(answer: object): string {
  return JSON.stringify(answer);
}

function told(number: number): string {
  const all = [`a:${number}`, `a:${aad(number)}`].flatMap((id) => porter.connector.messages(id));
  return `${saidTo(porter, number).join()} ${JSON.stringify(all)}`;
}

function found(pattern: RegExp, body: unknown): string {
  const [, id] = pattern.exec(JSON.stringify(body)) ?? [];
  if (id === undefined) throw new Error(JSON.stringify(body));
  return id;
}

function mailIn(body: unknown): string | undefined {
  return /"mailId":"([0-9a-f]{32,64})"/.exec(JSON.stringify(body))?.[1];
}

async function postMail(raw: Buffer): Promise<void> {
  const at = new Date();
  await fetch(`${porter.url}/api/mail`, {
    method: 'POST',
    headers: {
      'content-type': 'message/rfc822',
      'webhook-id': 'mail-1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(SECRET).sign('mail-1', at, raw.toString()),
    },
    body: new Uint8Array(raw),
  });
}
