import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/domain/memberships/role.ts';
import { Area } from '../../src/domain/shared/catalogue.ts';
import { AadObjectId, GlobalId, PartnerId, PersonId, TenantId } from '../../src/domain/shared/ids.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { documentsOn } from '../../src/store/documents.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, type Documents } from '../../src/usecases/ports.ts';
import { refreshing } from '../../src/usecases/scores/scoreboard.ts';
import { showScores, type Asker } from '../../src/usecases/scores/show.ts';
import type { EligibilityRow, MetricRow } from '../../src/domain/scores/facts.ts';
import { countingDocuments } from '../support/counting-documents.ts';
import { eligibilityRow, metricRow } from '../support/metric-rows.ts';
import { ContactDocument } from '../../src/usecases/memberships/documents.ts';
import { LocationDocument } from '../../src/usecases/referrals/documents.ts';
import { EligibilityDocument, MetricDocument } from '../../src/usecases/scores/documents.ts';

const noon = new Date('2026-11-24T12:00:00Z');
const contoso = GlobalId.parse('4400000');
const fabrikam = GlobalId.parse('5500000');
const contosoUs = PartnerId.parse('4400001');
const contosoFr = PartnerId.parse('4400002');
const fabrikamUk = PartnerId.parse('5500001');
const personId = PersonId.parse('3f2b8c1e-58a7-5d21-9f0e-2f6c3a4d7b19');

let store: DocumentStore;
let documents: Documents;
let reads: string[];

beforeEach(async () => {
  store = await openSqlite({ folder: ':memory:', now: () => noon });
  reads = [];
  documents = countingDocuments(documentsOn(store), (read) => reads.push(read));
  await located(contosoUs, contoso, 'Contoso Corporation (US)');
  await located(contosoFr, contoso, 'Contoso Corporation (FR)');
  await located(fabrikamUk, fabrikam, 'Fabrikam');
  reads = [];
});

afterEach(async () => {
  await store.close();
});

describe('showing the score of an account', () => {
  it('scores the latest figures for whoever has a role at one of its locations', async () => {
    await onRoster(contosoUs, 'program-member');
    await figures(
      metricRow({ asOf: '2026-09-20', metric: 'deployments', association: 'cpor', value: 5 }),
      metricRow({ asOf: '2026-09-20', metric: 'intermediate-certifications', value: 1 }),
      metricRow({ asOf: '2026-10-20', metric: 'intermediate-certifications', value: 4 }),
    );

    const shown = await showScores({ documents }, asker(contosoUs), {}, noon);

    expect(shown).toMatchObject({
      ok: true,
      value: {
        kind: 'score',
        account: { globalId: contoso, name: 'Contoso Corporation' },
        score: { asOf: '2026-10-20', areas: [{ area: 'modern-work', total: 35 }, {}, {}, {}, {}, {}] },
      },
    });
  });

  it('takes three reads for somebody at one location, of which the score is a point read', async () => {
    await onRoster(contosoUs, 'program-member');
    await figures(metricRow({}));
    const made = await refreshing(documents, contoso);
    await documents.commit(partitions.account(contoso), [made!]);
    reads = [];

    const shown = await showScores({ documents }, asker(contosoUs), {}, noon);

    expect(reads).toEqual(['list contact', 'get location', 'get scoreboard']);
    expect(shown).toMatchObject({ value: { score: { areas: [{ total: 16 }, {}, {}, {}, {}, {}] } } });
  });

  it('asks the programme’s lists only where rows may be of the same customers, and only for these', async () => {
    await onRoster(contosoUs, 'program-member');
    await figures(
      infrastructure({ association: 'dpor', value: 2 }),
      infrastructure({ association: 'pal', value: 2 }),
      metricRow({ area: 'security', metric: 'net-customer-adds', association: 'pal', value: 2 }),
    );
    await listed(
      { association: 'dpor', subject: 'a@x.test' },
      { association: 'dpor', subject: 'b@x.test' },
      { association: 'pal', subject: 'b@x.test' },
      { association: 'pal', subject: 'c@x.test' },
      { association: 'pal', subject: 'd@x.test', asOf: '2026-09-20' },
    );
    reads = [];

    const shown = await showScores({ documents }, asker(contosoUs), {}, noon);

    expect(reads).toEqual([
      'list contact',
      'get location',
      'get scoreboard',
      'list metric',
      'list designation',
      'list eligibility',
    ]);
    const areas = shown.ok && shown.value.kind === 'score' ? shown.value.score.areas : [];
    const [netAdds] = areas.find(({ area }) => area === 'infrastructure')?.groups[0]?.metrics ?? [];
    expect(netAdds).toMatchObject({ points: 30, distinct: 3, ifDistinct: null });
  });

  it('reads all figures however many there are: the latest of a metric may be the oldest of all', async () => {
    await onRoster(contosoUs, 'program-member');
    const many = Array.from({ length: 1_100 }, (_, index) =>
      metricRow({
        asOf: `2026-10-${String(1 + (index % 28)).padStart(2, '0')}`,
        area: Area.options[index % 6]!,
        metric: 'usage-growth',
        association: 'cpor',
        value: index,
      }),
    );
    await figures(
      metricRow({ metric: 'intermediate-certifications', value: 4, asOf: '2020-10-19' }),
      ...many,
    );

    const shown = await showScores({ documents }, asker(contosoUs), {}, noon);

    const scored = shown.ok && shown.value.kind === 'score' ? shown.value.score : undefined;
    const skilling = scored?.areas[0]?.groups[1]?.metrics[0];
    expect(skilling).toMatchObject({ asOf: '2020-10-19', points: 10 });
    expect(scored?.asOf).toBe('2026-10-28');
  });

  it('says so when there are no figures', async () => {
    await onRoster(contosoUs, 'statement-admin');

    const shown = await showScores({ documents }, asker(contosoUs), { globalId: contoso }, noon);

    expect(shown).toMatchObject({ ok: true, value: { kind: 'score', score: { asOf: null } } });
  });

  it('is open to incentive roles as well', async () => {
    await onRoster(contosoUs, null, { incentiveRole: 'incentive-user' });

    expect(await showScores({ documents }, asker(contosoUs), {}, noon)).toMatchObject({ ok: true });
  });

  it('asks which, of the accounts where the person has a right now', async () => {
    await onRoster(contosoUs, 'program-member');
    await onRoster(contosoFr, 'program-member');
    await onRoster(fabrikamUk, 'program-admin');

    const shown = await showScores({ documents }, asker(contosoFr, fabrikamUk, contosoUs), {}, noon);

    expect(shown).toEqual({
      ok: true,
      value: {
        kind: 'choose',
        accounts: [
          { globalId: contoso, name: 'Contoso Corporation' },
          { globalId: fabrikam, name: 'Fabrikam' },
        ],
      },
    });
  });

  it('looks at further locations of an account when the first gives no right any more', async () => {
    await onRoster(contosoFr, 'program-member');

    const shown = await showScores({ documents }, asker(contosoUs, contosoFr), { globalId: contoso }, noon);

    expect(shown).toMatchObject({ ok: true, value: { kind: 'score', account: { globalId: contoso } } });
  });

  it.each<[string, GlobalId | undefined, readonly PartnerId[]]>([
    ['another account than one’s own', fabrikam, [contosoUs]],
    ['an account that does not exist', GlobalId.parse('9999999'), [contosoUs]],
    ['somebody who stands nowhere', undefined, []],
    ['somebody whose right was taken since', undefined, [fabrikamUk]],
    ['a standing at a location that is gone', undefined, [PartnerId.parse('9999998')]],
  ])('refuses %s, all alike', async (_case, globalId, standings) => {
    await onRoster(contosoUs, 'program-admin');

    const shown = await showScores({ documents }, asker(...standings), { globalId }, noon);

    expect(shown).toEqual({ ok: false, error: { code: 'forbidden' } });
    expect(reads).not.toContain('list metric');
  });

  it('goes by the account that a location belongs to now, whatever the standing says', async () => {
    await onRoster(contosoUs, 'program-admin');
    const stale = { personId, standings: [{ partnerId: contosoUs, globalId: fabrikam }] };
    const unknown = { personId, standings: [{ partnerId: contosoUs, globalId: null }] };

    const refused = await showScores({ documents }, stale, { globalId: fabrikam }, noon);
    const shown = await showScores({ documents }, unknown, { globalId: contoso }, noon);

    expect(refused).toEqual({ ok: false, error: { code: 'forbidden' } });
    expect(shown).toMatchObject({ ok: true, value: { account: { globalId: contoso } } });
  });
});

function asker(...partnerIds: readonly PartnerId[]): Asker {
  const globalOf = (partnerId: PartnerId) => (partnerId === fabrikamUk ? fabrikam : contoso);
  return {
    personId,
    standings: partnerIds.map((partnerId) => ({ partnerId, globalId: globalOf(partnerId) })),
  };
}

function infrastructure(overrides: Partial<MetricRow>): MetricRow {
  return metricRow({ area: 'infrastructure', track: null, metric: 'net-customer-adds', ...overrides });
}

async function listed(...subjects: readonly Partial<EligibilityRow>[]): Promise<void> {
  const changes = subjects.map((subject, index) =>
    create(EligibilityDocument, `eligibility:${index}`, eligibilityRow(subject)),
  );
  await documents.commit(partitions.account(contoso), changes);
}

async function figures(...rows: readonly ReturnType<typeof metricRow>[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 100) {
    const some = rows.slice(at, at + 100);
    const changes = some.map((row, index) => create(MetricDocument, `metric:${at + index}`, row));
    await documents.commit(partitions.account(contoso), changes);
  }
}

async function onRoster(
  partnerId: PartnerId,
  role: Role | null,
  overrides: { incentiveRole?: 'incentive-user' } = {},
): Promise<void> {
  const contact = {
    partnerId,
    program: 'FRP' as const,
    tenantId: TenantId.parse('11111111-1111-4111-8111-111111111111'),
    aadObjectId: AadObjectId.parse('22222222-2222-4222-8222-222222222222'),
    personId,
    name: 'Dana Okafor',
    email: 'dana@contoso.test',
    role,
    incentiveRole: null,
    pocs: [],
    ...overrides,
  };
  await documents.commit(partitions.partner(partnerId), [
    create(ContactDocument, `contact:FRP:${partnerId}`, contact),
  ]);
}

async function located(partnerId: PartnerId, globalId: GlobalId, name: string): Promise<void> {
  const location = {
    partnerId,
    globalId,
    name,
    tenantId: TenantId.parse('11111111-1111-4111-8111-111111111111'),
    country: 'US',
    countries: ['US'],
    languages: ['en'],
    industries: ['*'],
    minSeats: 0,
    maxSeats: null,
    referralReady: true,
    benefitContact: [],
    standardContact: [],
    mailboxes: [],
    memberships: [{ program: 'FRP' as const, anniversary: '2027-03-01', ends: null }],
    programs: ['FRP' as const],
    endorsements: [],
    endorsed: [],
    pausedUntil: null,
    pause: null,
    lastPauseEndedAt: null,
    received: 0,
    receivedAllTime: 0,
    lastOfferedAt: null,
    order: Number(partnerId),
  };
  await documents.commit(partitions.directory, [create(LocationDocument, partnerId, location)]);
}
