import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  EVERYWHERE,
  OF_CUSTOMERS,
  OF_DELEGATIONS,
  columnNamed,
} from '../../src/cli/import/foreign-columns.ts';
import { CustomerId } from '../../src/domain/shared/ids.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { documentsOn } from '../../src/store/documents.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { CustomerDocument } from '../../src/usecases/associations/documents.ts';
import { RowDocument } from '../../src/usecases/imports/documents.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { MetricDocument } from '../../src/usecases/scores/documents.ts';
import { importing, removeFolders } from '../support/csv-folder.ts';

const CUSTOMER = CustomerId.parse('c0000000-0000-4000-8000-000000000001');
const TENANT = '11111111-1111-4111-8111-111111111111';
const PEOPLE = 'globalId,tenantId,email,name,learnLinked,certification,level,expires';
const csv = (...lines: readonly string[]) => `${lines.join('\n')}\n`;

let store: DocumentStore;
beforeEach(async () => {
  store = await openSqlite({ folder: ':memory:' });
});
afterEach(() => store.close());
afterAll(removeFolders);

describe('files of other tools', () => {
  it('bring the customers that Partner Center exports', async () => {
    const file = csv(
      'Microsoft ID,Company name,Primary domain name,Relationship',
      `${CUSTOMER.toUpperCase()},Tailspin Toys,tailspin.test,Cloud Reseller`,
    );
    const { counts, problems } = await importing(store, { 'customers.csv': file });

    expect({ counts, problems }).toEqual({ counts: { 'customers.csv': '1/0/0/0' }, problems: [] });
    const stored = await documentsOn(store).get(CustomerDocument, partitions.customer(CUSTOMER), 'customer');
    expect(stored?.value).toMatchObject({ name: 'Tailspin Toys', domain: 'tailspin.test' });
  });

  it('bring granular admin relationships, which have no kind of their own, and watch their end', async () => {
    const file = csv(
      'MPN ID;customer.tenantId;displayName;status;activatedDateTime;endDateTime',
      `1001;${CUSTOMER};Support;active;2026-01-02T10:00:00.1234567Z;2028-01-02T10:00:00Z`,
    );
    const { problems } = await importing(store, { 'delegations.csv': file });

    expect(problems).toEqual([]);
    const documents = documentsOn(store);
    const rows = await documents.list(RowDocument, partitions.customer(CUSTOMER), { limit: 9 });
    expect(rows.items.map(({ value }) => value.cells)).toMatchObject([
      { partnerId: '1001', kind: 'gdap', expires: '2028-01-02T10:00:00Z' },
    ]);
    const jobs = await documents.list(JobDocument, partitions.customer(CUSTOMER), { limit: 9 });
    expect(jobs.items.map(({ value }) => value.task)).toMatchObject([
      { task: 'delegation.watch', delegation: 'gdap', expires: '2028-01-02' },
    ]);
    expect((await importing(store, { 'delegations.csv': file })).counts).toEqual({
      'delegations.csv': '0/0/1/0',
    });
  });

  it('still need the location that no tool knows', async () => {
    const file = csv('customerTenantId,endDateTime', `${CUSTOMER},2028-01-02`);
    const { problems } = await importing(store, { 'delegations.csv': file });

    expect(problems).toEqual(['delegations.csv:1 partnerId: the column is missing']);
  });

  it('may name an area by its competency, and the PartnerID as it was called', async () => {
    const file = csv(
      'globalId,asOf,area,track,metric,association,value',
      '4021,2026-10-20,Gold Cloud Platform,,net-customer-adds,pal,2',
      '4021,2026-10-20,Data & AI,,net-customer-adds,pal,1',
    );
    const { problems } = await importing(store, { 'metrics.csv': file });

    expect(problems).toEqual([]);
    const found = await Array.fromAsync(documentsOn(store).scan(MetricDocument, 'accounts'));
    expect(found.map(({ value }) => value.area).sort()).toEqual(['data-ai', 'infrastructure']);
  });

  it('are read by Porter’s own column where both are there, and of two others by the first', () => {
    expect(columnNamed('MPN ID', ['MPN ID', 'partnerId'])).toBe('MPN ID');
    const headers = ['startDateTime', 'activatedDateTime'];
    expect(headers.map((header) => columnNamed(header, headers, OF_DELEGATIONS))).toEqual([
      'since',
      'activatedDateTime',
    ]);
  });

  it('stand in the documentation, each header of them', () => {
    const documented = readFileSync(join(import.meta.dirname, '../../docs/imports.md'), 'utf8').toLowerCase();
    const headers = [EVERYWHERE, OF_CUSTOMERS, OF_DELEGATIONS].flatMap((foreign) => Object.keys(foreign));

    expect(headers.filter((header) => !documented.includes(`\`${header}\``))).toEqual([]);
  });
});

describe('certified people of a file', () => {
  const linked = (globalId: string, isLinked = true) =>
    `${globalId},${TENANT},dana@contoso.test,Dana,${isLinked},AZ-104,intermediate,2027-01-01`;

  it('are linked to one organisation', async () => {
    const { problems } = await importing(store, {
      'people.csv': csv(PEOPLE, linked('4021'), linked('4022')),
    });

    expect(problems).toEqual([
      'people.csv:3 learnLinked: is true for 4021 as well: a person is linked to one organisation',
    ]);
  });

  it('may stand with another that they are not linked to', async () => {
    const { problems } = await importing(store, {
      'people.csv': csv(PEOPLE, linked('4021'), linked('4022', false)),
    });

    expect(problems).toEqual([]);
  });
});
