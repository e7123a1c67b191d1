import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { csvOf, exported, presses, saidTo, says, until } from '../support/wire.ts';

/** At 1001 an admin, a statement admin, a member; an admin of its other programme; at 1002 an admin; nobody; an operator. */
const [ADMIN, STATEMENTS, MEMBER, OTHER, RIVAL, STRANGER, OPERATOR] = [1, 2, 3, 4, 5, 7, 9];
const ELSEWHERE = 'eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee';

let porter: PorterProcess;

beforeAll(async () => {
  porter = await porterProcess();
  const files = csvOf([
    { partnerId: '1001', people: [ADMIN, MEMBER], admins: [ADMIN] },
    { partnerId: '1002', people: [RIVAL], admins: [RIVAL], country: 'FR' },
  ]);
  const contact = (number: number, program: string, role: string) =>
    `${contosoTenant},${aad(number)},Person ${number},person${number}@contoso.test,1001,${program},${role},,\n`;
  await porter.import({
    ...files,
    'memberships.csv': `${files['memberships.csv'] ?? ''}1001,CM,2027-06-30,\n`,
    'contacts.csv': `${files['contacts.csv'] ?? ''}${contact(STATEMENTS, 'FRP', 'statement-admin')}${contact(OTHER, 'CM', 'program-admin')}`,
    'operators.csv': `tenantId,aadObjectId,name,email\n${contosoTenant},${aad(OPERATOR)},Robin Vale,robin@fasttrack.test\n`,
    'statements.csv':
      'statementId,partnerId,program,period,file,total,currency\nS-1,1001,FRP,2026-10,s-1.pdf,12.50,USD\n',
    's-1.pdf': '%PDF-1.7 a statement',
  });
  await porter.start({ PORTER_NOTIFY_RATE: '2000' });
}, 60_000);
afterAll(() => porter.close());

const codeOf = async (number: number, verb: string, data: object, more: object = {}) => {
  const { body } = await presses(porter, number, verb, data, more);
  const { code } = (body.value ?? {}) as { code?: string };
  return body.statusCode === 200 ? 200 : code;
};

/** The same person's object id in a tenant that is not served. */
const ofAnotherTenant = {
  conversation: { id: 'a:else', conversationType: 'personal', tenantId: ELSEWHERE },
  channelData: { tenant: { id: ELSEWHERE } },
};

describe('a case over the wire', () => {
  it('is opened, answered, resolved, closed and reopened, told at each step, and exported', async () => {
    for (const number of [MEMBER, OPERATOR]) await says(porter, number, 'help');
    const asked = {
      intent: 'case-1',
      partnerId: '1001',
      program: 'FRP',
      kind: 'payment-dispute',
      subject: 'Paid too little',
      text: 'Line two is short.',
      statementId: 'S-1',
      line: '2',
    };
    const { body } = await presses(porter, MEMBER, 'case.open', asked);
    const [, caseId = ''] = /"caseId":"(CS-[^"]+)"/.exec(JSON.stringify(body)) ?? [];
    expect(caseId).not.toBe('');
    await until(() => saidTo(porter, OPERATOR).some((text) => text.includes(caseId)));

    const step = async (number: number, verb: string, text = '') => {
      expect(await codeOf(number, verb, { caseId, text })).toBe(200);
      const [row] = (await exported(porter, 'cases.csv')).filter((one) => one['caseId'] === caseId);
      return row?.['status'];
    };
    expect(await step(OPERATOR, 'case.comment', 'We look into it.')).toBe('waiting-partner');
    await until(() => saidTo(porter, MEMBER).some((text) => text.includes('We look into it.')));
    expect(await step(ADMIN, 'case.comment', 'Thank you.')).toBe('waiting-program');
    expect(await step(OPERATOR, 'case.close')).toBe('resolved');
    expect(await step(MEMBER, 'case.close')).toBe('closed');
    expect(await step(MEMBER, 'case.reopen', 'Still short.')).toBe('reopened');

    const [row] = await exported(porter, 'cases.csv');
    expect(Object.keys(row ?? {})).toEqual([
      'caseId',
      'kind',
      'partnerId',
      'program',
      'subject',
      'status',
      'openedAt',
      'openedBy',
      'updatedAt',
    ]);
    expect(row).toMatchObject({
      caseId,
      kind: 'payment-dispute',
      partnerId: '1001',
      program: 'FRP',
      subject: 'Paid too little',
      openedBy: aad(MEMBER),
    });
    for (const verb of ['case.show', 'case.comment', 'case.close', 'case.reopen']) {
      for (const number of [RIVAL, STRANGER]) {
        const answers = await Promise.all(
          [caseId, 'CS-NONE'].map((id) => presses(porter, number, verb, { caseId: id, text: 'x' })),
        );
        expect(answers[0]?.body).toEqual(answers[1]?.body);
        expect(answers[0]?.body).toMatchObject({ value: { code: 'forbidden' } });
      }
    }
  }, 60_000);
});

describe('a statement over the wire', () => {
  it('is for the statement admins and program admins of its membership only', async () => {
    const list = { partnerId: '1001', program: 'FRP' };
    const get = { statementId: 'S-1' };
    for (const number of [ADMIN, STATEMENTS]) {
      expect(await codeOf(number, 'statement.list', list)).toBe(200);
      expect(await codeOf(number, 'statement.get', get)).toBe(200);
      await until(() => saidTo(porter, number).some((text) => text.includes('file.consent')));
    }
    for (const number of [MEMBER, OTHER, RIVAL, STRANGER, OPERATOR]) {
      expect(await codeOf(number, 'statement.list', list)).toBe('forbidden');
      const answers = await Promise.all(
        ['S-1', 'S-9'].map((statementId) => presses(porter, number, 'statement.get', { statementId })),
      );
      expect(answers[0]?.body).toEqual(answers[1]?.body);
      expect(answers[0]?.body).toMatchObject({ value: { code: 'forbidden' } });
    }
    const { status } = await presses(porter, ADMIN, 'statement.get', get, ofAnotherTenant);
    expect(status).toBe(403);
    const done = (await exported(porter, 'audit.csv')).filter(({ action }) => action === 'statement.get');
    expect(done.map(({ actor, subject, outcome }) => [actor, subject, outcome])).toEqual(
      expect.arrayContaining([
        [aad(ADMIN), 'S-1', 'done'],
        [aad(STATEMENTS), 'S-1', 'done'],
        [aad(MEMBER), 'S-1', 'refused'],
        [aad(OTHER), 'S-1', 'refused'],
      ]),
    );
    expect(done).toHaveLength(4);
  }, 60_000);
});
