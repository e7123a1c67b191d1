import { afterAll, afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Answer } from '../../src/dialogs/speaking.ts';
import { newCustomer } from '../../src/domain/associations/customer.ts';
import { CustomerId } from '../../src/domain/shared/ids.ts';
import { customersNamed } from '../../src/usecases/associations/customer-names.ts';
import { nameCustomer } from '../../src/usecases/associations/name-customer.ts';
import { takeDporChange } from '../../src/usecases/associations/take-dpor-change.ts';
import { acceptEvents } from '../../src/usecases/events/accept.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import { reported } from '../support/associations.ts';
import {
  claimWorld,
  contoso,
  fabrikam,
  filledIn,
  newcomer,
  type ClaimWorld,
} from '../support/claim-world.ts';
import { importing, removeFolders } from '../support/csv-folder.ts';
import { person, seedPerson } from '../support/seed.ts';
import { CustomerDocument } from '../../src/usecases/associations/documents.ts';
import { OperatorDocument } from '../../src/usecases/memberships/documents.ts';
import { wording } from '../support/wording.ts';

const OPERATOR = 9;
const RECORDED = 'Wide World Importers';

let world: ClaimWorld;
beforeEach(async () => {
  world = await claimWorld();
  const one = person(OPERATOR, { operator: true });
  await seedPerson(world.context.documents, one);
  const { personId, tenantId, aadObjectId, name } = one;
  await world.context.documents.commit(partitions.program('operators'), [
    create(OperatorDocument, 'operator:9', { personId, tenantId, aadObjectId, name, email: '' }),
  ]);
});
afterEach(() => world.close());
afterAll(removeFolders);

const textOf = (answer: Answer | object) => JSON.stringify(answer);
async function claims(number: number, customerName: string): Promise<Answer> {
  const partnerId = number === 4 ? fabrikam : contoso;
  const customer = { customerId: '', customerTenantId: newcomer, customerName };
  const inputs = filledIn({ ...customer, partnerId, intent: `of-${number}-${customerName}` });
  const answer = await world.press(number, 'claim.submit', inputs);
  await world.runner.drain();
  return answer;
}
const claimsOf = async (number: number) => textOf(await world.press(number, 'claims.list'));
const queue = async () => textOf(await world.press(OPERATOR, 'claims.queue'));
const record = async () =>
  (await world.context.documents.get(CustomerDocument, partitions.customer(newcomer), 'customer'))?.value;

it('a name that a partner typed is its own: another names the customer itself, and sees nothing of it', async () => {
  await claims(1, 'Evil Corp');
  const unnamed = await claims(4, '');
  expect(textOf(unnamed)).toMatch(wording('claim-refusals.name-needed'));
  const answer = await claims(4, 'Wide World');

  expect(textOf(answer)).not.toContain('Evil');
  expect(await claimsOf(4)).toContain('Wide World');
  expect(await claimsOf(4)).not.toContain('Evil');
  expect(await claimsOf(1)).toContain('Evil Corp');
  expect(await record()).toBeUndefined();
  expect(await customersNamed(world.context.documents, 'Evil Corp')).toEqual([]);
});

it('a name that a partner typed reaches the operators as that partner’s word', async () => {
  await claims(1, 'Evil Corp');
  await claims(4, 'Wide World');

  expect(await queue()).toMatch(wording('claims.called-by-partner', { customer: 'Evil Corp' }));
  expect(await queue()).toMatch(wording('claims.called-by-partner', { customer: 'Wide World' }));
  const [claim] = await world.claims(newcomer);
  const card = textOf(await world.press(OPERATOR, 'claim.show', { claimId: claim?.claimId }));
  expect(card).toMatch(wording('claims.called-by-partner'));
});

it.each<[string, () => Promise<unknown>]>([
  [
    'an event about a partner of record',
    () => {
      const customer = { customerId: newcomer, name: RECORDED };
      return takeDporChange(world.context, reported({ customer }), 'event');
    },
  ],
  [
    'an event about a referral',
    () =>
      acceptEvents(world.context, [
        {
          source: 'crm',
          id: 'e1',
          type: 'porter.referral.received',
          time: null,
          data: {
            referralId: 'R-1',
            kind: 'standard',
            customer: {
              customerId: newcomer,
              name: RECORDED,
              country: 'US',
              language: 'en',
              industry: 'retail',
              seats: 10,
            },
            workloads: ['teams'],
            requestedAt: '2026-11-23T12:00:00Z',
          },
        },
      ]),
  ],
  [
    'an import',
    () =>
      importing(world.store, {
        'customers.csv': `customerId,name,domain,country,language,industry,seats\n${newcomer},${RECORDED},,,,,\n`,
      }),
  ],
])('%s names the customer for everybody', async (_case, name) => {
  await claims(1, 'Evil Corp');
  await claims(4, 'Wide World');
  await name();
  await world.runner.drain();

  expect(await record()).toMatchObject({ name: RECORDED });
  for (const said of [await claimsOf(1), await claimsOf(4), await queue()]) {
    expect(said).toContain(RECORDED);
    expect(said).not.toContain('Evil');
    expect(said).not.toMatch(wording('claims.called-by-partner'));
  }
});

it.each([
  ['the first event names it, once', false, RECORDED],
  ['what was imported stays', true, 'Evil Corp'],
])('a record that an earlier release made of a first claim: %s', async (_case, isImported, name) => {
  await claims(1, 'Evil Corp');
  const made = { ...newCustomer({ customerId: newcomer, name: 'Evil Corp' }), domain: 'evil.test' };
  await world.context.documents.commit(partitions.customer(newcomer), [
    create(CustomerDocument, 'customer', made, isImported ? { imported: { name: 'Evil Corp' } } : {}),
  ]);
  await nameCustomer(world.context, { customerId: newcomer, name: RECORDED });
  await nameCustomer(world.context, { customerId: newcomer, name: 'Another' });

  expect((await record())?.name).toBe(name);
  const found = await customersNamed(world.context.documents, RECORDED);
  expect(found.map(({ customer }) => customer.name)).toEqual(isImported ? [] : [RECORDED]);
});

it('a customer whose name nobody knows is called by the end of its id', async () => {
  const nobody = CustomerId.parse('c0000000-0000-4000-8000-0000000000aa');
  await world.press(1, 'claim.submit', filledIn({ customerId: nobody }));
  await world.runner.drain();

  expect(await claimsOf(1)).toMatch(wording('associations.customer-unnamed', { ending: '00aa' }));
});
