import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Offer } from '../../src/domain/referrals/referral.ts';
import { parse } from 'csv-parse/sync';
import { array, assert, asyncProperty, constantFrom, oneof, string } from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runExport } from '../../src/cli/export/run-export.ts';
import { textOf, writeCsv } from '../../src/cli/export/write-csv.ts';
import { listing } from '../../src/cli/jobs/listing.ts';
import { retryDead } from '../../src/usecases/operators/retry-dead.ts';
import { newNotice, type Notice } from '../../src/domain/notices/notice.ts';
import { AadObjectId, PartnerId, ReferralId, TenantId } from '../../src/domain/shared/ids.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { documentsOn } from '../../src/store/documents.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { audited } from '../../src/usecases/audit.ts';
import { JobDocument, newJob } from '../../src/usecases/jobs.ts';
import { personIdOf } from '../../src/usecases/memberships/person-id.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, replace, type Documents } from '../../src/usecases/ports.ts';
import { contentOf, importing, removeFolders, temporaryFolder } from '../support/csv-folder.ts';
import { leaveCase } from '../support/intake-cards.ts';
import { before, inDays, noon, offer, referral } from '../support/referrals.ts';
import { ClaimDocument } from '../../src/usecases/claims/documents.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { LocationDocument, ReferralDocument } from '../../src/usecases/referrals/documents.ts';
import { CaseDocument } from '../../src/usecases/cases/documents.ts';

const csv = (...rows: readonly string[]) => `${rows.join('\n')}\n`;
const SAMPLE = join(import.meta.dirname, '../../sample');
const TENANT = TenantId.parse('11111111-1111-4111-8111-111111111111');
const DANA = AadObjectId.parse('33333333-3333-4333-8333-333333333330');
const US = PartnerId.parse('100210');

let store: DocumentStore;
let documents: Documents;
let folder: string;

beforeEach(async () => {
  store = await openSqlite({ folder: ':memory:' });
  documents = documentsOn(store);
  folder = join(temporaryFolder(), 'new');
});
afterEach(() => store.close());
afterAll(removeFolders);

/** @returns how many rows in all */
async function exporting(): Promise<number> {
  let count = 0;
  for await (const { rows } of runExport(store, folder, noon)) count += rows;
  return count;
}
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const lines = (file: string) => read(file).split('\r\n').slice(0, -1);

describe('an export', () => {
  it('writes every file with its header, also of an empty store, and leaves no half ones', async () => {
    await exporting();

    expect(readdirSync(folder).sort()).toEqual([
      'audit.csv',
      'cases.csv',
      'claims.csv',
      'dpor.csv',
      'grants.csv',
      'leads.csv',
      'not-understood.csv',
      'notices.csv',
      'opinions.csv',
      'partners.csv',
      'portfolio.csv',
      'ratings.csv',
      'referrals.csv',
      'scores.csv',
    ]);
    expect(readdirSync(folder).map(read).sort()).toEqual([
      'at,actor,action,subject,outcome\r\n',
      'caseId,kind,partnerId,program,subject,status,openedAt,openedBy,updatedAt\r\n',
      'claimId,partnerId,customerId,activity,target,status,reason,submittedAt,updatedAt\r\n',
      'entry,useful,notUseful,lastAt\r\n',
      'globalId,asOf,area,track,metric,points,maximum\r\n',
      'leadId,partnerId,customerName,country,status,substatus,dealValue,currency,closesOn,createdAt,updatedAt,answer,answerState,answeredAt\r\n',
      'noticeId,kind,tenantId,aadObjectId,subject,state,attempts,lastStatus,sentAt\r\n',
      'partnerId,customerId,customer,kind,subject,since,what,points\r\n',
      'partnerId,globalId,name,tenantId,country,countries,languages,industries,minSeats,maxSeats,referralReady,benefitContact,standardContact,mailboxes,received,accepted,declined,timedOut,pausedUntil\r\n',
      'question,language,useful,comment,at\r\n',
      'referralId,kind,customerId,part,partnerId,workloads,status,offeredAt,respondBy,decidedAt,decidedBy,reason\r\n',
      'subscriptionId,customerId,previousPartnerId,partnerId,changedAt\r\n',
      'tenantId,aadObjectId,partnerId,program,role,incentiveRole\r\n',
      'text,language,count,lastAt\r\n',
    ]);
  });

  it('has one row a case', async () => {
    await documents.commit(partitions.partner(US), [
      create(CaseDocument, 'case:L-1', { ...leaveCase, caseId: 'L-1', partnerId: US }),
    ]);
    await exporting();

    const { openedBy } = leaveCase;
    const at = inDays(29).toISOString();
    expect(lines('cases.csv').slice(1)).toEqual([
      `L-1,registration,100210,FRP,Leave FRP,open,${at},${openedBy},${at}`,
    ]);
  });

  it('has one row an offer, and counts them at the location', async () => {
    await importing(store, SAMPLE);
    const dana = { by: DANA, name: 'Dana Okafor' };
    const decided = { decidedAt: inDays(1), partnerId: US };
    const offers = [
      offer({ ...decided, status: 'declined', decidedBy: dana, reason: 'capacity' }),
      offer({
        round: 2,
        partnerId: PartnerId.parse('200310'),
        status: 'timed-out',
        decidedAt: inDays(8),
        decidedBy: { by: 'job', name: '' },
      }),
      offer({ round: 3, partnerId: 'FTC', status: 'ftc', respondBy: null }),
    ];
    const intune: Partial<Offer> = { workloads: ['intune'] };
    const second = [
      offer({ ...decided, ...intune, status: 'accepted', decidedBy: dana }),
      offer({ ...intune, partnerId: US }),
    ];
    await documents.commit(partitions.referral(ReferralId.parse('R-1')), [
      create(
        ReferralDocument,
        'referral',
        referral({
          parts: [
            { part: 1, workloads: ['teams', 'exchange'], offers, redirect: null },
            { part: 2, workloads: ['intune'], offers: second, redirect: null },
          ],
        }),
      ),
    ]);
    await exporting();

    const customer = 'aaaaaaaa-0000-4000-8000-000000000001';
    const offered = '2026-11-23T12:00:00.000Z,2026-11-30T12:00:00.000Z';
    expect(lines('referrals.csv').slice(1)).toEqual([
      `R-1,benefit,${customer},1,100210,teams;exchange,declined,${offered},2026-11-24T12:00:00.000Z,${DANA},capacity`,
      `R-1,benefit,${customer},1,200310,teams;exchange,timed-out,${offered},2026-12-01T12:00:00.000Z,job,`,
      `R-1,benefit,${customer},1,FTC,teams;exchange,ftc,2026-11-23T12:00:00.000Z,,,,`,
      `R-1,benefit,${customer},2,100210,intune,accepted,${offered},2026-11-24T12:00:00.000Z,${DANA},`,
      `R-1,benefit,${customer},2,100210,intune,offered,${offered},,,`,
    ]);
    expect(
      lines('partners.csv')
        .slice(1)
        .map((line) => line.split(',').slice(-5).join(',')),
    ).toEqual(['3,1,1,0,', '0,0,0,0,', '1,0,0,1,', '0,0,0,0,', '0,0,0,0,']);
  });

  it('scores the latest figures, unrounded, with a total for each area', async () => {
    await importing(store, SAMPLE);
    await exporting();

    const contoso = lines('scores.csv').filter((line) => line.startsWith('4021,2026-10-20,'));
    expect(contoso.slice(0, 6)).toEqual([
      '4021,2026-10-20,modern-work,enterprise,net-customer-adds,16,20',
      '4021,2026-10-20,modern-work,enterprise,intermediate-certifications,10,10',
      '4021,2026-10-20,modern-work,enterprise,advanced-certifications,7.5,15',
      '4021,2026-10-20,modern-work,enterprise,usage-growth,22.5,30',
      '4021,2026-10-20,modern-work,enterprise,deployments,7.5,25',
      '4021,2026-10-20,modern-work,enterprise,total,63.5,100',
    ]);
    expect(contoso).toContain('4021,2026-10-20,security,,intermediate-certifications,33.333333333333336,40');
    expect(lines('scores.csv').filter((line) => line.includes('2026-09'))).toEqual([]);
    expect(
      lines('scores.csv')
        .filter((line) => line.includes(',total,'))
        .map((line) => line.slice(0, 4)),
    ).toEqual([...Array<string>(6).fill('4021'), ...Array<string>(2).fill('4022'), '4023']);
  });

  it('scores each metric by its own latest figures and names their day, whatever came in between', async () => {
    const head = 'globalId,asOf,area,track,metric,association,value';
    const row = (asOf: string, metric: string, value: number, association = '') =>
      `4021,${asOf},infrastructure,,${metric},${association},${value}`;
    await importing(store, {
      'metrics.csv': csv(
        head,
        row('2026-10-20', 'net-customer-adds', 2, 'dpor'),
        row('2026-10-20', 'net-customer-adds', 2, 'pal'),
        row('2026-10-20', 'usage-growth', 5, 'pal'),
      ),
      'eligibility.csv': csv(
        'globalId,asOf,area,track,metric,association,subject,value,counted,criterion',
        ...['dpor,c1', 'dpor,c2', 'pal,c2', 'pal,c3'].map(
          (who) => `4021,2026-10-20,infrastructure,,net-customer-adds,${who},1,true,x`,
        ),
      ),
    });
    const later = row('2026-11-05', 'intermediate-certifications', 1);
    await importing(store, { 'metrics.csv': csv(head, later, row('2026-09-20', 'usage-growth', 9, 'pal')) });
    await exporting();

    expect(lines('scores.csv').slice(1)).toEqual([
      '4021,2026-10-20,infrastructure,,net-customer-adds,30,30',
      '4021,2026-11-05,infrastructure,,intermediate-certifications,4,20',
      '4021,2026-11-05,infrastructure,,advanced-certifications,0,20',
      '4021,2026-10-20,infrastructure,,usage-growth,5,20',
      '4021,2026-11-05,infrastructure,,deployments,0,10',
      '4021,2026-11-05,infrastructure,,total,39,100',
    ]);
  });

  it.each([
    ['sent', null, 'sent'],
    ['dead', null, 'dead'],
    ['sending', inDays(1), 'pending'],
    ['sending', noon, 'uncertain'],
  ] as const)('shows a notice that is %s under a lease until %s as %s', async (state, leaseUntil, shown) => {
    await importing(store, SAMPLE);
    const personId = personIdOf(TENANT, DANA);
    const subject = {
      kind: 'referral-offer',
      referralId: ReferralId.parse('R-1'),
      part: 2,
      round: 1,
    } as const;
    const notice: Notice = {
      ...newNotice(personId, subject, 1, noon),
      noticeId: 'n-1',
      state,
      attempts: 3,
      lastStatus: 502,
      leaseUntil,
    };
    await documents.commit(partitions.person(personId), [create(NoticeDocument, 'notice:n-1', notice)]);
    await exporting();

    expect(lines('notices.csv').slice(1)).toEqual([
      `n-1,referral-offer,${TENANT},${DANA},R-1/2,${shown},3,502,`,
    ]);
  });

  it('lists grants of known people only, audit rows of every collection, and DPOR changes', async () => {
    await importing(store, SAMPLE);
    const row = { actor: DANA, subject: 'R-1/1', outcome: 'done', detail: 'x' } as const;
    await documents.commit(partitions.directory, [
      audited('1', { ...row, at: noon, action: 'referrals.pause', subject: '100210' }),
    ]);
    await documents.commit('referrals/R-1', [
      audited('1', { ...row, at: inDays(1), action: 'referral.accept' }),
    ]);
    await importing(store, {
      'subscriptions.csv':
        'subscriptionId,customerId,product,workloads,licensing,status,starts,ends,seats,dporPartnerId,cspPartnerId\n' +
        '5b000000-0000-4000-8000-000000000002,c0000000-0000-4000-8000-000000000002,azure,,EA,active,,,,200310,\n',
    });
    await exporting();

    expect(lines('grants.csv').slice(1)).toContain(
      `${TENANT},${DANA},100210,FRP,program-admin,incentive-admin`,
    );
    // without the payment contact, who may do nothing, and the one who is known by address only
    expect(lines('grants.csv')).toHaveLength(1 + 12);
    expect(lines('audit.csv').slice(1)).toEqual([
      `2026-11-23T12:00:00.000Z,${DANA},referrals.pause,100210,done`,
      `2026-11-24T12:00:00.000Z,${DANA},referral.accept,R-1/1,done`,
      '2026-11-23T12:00:00.000Z,import,dpor.change,5b000000-0000-4000-8000-000000000002,done',
    ]);
    expect(lines('dpor.csv').slice(1)).toEqual([
      '5b000000-0000-4000-8000-000000000002,c0000000-0000-4000-8000-000000000002,100210,200310,2026-11-23T12:00:00.000Z',
    ]);
  });

  it('can be imported again and changes nothing but what it now says itself', async () => {
    await importing(store, SAMPLE);
    const partition = 'customers/c0000000-0000-4000-8000-000000000001';
    const claim = await documents.get(ClaimDocument, partition, 'claim:C-1001');
    if (claim === undefined) throw new Error('no claim');
    const rejected = { ...claim.value, status: 'rejected', reason: 'customer-declined' } as const;
    await documents.commit(partition, [replace(ClaimDocument, claim, rejected)]);
    const location = await documents.get(LocationDocument, partitions.directory, US);
    if (location === undefined) throw new Error('no location');
    const changed = { ...location.value, pausedUntil: inDays(3), name: '=Contoso' };
    await documents.commit(partitions.directory, [replace(LocationDocument, location, changed)]);
    await exporting();

    const { counts, problems } = await importing(store, folder, { now: inDays(1) });

    expect(problems).toEqual([]);
    expect(counts).toEqual({ 'partners.csv': '0/0/5/0', 'claims.csv': '0/0/13/0' });
    expect((await documents.get(ClaimDocument, partition, 'claim:C-1001'))?.value).toEqual(rejected);
    expect((await documents.get(LocationDocument, partitions.directory, US))?.value).toEqual(changed);
    const settled = await contentOf(store);
    await importing(store, folder, { now: inDays(2) });
    expect(await contentOf(store)).toEqual(settled);
  });
});

describe('a cell', () => {
  it.each([
    ['=1+1', `'=1+1`],
    ['+49 30', `'+49 30`],
    ['-5', `'-5`],
    ['@a', `'@a`],
    ['\tx', `'\tx`],
    ['＝1', `'＝1`],
    [`'=1`, `''=1`],
    [`'quoted'`, `'quoted'`],
    ['a=1', 'a=1'],
    [-5, '-5'],
    [null, ''],
    [true, 'true'],
    [['=a', 'b'], `'=a;b`],
  ])('%j is written as %j', (cell, text) => {
    expect(textOf(cell)).toBe(text);
  });

  it('never begins like a formula, is quoted if it was made safe, and reads back as it was', async () => {
    const risky = string({
      unit: constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", '"', ',', ' ', 'a'),
    });
    const texts = array(oneof(string(), risky), { minLength: 1 });
    await assert(
      asyncProperty(texts, async (cells) => {
        const target = temporaryFolder();
        await writeCsv(target, 'x.csv', ['a', 'b'], rowsOf(cells));
        const csv = readFileSync(join(target, 'x.csv'), 'utf8');
        const records = parse(csv, { record_delimiter: '\r\n' }).slice(1);

        expect(records.map(([, b]) => b)).toEqual(cells.map(() => 'end'));
        for (const [at, [a = '']] of records.entries()) {
          expect(a).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
          expect(/^'+[=+\-@\t\r\n＝＋－＠]/.test(a) ? a.slice(1) : a).toBe(cells[at]);
        }
        expect(csv.slice('a,b\r\n'.length)).not.toMatch(/^'/);
      }),
      { numRuns: 60 },
    );
  });
});

async function* rowsOf(cells: readonly string[]) {
  for (const a of cells) yield { a, b: 'end' };
}

describe('jobs', () => {
  const task = { task: 'referral.match', referralId: ReferralId.parse('R-1'), part: 1 } as const;

  it('are listed with what they wait for, and dead ones are made due again', async () => {
    const partition = 'referrals/R-1';
    await documents.commit(partition, [newJob('a', task, noon), newJob('b', { ...task, part: 2 }, noon)]);
    const job = await documents.get(JobDocument, partition, 'job:b');
    if (job === undefined) throw new Error('no job');
    const { dueAt: _dueAt, ...rest } = job.value;
    const dead = { ...rest, attempts: 10, lastError: 'Error: no' };
    await documents.commit(partition, [replace(JobDocument, job, dead)]);

    expect(await listing(documents)).toEqual([
      'jobs: 1 waiting, 1 dead',
      'notices: 0 waiting, 0 perhaps delivered, 0 to people who cannot be reached, 0 dead',
      '',
      'KIND  STATE    DUE                   TRIES  WHAT                  WHY',
      'job   waiting  2026-11-23T12:00:00Z  0      referral.match R-1 1',
      'job   dead     -                     10     referral.match R-1 2  Error: no',
    ]);
    expect(await retryDead(documents, inDays(1))).toBe(1);
    expect(await retryDead(documents, inDays(1))).toBe(0);
    expect((await documents.get(JobDocument, partition, 'job:b'))?.value).toMatchObject({
      dueAt: inDays(1),
      attempts: 0,
    });
    const due: string[] = [];
    for await (const { id } of store.due(before(inDays(1)), 10)) due.push(id);
    expect(due).toEqual(['job:a']);
  });
});
