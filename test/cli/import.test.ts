import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstFailed } from '../../src/domain/referrals/match.ts';
import { AadObjectId, CustomerId, GlobalId, PartnerId, TenantId } from '../../src/domain/shared/ids.ts';
import type { Batch, DocumentStore } from '../../src/store/document-store.ts';
import { documentsOn } from '../../src/store/documents.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { AuditDocument } from '../../src/usecases/audit.ts';
import { mailKey, personIdOf } from '../../src/usecases/memberships/person-id.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { replace, type Documents, type DocumentKind } from '../../src/usecases/ports.ts';
import {
  contentOf,
  folderOf,
  importing,
  removeFolders,
  temporaryFolder,
  type Files,
} from '../support/csv-folder.ts';
import { inDays, noon } from '../support/referrals.ts';
import {
  CustomerDocument,
  DporChangeDocument,
  SubscriptionDocument,
} from '../../src/usecases/associations/documents.ts';
import { ClaimDocument } from '../../src/usecases/claims/documents.ts';
import { RowDocument } from '../../src/usecases/imports/documents.ts';
import {
  ContactDocument,
  OperatorDocument,
  PersonDocument,
  PointerDocument,
} from '../../src/usecases/memberships/documents.ts';
import { LocationDocument } from '../../src/usecases/referrals/documents.ts';
import { MetricDocument } from '../../src/usecases/scores/documents.ts';

const SAMPLE = join(import.meta.dirname, '../../sample');
const TENANT = TenantId.parse('11111111-1111-4111-8111-111111111111');
const DANA = AadObjectId.parse('33333333-3333-4333-8333-333333333330');
const LEE = AadObjectId.parse('33333333-3333-4333-8333-333333333331');
const CUSTOMER = CustomerId.parse('c0000000-0000-4000-8000-000000000001');
const SUBSCRIPTION = '5b000000-0000-4000-8000-000000000001';
const US = PartnerId.parse('100210');

const PARTNERS =
  'partnerId,globalId,name,tenantId,country,countries,languages,industries,minSeats,maxSeats,referralReady,benefitContact,standardContact,mailboxes';
const CONTACTS = 'tenantId,aadObjectId,name,email,partnerId,program,role,poc,incentiveRole';
const CUSTOMERS = 'customerId,name,domain,country,language,industry,seats';
const SUBSCRIPTIONS =
  'subscriptionId,customerId,product,workloads,licensing,status,starts,ends,seats,dporPartnerId,cspPartnerId';
const CLAIMS = 'claimId,partnerId,customerId,activity,target,status,submittedAt';
const METRICS = 'globalId,asOf,area,track,metric,association,value';
const MEMBERSHIPS = 'partnerId,program,anniversary,ends';

const csv = (...lines: readonly string[]) => `${lines.join('\n')}\n`;
const location = (id = '100210', name = 'Contoso (US)', state = '') =>
  `${id},4021,${name},${TENANT},US,CA,en,retail,1,,true,,,${state}`;
const contact = (aad: string, email: string, program: string, role: string, poc = '', incentive = '') =>
  `${TENANT},${aad},A. Person,${email},100210,${program},${role},${poc},${incentive}`;
const customer = (name = 'Tailspin Toys', seats = '1250', n = 1) =>
  `c0000000-0000-4000-8000-${String(n).padStart(12, '0')},${name},tailspin.test,US,en,retail,${seats}`;
const subscription = (dpor: string) => `${SUBSCRIPTION},${CUSTOMER},azure,,EA,active,,,,${dpor},`;

let store: DocumentStore;
let documents: Documents;
const find = async <T>(kind: DocumentKind<T>, partition: string, id: string) =>
  (await documents.get(kind, partition, id))?.value;
const all = async <T>(kind: DocumentKind<T>, partition: string) =>
  (await documents.list(kind, partition, { limit: 100 })).items;

beforeEach(async () => {
  store = await openSqlite({ folder: ':memory:' });
  documents = documentsOn(store);
});
afterEach(() => store.close());
afterAll(removeFolders);

describe('bad rows', () => {
  it('are named by file, line, column and reason, all of them, and nothing of any file is stored', async () => {
    const { counts, problems } = await importing(store, {
      'partners.csv': csv(PARTNERS, location(), location('12', 'x')),
      'customers.csv': csv(CUSTOMERS, customer(), 'nonsense,,x,USA,en,retail,-1'),
      'usage.csv': csv('customerId,target'),
    });

    expect(counts).toEqual({});
    expect(problems).toEqual([
      'partners.csv:3 partnerId: must be 4 to 10 digits',
      'customers.csv:3 customerId: must be a GUID, such as 3f2a0c1e-0000-4000-8000-000000000000',
      'customers.csv:3 name: is empty',
      'customers.csv:3 country: must be a country of two letters, as in ISO 3166',
      'customers.csv:3 seats: must be a whole number of at least 0',
      'usage.csv:1 date: the column is missing',
      'usage.csv:1 partnerId: the column is missing',
    ]);
    expect(await contentOf(store)).toEqual([]);
  });

  it('of a misspelt column name it and the nearest right one, and the other cells and rows are judged', async () => {
    const { counts, problems, warnings } = await importing(store, {
      'memberships.csv': csv(
        'partnerid,Programme,anniversary,ens',
        '12,FRP,2027-03-31,',
        '100210,x,2027-02-29,',
      ),
      'references.csv': csv('partnerId,Kunde,reference date', '12,1,2026-07-03', '100210,2,2026-13-03'),
      'specializations.csv': csv('globalId,expires', '4021,2027-01-01', '4021,2028-01-01', '1,2028-01-01'),
    });

    expect(counts).toEqual({});
    expect(problems).toEqual([
      'memberships.csv:1 partnerid: is no column of this file; did you mean partnerId?',
      'memberships.csv:1 Programme: is no column of this file; did you mean program?',
      'memberships.csv:2 partnerId: must be 4 to 10 digits',
      'memberships.csv:3 program: must be one of FRP, CM',
      'memberships.csv:3 anniversary: must be a day, YYYY-MM-DD',
      'specializations.csv:1 workload: the column is missing',
      'specializations.csv:4 globalId: must be 4 to 10 digits',
      'references.csv:1 customerId: the column is missing',
      'references.csv:1 reference date: is no column of this file; did you mean referenceDate?',
      'references.csv:2 partnerId: must be 4 to 10 digits',
      'references.csv:3 referenceDate: must be a day, YYYY-MM-DD',
    ]);
    expect(warnings).toEqual([
      'memberships.csv: unknown column "ens" is ignored; did you mean "ends"?',
      'references.csv: unknown column "Kunde" is ignored',
    ]);
  });

  it.each<[string, Files, string]>([
    [
      'a cell too few',
      { 'memberships.csv': csv(MEMBERSHIPS, '100210,FRP,2027-03-31') },
      'memberships.csv:2 ends: the row has 3 cells, the header 4',
    ],
    [
      'a cell too many',
      { 'memberships.csv': csv(MEMBERSHIPS, '100210,FRP,2027-03-31,,x') },
      'memberships.csv:2 row: the row has 5 cells, the header 4',
    ],
    [
      'a day that is none',
      { 'memberships.csv': csv(MEMBERSHIPS, '100210,FRP,2027-02-29,') },
      'memberships.csv:2 anniversary: must be a day, YYYY-MM-DD',
    ],
    [
      'a word not in the catalogue',
      { 'memberships.csv': csv(MEMBERSHIPS, '100210,frp,2027-03-31,') },
      'memberships.csv:2 program: must be one of FRP, CM',
    ],
    [
      'one wrong member of a list',
      {
        'partners.csv': csv(PARTNERS, `100210,4021,X,${TENANT},US,CA;Canada,en,*,1,,true,,,`),
      },
      'partners.csv:2 countries: "Canada": must be a country of two letters, as in ISO 3166',
    ],
    [
      'fewer seats at most than at least',
      { 'partners.csv': csv(PARTNERS, `100210,4021,X,${TENANT},US,,en,*,10,9,true,,,`) },
      'partners.csv:2 maxSeats: is less than minSeats',
    ],
    [
      'nobody named',
      { 'contacts.csv': csv(CONTACTS, contact('', '', 'FRP', '')) },
      'contacts.csv:2 email: is empty, and so is aadObjectId: one of them must say who this is',
    ],
    [
      'a state that is none',
      { 'customers.csv': csv(`${CUSTOMERS},state`, `${customer()},gone`) },
      'customers.csv:2 state: must be empty or removed',
    ],
    [
      'a column twice',
      { 'customers.csv': csv(`${CUSTOMERS},name`, `${customer()},x`) },
      'customers.csv:1 name: the column is there twice',
    ],
    ['an empty file', { 'customers.csv': '' }, 'customers.csv:1 customerId: the file has no header row'],
    [
      'bytes that are not UTF-8',
      { 'customers.csv': Buffer.from(csv(CUSTOMERS, customer('Caf\u00e9')), 'latin1') },
      'customers.csv:2 name: holds bytes that are not UTF-8, or a control character',
    ],
    [
      'two rows of one key that contradict each other',
      { 'customers.csv': csv(CUSTOMERS, customer(), customer('Tailspin', '7', 2), customer('Other')) },
      'customers.csv:4 customerId: says otherwise than line 2 of the same key',
    ],
    [
      'both tracks of business-applications for one day',
      {
        'metrics.csv': csv(
          METRICS,
          '4021,2026-10-20,business-applications,smb,deployments,,1',
          '4021,2026-10-20,business-applications,,deployments,,2',
          '4021,2026-10-20,business-applications,enterprise,usage-growth,,1',
        ),
      },
      'metrics.csv:4 track: business-applications has one assigned track: line 2 says smb',
    ],
    [
      'a statement whose file is not there',
      {
        'statements.csv': csv(
          'statementId,partnerId,program,period,file,total,currency',
          'S1,100210,CM,2026-10,none.pdf,1.00,USD',
        ),
      },
      'statements.csv:2 file: is not beside this file',
    ],
    [
      'a statement in another folder',
      {
        'statements.csv': csv(
          'statementId,partnerId,program,period,file,total,currency',
          'S1,100210,CM,2026-10,../etc/passwd,1.00,USD',
        ),
      },
      'statements.csv:2 file: must be a name without a folder',
    ],
    [
      'knowledge without front matter',
      { 'knowledge/x.md': 'text' },
      'knowledge/x.md:1 title: the file must begin with front matter between lines of ---',
    ],
    [
      'knowledge without a source',
      { 'knowledge/x.md': '---\ntitle: X\ndate: 2026-01-01\n---\ntext' },
      'knowledge/x.md:1 source: is empty',
    ],
    [
      'a quote inside an unquoted cell',
      { 'customers.csv': csv(CUSTOMERS, customer('a"b'), customer('x', '1', 2)) },
      'customers.csv:2 name: holds a quote but does not begin with one; quote the whole cell',
    ],
    [
      'a quote never closed',
      { 'customers.csv': csv(CUSTOMERS, customer(), customer('"x', '1', 2), customer('y', '1', 3)) },
      'customers.csv:3 name: a quote is never closed; nothing after it was read',
    ],
  ])('%s is one of them', async (_case, files, problem) => {
    const { problems } = await importing(store, files);

    expect(problems).toEqual([problem]);
    expect(await contentOf(store)).toEqual([]);
  });

  it('are numbered by the line they begin on, past a byte order mark, CRLF, quoted breaks and blank lines', async () => {
    const rows = [
      CUSTOMERS,
      customer('"two\r\nlines"'),
      '',
      customer('x', 'bad', 2),
      customer('"a\nb\nc"', 'bad', 3),
    ];
    const { problems } = await importing(store, {
      'customers.csv': `\uFEFF${[...rows, customer('y', 'bad', 4)].join('\r\n')}`,
    });

    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'customers.csv:5',
      'customers.csv:6',
      'customers.csv:9',
    ]);
  });

  it('are found however the chunks of a large file fall', async () => {
    const lines = [CUSTOMERS];
    for (let n = 2; n <= 5_000; n++)
      lines.push(customer(`"Line\n${n}, Ü"`, n % 1_000 === 0 ? 'bad' : '1', n));

    const { problems } = await importing(store, { 'customers.csv': csv(...lines) });

    // each row takes two lines, the first begins on line 2
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(
      [1_000, 2_000, 3_000, 4_000, 5_000].map((n) => `customers.csv:${2 + (n - 2) * 2}`),
    );
  });

  describe('are on the line that an editor shows', () => {
    const rows = (comma: string, end: string) =>
      [
        CUSTOMERS,
        customer(`"two${end}lines"`),
        '',
        customer('x', 'bad', 2),
        customer(`"a${end}b${end}c"`, 'bad', 3),
        customer('y', 'bad', 4),
      ]
        .join(end)
        .replaceAll(',', comma);
    const wide = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
    const encodings: readonly (readonly [string, (text: string) => Buffer])[] = [
      ['UTF-8', (text) => Buffer.from(text)],
      ['UTF-8 with a mark', (text) => Buffer.from(`\uFEFF${text}`)],
      ['UTF-16 little-endian', wide],
      ['UTF-16 big-endian', (text) => wide(text).swap16()],
    ];

    it.each(
      encodings.flatMap(([encoding, encode]) =>
        (['\n', '\r\n', '\r'] as const).flatMap((end) =>
          ([',', ';'] as const).map(
            (comma) => [encoding, JSON.stringify(end), comma, encode(rows(comma, end))] as const,
          ),
        ),
      ),
    )('in %s, lines ended by %s, cells separated by %s', async (_encoding, _end, _comma, file) => {
      const { problems } = await importing(store, { 'customers.csv': file });

      expect(problems.map((problem) => problem.split(' ').slice(0, 2).join(' '))).toEqual([
        'customers.csv:5 seats:',
        'customers.csv:6 seats:',
        'customers.csv:9 seats:',
      ]);
    });

    it.each(encodings)('in %s however the chunks of a large file fall', async (_encoding, encode) => {
      const lines = [CUSTOMERS];
      for (let n = 2; n <= 3_000; n++)
        lines.push(customer(`"Line\r\n${n}, Ü€"`, n % 1_000 === 0 ? 'bad' : '1', n));

      const { problems } = await importing(store, { 'customers.csv': encode(lines.join('\r\n')) });

      expect(problems.map((problem) => problem.split(' ')[0])).toEqual(
        [1_000, 2_000, 3_000].map((n) => `customers.csv:${2 + (n - 2) * 2}`),
      );
    });
  });

  it('of a file in UTF-16 without a mark are one, which says so', async () => {
    const file = Buffer.from(csv(CUSTOMERS, customer()), 'utf16le');

    expect((await importing(store, { 'customers.csv': file })).problems).toEqual([
      expect.stringMatching(/^customers\.csv:1 header: .*UTF-16 without a byte order mark/),
    ]);
  });

  it.each<[string, (path: string) => void, string | RegExp]>([
    ['a folder', (path) => mkdirSync(path), /is a folder/],
    ['a link to a folder', (path) => symlinkSync(temporaryFolder(), path), /is a folder/],
    ['a link that leads nowhere', (path) => symlinkSync('gone.csv', path), /leads to nothing/],
    ['a link to itself', (path) => symlinkSync('usage.csv', path), /leads to nothing/],
    ['a pipe', (path) => spawnSync('mkfifo', [path]), /is not a file/],
  ])('name %s in the place of a file, and nothing of any file is stored', async (_case, make, message) => {
    const folder = folderOf({ 'customers.csv': csv(CUSTOMERS, customer()), 'knowledge/x.md': 'x' });
    rmSync(join(folder, 'knowledge/x.md'));
    make(join(folder, 'usage.csv'));
    if (_case !== 'a link to itself') make(join(folder, 'knowledge/x.md'));

    const { problems } = await importing(store, folder);

    expect(problems[0]).toMatch(/^usage\.csv:1 customerId: /);
    expect(problems.every((problem) => problem.search(message) > 0)).toBe(true);
    expect(problems).toHaveLength(_case === 'a link to itself' ? 1 : 2);
    expect(await contentOf(store)).toEqual([]);
  });

  it('are none where a link leads to a file', async () => {
    const folder = folderOf({ 'elsewhere/real.csv': csv(CUSTOMERS, customer()) });
    symlinkSync(join(folder, 'elsewhere/real.csv'), join(folder, 'customers.csv'));

    expect((await importing(store, folder)).counts).toEqual({ 'customers.csv': '1/0/0/0' });
  });

  it('say so when the folder holds nothing to import', async () => {
    const { problems } = await importing(store, { 'partner.csv': 'a typo' });

    expect(problems).toEqual([expect.stringMatching(/holds none of the files that can be imported$/)]);
  });
});

describe('a column that is absent', () => {
  it('is as good as empty cells where these may be empty, and missing where they may not', async () => {
    const { counts, problems } = await importing(store, {
      'partners.csv': csv(
        'partnerId,globalId,name,tenantId,country,referralReady',
        `100210,4021,Contoso,${TENANT},US,true`,
      ),
      'contacts.csv': csv('tenantId,name,email,partnerId', `${TENANT},Dana,dana@contoso.test,100210`),
      'operators.csv': csv('tenantId,name,email', `${TENANT},Sam,sam@porter.test`),
      'metrics.csv': csv('globalId,asOf,area,metric,value', '4021,2026-10-20,security,deployments,3'),
      'usage.csv': csv('customerId,target,date,partnerId', `${CUSTOMER},teams,2026-10-01,100210`),
    });
    const missing = await importing(store, {
      'metrics.csv': csv('globalId,asOf,area', '4021,2026-10-20,security'),
    });

    expect(problems).toEqual([]);
    expect(Object.values(counts)).toEqual(Array<string>(5).fill('1/0/0/0'));
    expect(missing.problems).toEqual([
      'metrics.csv:1 metric: the column is missing',
      'metrics.csv:1 value: the column is missing',
    ]);
  });

  it('leaves what is stored, in every kind of file', async () => {
    const full = {
      'partners.csv': csv(PARTNERS, location()),
      'subscriptions.csv': csv(SUBSCRIPTIONS, subscription('100210')),
      'contacts.csv': csv(
        'tenantId,aadObjectId,name,email,partnerId,program,role,poc,incentiveRole',
        `${TENANT},,Dana,dana@contoso.test,100210,FRP,program-admin,primary,incentive-admin`,
      ),
      'operators.csv': csv('tenantId,aadObjectId,name,email', `${TENANT},${DANA},Sam,sam@porter.test`),
      'usage.csv': csv(
        'customerId,target,date,partnerId,association,activeUsers,seats,acr',
        `${CUSTOMER},teams,2026-10-01,100210,,5,10,`,
      ),
    };
    await importing(store, full, { baseline: true });
    const before = await contentOf(store);

    const { counts } = await importing(store, {
      'partners.csv': csv(
        'partnerId,globalId,name,tenantId,country,referralReady',
        `100210,4021,Contoso (US),${TENANT},US,true`,
      ),
      'subscriptions.csv': csv(
        'subscriptionId,customerId,product,licensing,status',
        `${SUBSCRIPTION},${CUSTOMER},azure,EA,active`,
      ),
      'contacts.csv': csv(
        'tenantId,name,email,partnerId,program',
        `${TENANT},Dana,dana@contoso.test,100210,FRP`,
      ),
      'operators.csv': csv('tenantId,aadObjectId,name', `${TENANT},${DANA},Sam`),
      'usage.csv': csv('customerId,target,date,partnerId', `${CUSTOMER},teams,2026-10-01,100210`),
    });

    expect(Object.values(counts)).toEqual(Array<string>(5).fill('0/0/1/0'));
    expect(await contentOf(store)).toEqual(before);
  });
});

describe('importing twice', () => {
  it('changes nothing the second time, and the sample is imported without a warning', async () => {
    const first = await importing(store, SAMPLE);
    const before = await contentOf(store);
    const second = await importing(store, SAMPLE, { now: inDays(1) });

    expect(first).toMatchObject({ problems: [], warnings: [] });
    expect(Object.values(first.counts).every((counts) => /^[1-9]\d*\/0\/0\/0$/.test(counts))).toBe(true);
    expect(Object.values(second.counts).every((counts) => /^0\/0\/[1-9]\d*\/0$/.test(counts))).toBe(true);
    expect(await contentOf(store)).toEqual(before);
  });

  it('takes unknown columns with a warning, and the same row again within a file as one', async () => {
    const { counts, warnings } = await importing(store, {
      'customers.csv': csv(`${CUSTOMERS},colour`, `${customer()},red`, `${customer()},blue`),
      'scores.csv': 'an export',
    });

    expect(counts).toEqual({ 'customers.csv': '1/0/1/0' });
    expect(warnings).toEqual([
      'customers.csv: unknown column "colour" is ignored',
      'scores.csv: not a file of the import, ignored',
    ]);
  });

  it('takes another spelling of the same for no change', async () => {
    const claim = (submitted: string) => `C-1,100210,${CUSTOMER},usage-only,teams,approved,${submitted}`;
    await importing(store, { 'claims.csv': csv(CLAIMS, claim('2026-03-02')) });
    const { counts } = await importing(store, {
      'claims.csv': csv(CLAIMS, claim('2026-03-02T00:00:00.000Z')),
    });

    expect(counts).toEqual({ 'claims.csv': '0/0/1/0' });
  });

  it.each([2, 3, 10, 20, 30, 40, 60, 90, 130])('completes one that died at commit %i', async (dieAt) => {
    const whole = await openSqlite({ folder: ':memory:' });
    await importing(whole, SAMPLE);

    await expect(importing(dyingAt(store, dieAt), SAMPLE)).rejects.toThrow('the power went out');
    await importing(store, SAMPLE);

    expect(await contentOf(store)).toEqual(await contentOf(whole));
    await whole.close();
  });

  it('counts without storing in a dry run', async () => {
    await importing(store, { 'customers.csv': csv(CUSTOMERS, customer(), customer('B', '1', 2)) });
    const before = await contentOf(store);

    const { counts } = await importing(
      store,
      {
        'customers.csv': csv(
          `${CUSTOMERS},state`,
          `${customer('New')},`,
          `${customer('B', '1', 2)},removed`,
          `${customer('C', '1', 3)},`,
        ),
      },
      { dryRun: true },
    );

    expect(counts).toEqual({ 'customers.csv': '1/1/0/1' });
    expect(await contentOf(store)).toEqual(before);
  });
});

describe('what was decided since', () => {
  const claims = (status: string, target = 'teams') =>
    ({
      'claims.csv': csv(CLAIMS, `C-1,100210,${CUSTOMER},usage-only,${target},${status},2026-03-02`),
    }) as const;

  it('stays when the row says what it said before, and goes when its own cell differs', async () => {
    await importing(store, claims('submitted'));
    const partition = partitions.customer(CUSTOMER);
    const stored = await documents.get(ClaimDocument, partition, 'claim:C-1');
    if (stored === undefined) throw new Error('no claim');
    await documents.commit(partition, [
      replace(ClaimDocument, stored, { ...stored.value, status: 'rejected', reason: 'insufficient-poe' }),
    ]);

    await importing(store, claims('submitted', 'yammer'));
    const kept = await find(ClaimDocument, partition, 'claim:C-1');
    await importing(store, claims('rejected', 'yammer'));
    const repeated = await find(ClaimDocument, partition, 'claim:C-1');
    await importing(store, claims('approved', 'yammer'));
    const overruled = await find(ClaimDocument, partition, 'claim:C-1');

    expect(kept).toMatchObject({ status: 'rejected', reason: 'insufficient-poe', target: 'yammer' });
    expect(repeated).toEqual(kept);
    expect(overruled).toMatchObject({ status: 'approved', reason: '' });
  });

  it('stays for a location: pause and counters are no business of an import', async () => {
    await importing(store, { 'partners.csv': csv(PARTNERS, location()) });
    const stored = await documents.get(LocationDocument, partitions.directory, US);
    if (stored === undefined) throw new Error('no location');
    const since = { pausedUntil: inDays(3), received: 4, receivedAllTime: 9, lastOfferedAt: noon };
    await documents.commit(partitions.directory, [
      replace(LocationDocument, stored, { ...stored.value, ...since }),
    ]);

    await importing(store, { 'partners.csv': csv(PARTNERS, location('100210', 'Renamed')) });

    expect(await find(LocationDocument, partitions.directory, US)).toMatchObject({
      ...since,
      name: 'Renamed',
      countries: ['US', 'CA'],
      order: 100_210,
    });
  });

  it('wins over an import that read before it: the row is looked at again', async () => {
    await importing(store, { 'partners.csv': csv(PARTNERS, location()) });

    await importing(
      interrupted(store, async () => {
        const stored = await documents.get(LocationDocument, partitions.directory, US);
        if (stored === undefined) throw new Error('no location');
        const paused = { ...stored.value, pausedUntil: inDays(3) };
        await documents.commit(partitions.directory, [replace(LocationDocument, stored, paused)]);
      }),
      { 'partners.csv': csv(PARTNERS, location('100210', 'Renamed')) },
    );

    expect(await find(LocationDocument, partitions.directory, US)).toMatchObject({
      name: 'Renamed',
      pausedUntil: inDays(3),
    });
  });
});

describe('partners, memberships and specializations', () => {
  const memberships = csv(MEMBERSHIPS, '100210,FRP,2027-03-31,', '100210,CM,2027-03-31,2026-12-31');
  const specializations = csv(
    'globalId,workload,expires',
    '4021,teams,2028-01-31',
    '4021,exchange,2028-01-31',
  );
  const projected = {
    programs: ['CM', 'FRP'],
    memberships: [
      { program: 'CM', anniversary: '2027-03-31', ends: '2026-12-31' },
      { program: 'FRP', anniversary: '2027-03-31', ends: null },
    ],
    endorsed: ['exchange', 'teams'],
  };

  it('meet in the location, in whatever order they come', async () => {
    await importing(store, { 'memberships.csv': memberships, 'specializations.csv': specializations });
    await importing(store, { 'partners.csv': csv(PARTNERS, location()) });
    await importing(store, { 'partners.csv': csv(PARTNERS, location('200210')) });
    await importing(store, {
      'specializations.csv': csv('globalId,workload,expires,state', '4021,teams,,removed'),
    });

    expect(await find(LocationDocument, partitions.directory, US)).toMatchObject({
      ...projected,
      endorsed: ['exchange'],
    });
    expect(await find(LocationDocument, partitions.directory, '200210')).toMatchObject({
      programs: [],
      endorsed: ['exchange'],
    });
  });

  it('serve a tenant as long as a location or an operator of it is there', async () => {
    const operators = 'tenantId,aadObjectId,name,email,state';
    const pointer = () => find(PointerDocument, partitions.pointer('tenant', TENANT), 'tenant');
    await importing(store, {
      'partners.csv': csv(PARTNERS, location()),
      'operators.csv': csv(operators, `${TENANT},${LEE},Lee,lee@contoso.test,`),
    });
    const person = () => find(PersonDocument, partitions.person(personIdOf(TENANT, LEE)), 'person');
    expect(await person()).toMatchObject({ operator: true, standings: [], name: 'Lee' });

    await importing(store, { 'partners.csv': csv(`${PARTNERS},state`, `${location()},removed`) });
    expect(await pointer()).toEqual({ to: TENANT });

    await importing(store, { 'operators.csv': csv(operators, `${TENANT},${LEE},,,removed`) });
    expect(await pointer()).toBeUndefined();
    expect(await person()).toMatchObject({ operator: false });
    expect(await all(OperatorDocument, partitions.program('operators'))).toEqual([]);
  });
});

describe('contacts', () => {
  const PARTITION = partitions.partner(US);
  const contactsCsv = (...rows: readonly string[]) => ({ 'contacts.csv': csv(CONTACTS, ...rows) });
  const removal = (...rows: readonly string[]) => ({
    'contacts.csv': csv(`${CONTACTS},state`, ...rows.map((row) => `${row},removed`)),
  });

  it.each([
    ['primary', '', 'program-admin'],
    ['accounting', '', 'program-admin'],
    ['payment', '', null],
    ['', '', null],
    ['payment', 'statement-admin', 'statement-admin'],
    ['primary', 'program-member', 'program-member'],
  ])('of point of contact "%s" and role "%s" get %s', async (poc, role, expected) => {
    await importing(store, contactsCsv(contact(DANA, 'dana@contoso.test', 'FRP', role, poc)));

    expect(await find(ContactDocument, PARTITION, `contact:FRP:${DANA}`)).toMatchObject({ role: expected });
  });

  it('keep the highest of several roles, and the lesser ones are audited once', async () => {
    const rows = contactsCsv(
      contact(DANA, 'dana@contoso.test', 'FRP', 'program-member'),
      contact(LEE, 'lee@contoso.test', 'FRP', 'program-member'),
      contact(DANA, 'dana@contoso.test', 'FRP', '', 'accounting'),
      contact('', 'Dana@Contoso.test', 'FRP', 'statement-admin', 'payment', 'incentive-user'),
      contact(DANA, 'dana@contoso.test', 'CM', 'program-member'),
    );
    const first = await importing(store, rows);
    const second = await importing(store, rows, { now: inDays(1) });

    expect(first.counts).toEqual({ 'contacts.csv': '3/0/2/0' });
    expect(second.counts).toEqual({ 'contacts.csv': '0/0/5/0' });
    const contacts = await all(ContactDocument, PARTITION);
    expect(contacts.map(({ id }) => id)).toEqual([
      `contact:CM:${DANA}`,
      `contact:FRP:${DANA}`,
      `contact:FRP:${LEE}`,
    ]);
    expect(contacts[1]?.value).toMatchObject({
      role: 'program-admin',
      incentiveRole: 'incentive-user',
      pocs: ['accounting', 'payment'],
    });
    expect((await all(AuditDocument, PARTITION)).map(({ value }) => value)).toEqual([
      {
        at: noon,
        actor: 'import',
        action: 'import.contact',
        subject: '100210/FRP',
        outcome: 'done',
        detail: `contact:FRP:${DANA}: kept program-admin, took away program-member, statement-admin`,
      },
    ]);
  });

  it('make a person known, once, with where they stand, and keep what the bot learnt of them', async () => {
    await importing(store, contactsCsv(contact(DANA, 'dana@contoso.test', 'FRP', 'program-admin')));
    const personId = personIdOf(TENANT, DANA);
    const partition = partitions.person(personId);
    const stored = await documents.get(PersonDocument, partition, 'person');
    if (stored === undefined) throw new Error('no person');
    expect(stored.value).toMatchObject({
      email: 'dana@contoso.test',
      locale: 'en-GB',
      standings: [{ partnerId: US, globalId: null }],
    });
    const learnt = { name: 'Dana O.', locale: 'de-DE', welcomedAt: noon };
    await documents.commit(partition, [replace(PersonDocument, stored, { ...stored.value, ...learnt })]);

    await importing(store, {
      'partners.csv': csv(PARTNERS, location()),
      ...contactsCsv(
        contact(DANA, 'dana@contoso.test', 'FRP', 'program-admin'),
        contact(DANA, 'dana@contoso.test', 'CM', 'program-admin'),
      ),
    });

    expect(await find(PersonDocument, partition, 'person')).toMatchObject({
      ...learnt,
      standings: [{ partnerId: US, globalId: '4021' }],
    });
  });

  it('known by address alone wait under it, and are found again once bound in chat', async () => {
    const row = (role: string) => contactsCsv(contact('', 'Pat@contoso.test', 'FRP', role));
    await importing(store, row('program-member'));
    const id = `contact:FRP:mail-${mailKey(TENANT, 'pat@contoso.test')}`;
    expect(
      await all(PointerDocument, partitions.pointer('mail', mailKey(TENANT, 'PAT@contoso.test'))),
    ).toMatchObject([{ id: '100210:FRP', value: { to: id } }]);
    const stored = await documents.get(ContactDocument, PARTITION, id);
    if (stored === undefined) throw new Error('no contact');
    const personId = personIdOf(TENANT, LEE);
    await documents.commit(PARTITION, [
      replace(ContactDocument, stored, { ...stored.value, aadObjectId: LEE, personId }),
    ]);

    const same = await importing(store, row('program-member'));
    const higher = await importing(store, row('program-admin'));

    expect([same.counts, higher.counts]).toEqual([
      { 'contacts.csv': '0/0/1/0' },
      { 'contacts.csv': '0/1/0/0' },
    ]);
    expect((await all(ContactDocument, PARTITION)).map(({ value }) => value)).toMatchObject([
      { aadObjectId: LEE, personId, role: 'program-admin' },
    ]);
  });

  it('move to their object id when a row brings it, and keep what was decided in chat', async () => {
    await importing(store, contactsCsv(contact('', 'lee@contoso.test', 'FRP', 'program-member')));
    const [waiting] = await all(ContactDocument, PARTITION);
    if (waiting === undefined) throw new Error('no contact');
    await documents.commit(PARTITION, [
      replace(ContactDocument, waiting, { ...waiting.value, role: 'statement-admin' }),
    ]);

    const { counts } = await importing(
      store,
      contactsCsv(contact(LEE, 'lee@contoso.test', 'FRP', 'program-member')),
    );

    expect(counts).toEqual({ 'contacts.csv': '0/1/0/0' });
    expect(await all(ContactDocument, PARTITION)).toMatchObject([
      { id: `contact:FRP:${LEE}`, value: { aadObjectId: LEE, role: 'statement-admin' } },
    ]);
    expect(
      await all(PointerDocument, partitions.pointer('mail', mailKey(TENANT, 'lee@contoso.test'))),
    ).toEqual([]);
  });

  it('are not mixed up with the same address in another tenant', async () => {
    const other = contact('', 'lee@contoso.test', 'FRP', '').replace(
      TENANT,
      '22222222-2222-4222-8222-222222222222',
    );
    await importing(store, contactsCsv(contact(LEE, 'lee@contoso.test', 'FRP', ''), other));

    expect(await all(ContactDocument, PARTITION)).toHaveLength(2);
  });

  it('leave the entry alone of whoever had the address before', async () => {
    await importing(store, contactsCsv(contact(DANA, 'desk@contoso.test', 'FRP', 'program-admin')));
    await importing(store, contactsCsv(contact(LEE, 'desk@contoso.test', 'FRP', 'program-member')));

    expect(
      (await all(ContactDocument, PARTITION)).map(({ value }) => [value.aadObjectId, value.role]),
    ).toEqual([
      [DANA, 'program-admin'],
      [LEE, 'program-member'],
    ]);
  });

  it('have no role outside the programmes, where only an incentive role counts', async () => {
    await importing(
      store,
      contactsCsv(contact(LEE, 'lee@contoso.test', '', 'program-admin', '', 'incentive-user')),
    );

    expect(await find(ContactDocument, PARTITION, `contact:none:${LEE}`)).toMatchObject({
      program: null,
      role: null,
      incentiveRole: 'incentive-user',
    });
  });

  it('that are removed lose their standing with the last entry, and a membership without an admin is warned of', async () => {
    const frp = contact(DANA, 'dana@contoso.test', 'FRP', 'program-admin');
    const cm = contact(DANA, 'dana@contoso.test', 'CM', 'program-admin');
    const mail = contact('', 'pat@contoso.test', 'CM', 'program-admin');
    await importing(store, contactsCsv(frp, cm, mail));
    const standings = async () =>
      (await find(PersonDocument, partitions.person(personIdOf(TENANT, DANA)), 'person'))?.standings;

    const first = await importing(store, removal(frp));
    expect(await standings()).toHaveLength(1);
    const second = await importing(store, removal(cm, mail));
    const third = await importing(store, removal(cm, mail));

    expect([first.counts, second.counts, third.counts]).toEqual([
      { 'contacts.csv': '0/0/0/1' },
      { 'contacts.csv': '0/0/0/2' },
      { 'contacts.csv': '0/0/2/0' },
    ]);
    expect(await standings()).toEqual([]);
    expect([first.warnings, second.warnings]).toEqual([
      ['the FRP membership of 100210 has no program-admin any more'],
      ['the CM membership of 100210 has no program-admin any more'],
    ]);
    expect(
      await all(PointerDocument, partitions.pointer('mail', mailKey(TENANT, 'pat@contoso.test'))),
    ).toEqual([]);
  });
});

describe('subscriptions', () => {
  const PARTITION = partitions.customer(CUSTOMER);
  const rows = (dpor: string) => ({ 'subscriptions.csv': csv(SUBSCRIPTIONS, subscription(dpor)) });
  const stored = () => find(SubscriptionDocument, PARTITION, `subscription:${SUBSCRIPTION}`);
  const changes = async () => (await all(DporChangeDocument, PARTITION)).map(({ value }) => value);

  it('that are new have a holder since an unknown time', async () => {
    await importing(store, rows('100210'));

    expect(await stored()).toMatchObject({ dporPartnerId: US, dporChangedAt: null });
    expect(await changes()).toEqual([]);
    expect(
      await find(PointerDocument, partitions.pointer('subscription', SUBSCRIPTION), 'subscription'),
    ).toEqual({
      to: CUSTOMER,
    });
  });

  it('whose holder differs changed it at the time of the import', async () => {
    await importing(store, rows('100210'));
    await importing(store, rows(''), { now: inDays(1) });
    await importing(store, rows(''), { now: inDays(2) });

    expect(await stored()).toMatchObject({ dporPartnerId: null, dporChangedAt: inDays(1) });
    expect(await changes()).toEqual([
      {
        subscriptionId: SUBSCRIPTION,
        customerId: CUSTOMER,
        previousPartnerId: US,
        partnerId: null,
        changedAt: inDays(1),
        changedBy: null,
        source: 'import',
        key: 'import-100210-none',
      },
    ]);
  });

  it('whose holder differs in a baseline are taken over without a change', async () => {
    await importing(store, rows('100210'));
    await importing(store, rows('200310'), { baseline: true });

    expect(await stored()).toMatchObject({ dporPartnerId: '200310', dporChangedAt: null });
    expect(await changes()).toEqual([]);
  });
});

describe('figures and kept rows', () => {
  it('keep several rows of one metric, and take the same value for the same row', async () => {
    const row = (value: number, association = '') =>
      `4021,2026-10-20,modern-work,,deployments,${association},${value}`;
    const { counts } = await importing(store, {
      'metrics.csv': csv(METRICS, row(3), row(5), row(3), row(-1, 'cpor')),
    });

    expect(counts).toEqual({ 'metrics.csv': '3/0/1/0' });
    const metrics = await all(MetricDocument, partitions.account(GlobalId.parse('4021')));
    expect(metrics.map(({ id, value }) => [id, value.value])).toEqual([
      ['metric:2026-10-20:modern-work:both:deployments:any', 3],
      ['metric:2026-10-20:modern-work:both:deployments:any:2', 5],
      ['metric:2026-10-20:modern-work:both:deployments:cpor', -1],
    ]);
  });

  describe('of Business Applications, whose track is assigned', () => {
    const row = (track: string, asOf: string, metric: string, state = '') =>
      `4021,${asOf},business-applications,${track},${metric},,4,${state}`;
    const importingRows = (...rows: string[]) =>
      importing(store, { 'metrics.csv': csv(`${METRICS},state`, ...rows) });
    const [october, november] = ['2026-10-20', '2026-11-05'];

    it.each<[string, string[], string[]]>([
      ['on one day', [row('smb', october, 'deployments'), row('enterprise', october, 'usage-growth')], ['3']],
      [
        'as the latest of two metrics',
        [row('smb', november, 'intermediate-certifications'), row('enterprise', october, 'deployments')],
        ['3'],
      ],
    ])('are refused for both tracks %s', async (_case, rows, lines) => {
      const { problems } = await importingRows(...rows);

      expect(problems.map((problem) => problem.split(' ').slice(0, 2).join(' '))).toEqual(
        lines.map((line) => `metrics.csv:${line} track:`),
      );
      expect(await contentOf(store)).toEqual([]);
    });

    it('are refused beside stored ones of that day, unless the file takes those away', async () => {
      await importingRows(row('smb', october, 'deployments'));
      const second = await importingRows(row('enterprise', october, 'usage-growth'));
      const corrected = await importingRows(
        row('enterprise', october, 'usage-growth'),
        row('smb', october, 'deployments', 'removed'),
      );

      expect(second.problems).toMatchObject([expect.stringContaining('metrics.csv:2 track:')]);
      expect(corrected.counts).toEqual({ 'metrics.csv': '1/0/0/1' });
    });

    it('may have had another track before, and may name none', async () => {
      const history = [row('smb', '2026-09-20', 'deployments'), row('enterprise', october, 'deployments')];
      const { problems } = await importingRows(...history, row('', october, 'usage-growth'));

      expect(problems).toEqual([]);
    });
  });

  it('are changed and removed by their key', async () => {
    const head = 'customerId,target,date,partnerId,association,activeUsers,seats,acr,state';
    const row = (users: number | '', state = '') =>
      `${CUSTOMER},teams,2026-10-01,100210,cpor,${users},1250,,${state}`;
    const steps = [row(10), row(11), row(11), row('', 'removed'), row('', 'removed')];
    const counts: unknown[] = [];
    for (const step of steps)
      counts.push((await importing(store, { 'usage.csv': csv(head, step) })).counts['usage.csv']);

    expect(counts).toEqual(['1/0/0/0', '0/1/0/0', '0/0/1/0', '0/0/0/1', '0/0/1/0']);
    expect(await all(RowDocument, partitions.customer(CUSTOMER))).toEqual([]);
  });

  it('keep knowledge with its source, and remove it by its front matter', async () => {
    const entry = (state = '') =>
      `---\ntitle: "A: b"\nsource: Somewhere\ndate: 2026-01-01\n${state}---\n\nText\n`;
    await importing(store, { 'knowledge/x.md': entry() });
    const [kept] = await all(RowDocument, partitions.program('knowledge'));
    const { counts } = await importing(store, { 'knowledge/x.md': entry('state: removed\n') });

    expect(kept?.value.cells).toEqual({
      name: 'x.md',
      title: 'A: b',
      source: 'Somewhere',
      date: '2026-01-01',
      kind: '',
      questions: '',
      text: 'Text',
    });
    expect(counts).toEqual({ 'knowledge/x.md': '0/0/0/1' });
  });

  it('take a formula back that an export quoted', async () => {
    await importing(store, { 'customers.csv': csv(CUSTOMERS, customer("'=1+1"), customer("'=1+1", '5', 2)) });

    expect(await find(CustomerDocument, partitions.customer(CUSTOMER), 'customer')).toMatchObject({
      name: '=1+1',
    });
  });
});

describe('the sample', () => {
  it('gives the referral of Tailspin Toys to Contoso US, and to Fabrikam US after it', async () => {
    await importing(store, SAMPLE);
    const request = {
      kind: 'benefit',
      country: 'US',
      language: 'en',
      industry: 'retail',
      seats: 1_250,
      workloads: ['teams', 'exchange'],
      letGo: [],
      leftOut: [],
    } as const;
    const locations = (await all(LocationDocument, partitions.directory)).map(({ value }) => value);
    const claims = (await all(ClaimDocument, partitions.customer(CUSTOMER))).map(({ value }) => value);

    expect(claims).toMatchObject([{ partnerId: US, status: 'approved', target: 'teams' }]);
    for (const now of [noon, inDays(400)]) {
      const eligible = locations.filter((one) => firstFailed(one, request, now) === undefined);
      expect(eligible.map(({ partnerId }) => partnerId)).toEqual(['100210', '200310']);
    }
  });
});

describe('the command', () => {
  const run = (args: readonly string[], data: string) =>
    spawnSync(process.execPath, [join(import.meta.dirname, '../../src/cli/import.ts'), ...args], {
      encoding: 'utf8',
      env: { ...process.env, PORTER_DATA: data, COSMOS_ENDPOINT: '' },
    });

  it('prints the counts and ends with 0, names bad rows and ends with 1', () => {
    const data = temporaryFolder();
    const good = folderOf({ 'customers.csv': csv(CUSTOMERS, customer()) });
    const bad = folderOf({ 'customers.csv': csv(CUSTOMERS, customer('x', 'many')) });

    expect(run([good], data)).toMatchObject({
      status: 0,
      stdout: 'customers.csv  1 created, 0 changed, 0 left, 0 removed\nDone.\n',
      stderr: '',
    });
    const failed = run([bad], data);
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain('customers.csv:2 seats: must be a whole number of at least 0\n');
    expect(failed.stderr).toContain('Nothing was stored.');
  });

  it('works while another process has the store open and writes', async () => {
    const data = temporaryFolder();
    const bot = await openSqlite({ folder: data });
    const folder = folderOf({ 'customers.csv': csv(CUSTOMERS, customer()) });

    const { status } = run([folder], data);

    expect(status).toBe(0);
    expect(
      await documentsOn(bot).get(CustomerDocument, partitions.customer(CUSTOMER), 'customer'),
    ).toBeDefined();
    await bot.close();
  });

  it('says in one line when the data folder cannot be used', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const good = folderOf({ 'customers.csv': csv(CUSTOMERS, customer()) });

    expect(run([good], join(file, 'data'))).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^Stopped: cannot open the data folder .*\n$/),
    });
  });
});

/** The store, with the power going out at the n-th commit of any kind. */
function dyingAt(inner: DocumentStore, n: number): DocumentStore {
  let commits = 0;
  const tick = () => {
    if (++commits >= n) throw new Error('the power went out');
  };
  return {
    ...inner,
    commit(partition, writes) {
      tick();
      return inner.commit(partition, writes);
    },
    async *commitMany(batches) {
      let index = 0;
      for await (const batch of batches) {
        tick();
        for await (const outcome of inner.commitMany([batch])) yield { ...outcome, index };
        index++;
      }
    },
  };
}

/** The store, with somebody else writing just before the first group is committed. */
function interrupted(inner: DocumentStore, somebody: () => Promise<void>): DocumentStore {
  let done = false;
  return {
    ...inner,
    async *commitMany(batches) {
      const given: Batch[] = [];
      for await (const batch of batches) given.push(batch);
      if (!done) {
        done = true;
        await somebody();
      }
      yield* inner.commitMany(given);
    },
  };
}
