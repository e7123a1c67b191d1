import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { claimEntry } from '../../src/domain/claims/claim-entry.ts';
import { waitsOnPartner } from '../../src/domain/claims/turn.ts';
import { importedClaim, type Claim } from '../../src/domain/claims/claim.ts';
import { listClaims } from '../../src/usecases/claims/shown/list.ts';
import { claimEntryId } from '../../src/usecases/claims/shown/project-claim.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import { cardFaults, textOf } from '../support/card-rules.ts';
import {
  cardIn,
  claimWorld,
  contoso,
  dynamics,
  fabrikam,
  tailspin,
  type ClaimWorld,
} from '../support/claim-world.ts';
import { inDays, noon } from '../support/referrals.ts';
import { person } from '../support/seed.ts';
import { ClaimEntryDocument } from '../../src/usecases/claims/documents.ts';
import { wording } from '../support/wording.ts';

let world: ClaimWorld;

beforeEach(async () => {
  world = await claimWorld();
});
afterEach(() => world.close());

function claim(claimId: string, overrides: Partial<Claim> = {}): Claim {
  const row = { claimId, partnerId: contoso, customerId: tailspin, activity: 'osu-m365' } as const;
  const more = {
    target: 'exchange',
    status: 'submitted',
    reason: '',
    submittedAt: noon,
    updatedAt: noon,
  } as const;
  return { ...importedClaim({ ...row, ...more }), ...overrides };
}

async function listed(...claims: (readonly [Claim, string])[]): Promise<void> {
  await world.context.documents.commit(
    partitions.partner(contoso),
    claims.map(([one, customerName]) =>
      create(ClaimEntryDocument, claimEntryId(one.claimId), claimEntry(one, { customerName, product: '' })),
    ),
  );
}

const list = async (query: Partial<Parameters<typeof listClaims>[3]> = {}) => {
  const found = await listClaims(world.context, person(1), contoso, { customer: '', ...query });
  if (!found.ok) throw new Error(found.error.code);
  return found.value;
};
const ids = (shown: { entries: readonly { claimId: string }[] }) =>
  shown.entries.map(({ claimId }) => claimId);

const contest = (answeredAt: Date | null) => ({ since: noon, answerBy: inDays(20), answeredAt });

describe('a location’s claims', () => {
  beforeEach(() =>
    listed(
      [claim('old', { status: 'rejected', updatedAt: inDays(-9) }), 'Tailspin Toys'],
      [claim('held', { status: 'approved', updatedAt: inDays(-2) }), 'Tailspin Toys'],
      [claim('new', { dueAt: inDays(5) }), 'Café Zürich'],
      [claim('review', { status: 'under-review', dueAt: inDays(3), target: 'teams' }), 'Tailspin Toys'],
      [claim('asked', { status: 'partner-action-required', dueAt: inDays(14) }), 'Tailspin Toys'],
      [
        claim('defend', { status: 'approved', contest: contest(null), target: dynamics, activity: 'osa' }),
        'Tailspin Toys',
      ],
      [claim('answered', { status: 'approved', contest: contest(noon) }), 'Tailspin Toys'],
    ),
  );

  it('come by what waits on it and by deadline, then what is under way, then the rest, latest first', async () => {
    expect(ids(await list())).toEqual(['asked', 'defend', 'review', 'new', 'answered', 'held', 'old']);
  });

  it.each([
    ['a state', { status: 'approved' }, ['defend', 'answered', 'held']],
    ['a workload', { target: 'teams' }, ['review']],
    ['subscriptions', { target: 'subscriptions' }, ['defend']],
    ['a part of a name, without its accents', { customer: 'cafe z' }, ['new']],
    ['several at once', { status: 'approved', customer: 'tail', target: 'exchange' }, ['answered', 'held']],
    ['what nobody has', { customer: 'nobody' }, []],
  ] as const)('are narrowed by %s', async (_case, query, expected) => {
    expect(ids(await list(query))).toEqual(expected);
  });

  it('are shown to its incentive roles and nobody else', async () => {
    const card = cardIn(await world.press(2, 'claims.list', { partnerId: contoso }));

    expect(textOf(card)).toContain('2 wait for you');
    expect(cardFaults(card)).toEqual([]);
    expect(textOf(cardIn(await world.press(2, 'claims.list', {})))).toContain('2 wait for you');
    for (const number of [3, 4, 9]) {
      expect(await world.press(number, 'claims.list', { partnerId: contoso })).toMatchObject({
        refused: 'forbidden',
      });
    }
    expect(textOf(cardIn(await world.press(4, 'claims.list', { partnerId: fabrikam })))).toMatch(
      wording('claims.list.none'),
    );
  });
});

it('pages by ten, each once, with a filter or without', async () => {
  const many = Array.from(
    { length: 25 },
    (_, at) =>
      [
        claim(`c${String(at).padStart(2, '0')}`, { dueAt: inDays(1) }),
        at % 2 === 0 ? 'Even' : 'Odd',
      ] as const,
  );
  await listed(...many);
  for (const [customer, total] of [
    ['', 25],
    ['even', 13],
  ] as const) {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await list({ customer, after });
      expect(page.entries.length).toBeLessThanOrEqual(10);
      seen.push(...ids(page));
      after = page.after;
    } while (after !== undefined);
    expect([seen.length, new Set(seen).size]).toEqual([total, total]);
  }
});

it('a cursor that no page gave is the beginning', async () => {
  await listed([claim('one'), 'Tailspin Toys']);

  expect(ids(await list({ after: '{"$ne":1}' }))).toEqual(['one']);
});

it.each([
  ['partner-action-required', null, true],
  ['approved', contest(null), true],
  ['approved', contest(noon), false],
  ['under-review', contest(null), true],
  ['rejected', contest(null), false],
  ['submitted', null, false],
] as const)('%s with the contest %j waits on the partner: %s', (status, given, expected) => {
  expect(waitsOnPartner({ status, contest: given })).toBe(expected);
});
