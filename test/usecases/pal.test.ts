import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CustomerId, GlobalId, PartnerId } from '../../src/domain/shared/ids.ts';
import { AssociationDocument, CustomerDocument } from '../../src/usecases/associations/documents.ts';
import { associationId } from '../../src/usecases/associations/ids.ts';
import { recordPal } from '../../src/usecases/associations/pal.ts';
import { AuditDocument } from '../../src/usecases/audit.ts';
import { RowDocument } from '../../src/usecases/imports/documents.ts';
import { rowId } from '../../src/usecases/imports/row-id.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import { showPortfolio } from '../../src/usecases/portfolio/show.ts';
import { tie } from '../support/association-cards.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { location, tailspin } from '../support/referrals.ts';
import { contact, person, seedLocation } from '../support/seed.ts';

const us = PartnerId.parse('1001');
const fr = PartnerId.parse('1002');
const foreign = CustomerId.parse('cccccccc-0000-4000-8000-00000000f00d');
const link = {
  partnerId: us,
  customerId: tailspin,
  credential: 'user',
  credentialId: 'Dana@Contoso.test',
} as const;

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld();
  const { documents } = world.context;
  for (const [partnerId, number] of [
    [us, 1],
    [fr, 2],
  ] as const) {
    await seedLocation(documents, location({ partnerId, globalId: GlobalId.parse('9000') }), [
      contact(partnerId, number, { role: 'program-member' }),
    ]);
  }
  await documents.commit(partitions.partner(us), [
    create(AssociationDocument, associationId(tailspin), {
      partnerId: us,
      customerId: tailspin,
      customerName: 'Tailspin',
      rank: 'tailspin',
      ties: [tie({ association: 'pal', target: 'user', product: '' }), tie({ product: 'azure' })],
    }),
  ]);
});
afterEach(() => world.close());

async function rows(): Promise<readonly { readonly [column: string]: string }[]> {
  const page = await world.context.documents.list(RowDocument, partitions.customer(tailspin), { limit: 100 });
  return page.items.map(({ value }) => value.cells);
}

function record(number: number, given: Partial<Parameters<typeof recordPal>[2]> = {}, opId = 'one') {
  return recordPal(world.context, actorOf(number), { ...link, ...given }, opId);
}

describe('a PAL link that somebody records', () => {
  it('is one row, one audit and one job to show it, of two presses at once and of the same in another case', async () => {
    const both = await Promise.all([
      record(1, {}, 'one'),
      record(1, { credentialId: 'dana@contoso.TEST' }, 'two'),
    ]);
    const again = await record(1, {}, 'three');

    expect([...both, again].map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(await rows()).toHaveLength(1);
    const audits = await Array.fromAsync(world.context.documents.scan(AuditDocument, 'customers'));
    expect(audits.map(({ value }) => value.action)).toEqual(['pal.link']);
  });

  it('lies where the import looks for it, as it was typed', async () => {
    await record(1);
    const id = rowId('pal', [us, tailspin, 'user', link.credentialId]);
    const stored = await world.context.documents.get(RowDocument, partitions.customer(tailspin), id);

    expect(stored?.value.cells).toMatchObject({ credentialId: link.credentialId, revokedAt: '' });
  });

  it('is linked anew where it had been revoked', async () => {
    const id = rowId('pal', [us, tailspin, 'user', link.credentialId]);
    const cells = { ...link, linkedAt: '2026-01-01T00:00:00Z', revokedAt: '2026-02-01T00:00:00Z' };
    await world.context.documents.commit(partitions.customer(tailspin), [
      create(RowDocument, id, { file: 'pal', cells }),
    ]);
    await record(1, { credentialId: 'dana@contoso.test' });

    expect(await rows()).toMatchObject([
      { credentialId: link.credentialId, linkedAt: world.now.toISOString(), revokedAt: '' },
    ]);
  });

  it.each([
    ['without a role there', 2, {}],
    ['at a location of theirs that does not stand with the customer', 2, { partnerId: fr }],
    ['of a customer that is another’s', 1, { customerId: foreign }],
  ])('is refused %s', async (_why, number, given) => {
    expect(await record(number, given)).toEqual({ ok: false, error: { code: 'forbidden' } });
    expect(await rows()).toEqual([]);
  });

  it.each(['', ' ', 'two words', 'x'.repeat(201), 'a\u2028b'])(
    'brings the form back for %j',
    async (credentialId) => {
      expect(await record(1, { credentialId })).toMatchObject({
        ok: false,
        error: { code: 'credential-id' },
      });
      expect(await rows()).toEqual([]);
    },
  );

  it('is none in China', async () => {
    await world.context.documents.commit(partitions.customer(tailspin), [
      create(CustomerDocument, 'customer', {
        customerId: tailspin,
        name: 'Tailspin',
        domain: '',
        country: 'CN',
        language: '',
        industry: '',
        seats: null,
      }),
    ]);
    expect(await record(1)).toMatchObject({ ok: true, value: { isOffered: false, links: [] } });
    expect(await rows()).toEqual([]);
  });
});

describe('a portfolio', () => {
  it('counts what PAL brings by credential, whatever it is consumed by, and only their own rows', async () => {
    const cells = (partnerId: string, date: string, acr: string) => ({
      customerId: tailspin,
      target: 'sub-9',
      date,
      partnerId,
      association: 'pal',
      activeUsers: '',
      seats: '',
      acr,
    });
    const usage = [
      cells(us, '2026-11-01', '120'),
      cells(us, '2026-11-15', '150'),
      cells(fr, '2026-11-15', '999'),
    ];
    await world.context.documents.commit(
      partitions.customer(tailspin),
      usage.map((one, at) => create(RowDocument, `usage:${at}`, { file: 'usage', cells: one })),
    );
    const found = await showPortfolio(world.context, person(1), us);
    if (!found.ok) throw new Error('refused');

    expect(found.value.entries[0]?.trends).toMatchObject([
      { target: 'sub-9', association: 'pal', latest: { acr: 150 }, before: { acr: 120 } },
    ]);
    expect(await showPortfolio(world.context, person(2), us)).toMatchObject({ ok: false });
  });
});
