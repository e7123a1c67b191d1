import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createHttpServer } from '@vercel/cosmosdb-server';
import type { Erasure } from '../../src/domain/erasure/erasure.ts';
import { PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import { Day } from '../../src/domain/shared/time.ts';
import { openCosmos } from '../../src/store/cosmos.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { AuditDocument } from '../../src/usecases/audit.ts';
import { askToErase } from '../../src/usecases/erasure/ask.ts';
import { ErasureDocument } from '../../src/usecases/erasure/documents.ts';
import { reapplyErasures } from '../../src/usecases/erasure/reapply.ts';
import { runErasure } from '../../src/usecases/erasure/run.ts';
import { OperatorDocument } from '../../src/usecases/memberships/documents.ts';
import { recognise } from '../../src/usecases/memberships/recognise.ts';
import { changeTeam } from '../../src/usecases/memberships/team/change-team.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { notify } from '../../src/usecases/notices/notify.ts';
import { COLLECTIONS, partitions } from '../../src/usecases/partitions.ts';
import { create, type Documents } from '../../src/usecases/ports.ts';
import { pauseReferrals } from '../../src/usecases/referrals/pause.ts';
import { cosmosTransport } from '../support/cosmos-transport.ts';
import { importing, removeFolders } from '../support/csv-folder.ts';
import { contosoTenant, location, noon } from '../support/referrals.ts';
import { actorOf, listInMemory, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { aad, contact, person, seedLocation, seedPerson } from '../support/seed.ts';

const at = { partnerId: PartnerId.parse('1001'), program: 'FRP' as const };
const [ANNA, BEN, OPERATOR, STAFF_THERE] = [7, 2, 9, 8];
const NAME = 'Anna Meier-Lund';
const MAIL = 'anna@contoso.test';
const MONDAY = Day.parse('2026-11-30');
const referralId = ReferralId.parse('R-1');

let server: Server;
let endpoint = '';
let world: ReferralWorld;

beforeAll(async () => {
  server = createHttpServer({ keepAlive: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => world.close());
afterAll(() => {
  server.closeAllConnections();
  server.close();
  removeFolders();
});

const now = () => world.now;
const engines = {
  'the embedded store': () => openSqlite({ folder: ':memory:', now }),
  'Azure Cosmos DB': () =>
    openCosmos({
      endpoint,
      key: 'a2V5',
      database: randomUUID(),
      anyConsistency: true,
      httpClient: cosmosTransport(),
      connectionPolicy: { enableEndpointDiscovery: false, enableBackgroundEndpointRefreshing: false },
      now,
    }),
};

/** Anna and Ben administer 1001; an operator is on its roster, another is not. */
async function begin(store: DocumentStore, admins: readonly number[] = [ANNA, BEN]): Promise<void> {
  world = await referralWorld(noon, { store });
  const { documents } = world.context;
  const people = [
    { number: ANNA, name: NAME, email: MAIL },
    ...[BEN, STAFF_THERE].map((number) => ({
      number,
      name: `Person ${number}`,
      email: `p${number}@contoso.test`,
    })),
  ];
  await seedLocation(
    documents,
    location({ partnerId: at.partnerId }),
    people.map(({ number, name, email }) => {
      const role = admins.includes(number) ? 'program-admin' : 'program-member';
      return contact(at.partnerId, number, { role, name, email });
    }),
  );
  const chat = { conversationId: 'a:chat-7', serviceUrl: 'https://x.test', userId: '29:anna', botId: '28:b' };
  for (const { number, name, email } of people) {
    const standings = [{ partnerId: at.partnerId, globalId: null }];
    const conversation = number === ANNA ? chat : null;
    await seedPerson(documents, person(number, { name, email, standings, conversation }));
  }
  for (const number of [OPERATOR, STAFF_THERE]) {
    const { tenantId, aadObjectId, personId } = person(number);
    const operator = { tenantId, aadObjectId, personId, name: `Person ${number}`, email: '' };
    await documents.commit(partitions.program('operators'), [
      create(OperatorDocument, `operator:${aadObjectId}`, operator),
    ]);
  }
}

const annas = () => ({ ...actorOf(ANNA), name: NAME });

/** Everything that is stored, as one text. */
async function stored(): Promise<string> {
  const texts: string[] = [];
  for (const collection of COLLECTIONS) {
    for await (const one of world.store.scan(collection)) texts.push(JSON.stringify(one));
  }
  return texts.join('\n');
}

async function erasure(): Promise<Erasure> {
  for await (const { value } of world.context.documents.scan(ErasureDocument, 'program')) return value;
  throw new Error('no erasure');
}

const nothingOf = /Anna|Meier|anna@|29:anna|a:chat-7/;

describe.each(Object.entries(engines))('erasing a person, on %s', (_engine, open) => {
  it('leaves the pseudonym in what they did, and nothing else of them anywhere', async () => {
    await begin(await open());
    await world.receive(referralId);
    await world.press(ANNA, referralId, 'accept');
    await pauseReferrals(world.context, annas(), { partnerId: at.partnerId, reason: 'x' }, 'p1');
    await notify(world.context, person(ANNA).personId, { kind: 'today-week', week: MONDAY }, 1);
    expect(await stored()).toMatch(nothingOf);

    const asked = await askToErase(world.context, annas(), undefined);
    expect(asked.ok && asked.value.state).toBe('running');
    await world.runner.drain();

    const { state, pseudonym, kept, removed, traces } = await erasure();
    expect({ state, traces }).toEqual({ state: 'done', traces: undefined });
    expect([kept > 0, removed > 0]).toEqual([true, true]);
    const left = await stored();
    expect(left).not.toMatch(nothingOf);
    expect(left).not.toContain(aad(ANNA));
    expect(left).not.toContain(person(ANNA).personId);
    expect((await world.offer(referralId))?.decidedBy?.by).toBe(pseudonym);
    const rows = (await world.audits()).filter(({ action }) => action === 'referral.accept');
    expect(rows.map(({ actor }) => actor)).toEqual([pseudonym]);
    expect(world.erasures.entries).toHaveLength(1);
    expect(JSON.stringify(world.erasures.entries)).not.toMatch(nothingOf);
  }, 60_000);
});

describe('an erasure', () => {
  it('ends notices that wait, without a name, and keeps those that were sent', async () => {
    await begin(await engines['the embedded store']());
    await world.receive(referralId);
    const { personId } = person(ANNA);
    await notify(world.context, personId, { kind: 'today-week', week: MONDAY }, 1);
    await askToErase(world.context, annas(), undefined);
    await world.runner.drain();
    const said = world.said.length;
    world.now = new Date(noon.getTime() + 86_400_000);
    await world.runner.drain();

    const { pseudonym } = await erasure();
    const theirs: string[] = [];
    for await (const { partition, value } of world.context.documents.scan(NoticeDocument, 'people')) {
      if (value.personId === pseudonym) theirs.push(`${partition}: ${value.state} ${value.open}`);
      expect(value.personId).not.toBe(personId);
    }
    expect(theirs.length).toBeGreaterThan(0);
    expect(theirs.every((text) => text.startsWith(`people/${pseudonym}: `))).toBe(true);
    expect(theirs.some((text) => text.endsWith('true'))).toBe(false);
    expect(world.said.slice(said).some(({ to }) => to.includes('chat-7'))).toBe(false);
  });

  it('waits while nobody else could administer a membership, and goes on by itself', async () => {
    await begin(await engines['the embedded store'](), [ANNA]);
    const asked = await askToErase(world.context, annas(), undefined);
    expect(asked.ok && asked.value).toMatchObject({ state: 'waiting', waitsFor: [at] });
    await world.runner.drain();
    expect(await stored()).toContain(NAME);

    const grant = {
      verb: 'team.grant',
      at,
      who: { aadObjectId: aad(BEN), email: '' },
      roles: { role: 'program-admin', incentiveRole: null },
    } as const;
    expect(await changeTeam(world.context, annas(), grant, 'g1')).toMatchObject({ ok: true, value: 'done' });
    world.now = new Date(noon.getTime() + 3_600_000);
    await world.runner.drain();
    expect((await erasure()).state).toBe('done');
    expect(await stored()).not.toMatch(nothingOf);
  });

  it('lets one of the last two admins go when both ask at once, and the other one waits', async () => {
    await begin(await engines['the embedded store']());
    await Promise.all([
      askToErase(world.context, annas(), undefined),
      askToErase(world.context, actorOf(BEN), undefined),
    ]);
    await world.runner.drain();
    const states: string[] = [];
    for await (const { value } of world.context.documents.scan(ErasureDocument, 'program'))
      states.push(value.state);
    expect(states.toSorted()).toEqual(['done', 'waiting']);
  });

  it('is one, however often it is asked for and by whom', async () => {
    await begin(await engines['the embedded store']());
    const answers = await Promise.all([
      askToErase(world.context, annas(), undefined),
      askToErase(world.context, annas(), aad(ANNA)),
      askToErase(world.context, actorOf(OPERATOR), aad(ANNA)),
    ]);
    expect(new Set(answers.map((answer) => answer.ok && answer.value.pseudonym)).size).toBe(1);
    await world.runner.drain();
    expect(await askToErase(world.context, actorOf(OPERATOR), aad(ANNA))).toMatchObject({
      ok: true,
      value: { state: 'done' },
    });
    const rows: string[] = [];
    for await (const { value } of world.context.documents.scan(AuditDocument, 'program'))
      rows.push(value.action);
    expect(rows).toEqual(['person.erase']);
  });

  it('is refused alike to who may not, of nobody, and of a partner of the operator’s own', async () => {
    await begin(await engines['the embedded store']());
    for (const [who, whom] of [
      [BEN, ANNA],
      [BEN, 99],
      [STAFF_THERE, ANNA],
      [OPERATOR, 99],
    ] as const) {
      expect(await askToErase(world.context, actorOf(who), aad(whom))).toEqual({
        ok: false,
        error: { code: 'forbidden' },
      });
    }
    expect(await stored()).toContain(NAME);
  });

  it('does no harm when it breaks off at any step and is done again', async () => {
    await begin(await engines['the embedded store']());
    await world.receive(referralId);
    await world.press(ANNA, referralId, 'accept');
    await askToErase(world.context, annas(), undefined);
    const parts = { context: world.context, raw: world.store, erasures: world.erasures };
    const [found] = await Array.fromAsync(world.context.documents.scan(ErasureDocument, 'program'));
    const key = found?.id.slice('erasure:'.length) ?? '';
    for (let step = 0; (await erasure()).state !== 'done' && step < 200; step++) {
      // What was done is not written down, as after a kill: all of it comes again.
      const { documents } = world.context;
      const killed: Documents = {
        ...documents,
        commit: (partition, changes) =>
          partition === partitions.program('erased')
            ? Promise.reject(new Error('killed'))
            : documents.commit(partition, changes),
      };
      const broken = { ...parts, context: { ...world.context, documents: killed } };
      await runErasure(broken, { key }).catch(() => undefined);
      await runErasure(parts, { key });
    }
    expect((await erasure()).state).toBe('done');
    expect(await stored()).not.toMatch(nothingOf);
    expect((await world.offer(referralId))?.status).toBe('accepted');
  });
});

describe('whoever was erased', () => {
  const csv = {
    'contacts.csv': `tenantId,aadObjectId,name,email,partnerId,program,role,poc,incentiveRole\n${contosoTenant},${aad(ANNA)},${NAME},${MAIL},1001,FRP,program-admin,,\n${contosoTenant},,${NAME},${MAIL},1001,CM,program-member,,\n`,
    'people.csv': `globalId,tenantId,email,name,learnLinked,certification,level,expires\n9000,${contosoTenant},${MAIL},${NAME},true,SC-300,advanced,\n`,
    'pal.csv': `partnerId,customerId,credential,credentialId,linkedAt,revokedAt\n1001,aaaaaaaa-0000-4000-8000-000000000001,user,${MAIL},2026-01-01T00:00:00Z,\n`,
  };
  const sighting = {
    tenantId: contosoTenant,
    aadObjectId: aad(ANNA),
    name: NAME,
    locale: undefined,
    timeZone: undefined,
    conversation: undefined,
    wrote: true,
  };
  const writes = () =>
    recognise(world.context, sighting, undefined, true, () =>
      Promise.resolve({ email: MAIL, outsider: false }),
    );

  it('comes back by no import, is a stranger when they write, and is known again once granted a role', async () => {
    await begin(await engines['the embedded store']());
    await importing(world.store, csv);
    await askToErase(world.context, annas(), undefined);
    await world.runner.drain();
    const before = await stored();
    expect(before).not.toMatch(nothingOf);

    const again = await importing(world.store, csv);
    expect(again.counts).toEqual({
      'contacts.csv': '0/0/2/0',
      'people.csv': '0/0/1/0',
      'pal.csv': '0/0/1/0',
    });
    expect(await writes()).toMatchObject({ standings: [], operator: false });
    expect(await stored()).toBe(before);

    const grant = {
      verb: 'team.grant',
      at,
      who: { aadObjectId: null, email: MAIL },
      roles: { role: 'program-member', incentiveRole: null },
    } as const;
    expect(await changeTeam(world.context, actorOf(BEN), grant, 'g1')).toMatchObject({ value: 'done' });
    expect(await writes()).toMatchObject({ standings: [{ partnerId: at.partnerId }] });
    await world.runner.drain();
    expect((await importing(world.store, csv)).counts['people.csv']).toBe('1/0/0/0');
    expect(world.erasures.entries.map(({ lifted }) => lifted)).toEqual([undefined, true]);
  });

  it('is erased again, under the same pseudonym, when a copy from before is put back', async () => {
    await begin(await engines['the embedded store']());
    await askToErase(world.context, annas(), undefined);
    await world.runner.drain();
    const { pseudonym } = await erasure();
    const entries = [...world.erasures.entries];
    await world.close();

    // The copy knows nothing of the erasure, and is of a time before there was another admin.
    await begin(await engines['the embedded store'](), [ANNA]);
    await notify(world.context, person(ANNA).personId, { kind: 'today-week', week: MONDAY }, 1);
    world.erasures.entries.push(...entries);
    const parts = { context: world.context, raw: world.store, erasures: world.erasures };
    expect(await reapplyErasures(parts)).toBe(1);
    await world.runner.drain();
    expect(world.said).toEqual([]);
    expect(await erasure()).toMatchObject({ pseudonym, state: 'done', askedBy: 'restored' });
    expect(await stored()).not.toMatch(nothingOf);
    expect(await reapplyErasures(parts)).toBe(0);
    expect((await importing(world.store, csv)).counts['contacts.csv']).toBe('0/0/2/0');
  });

  it('is not erased again when a role was granted later', async () => {
    await begin(await engines['the embedded store']());
    await askToErase(world.context, annas(), undefined);
    await world.runner.drain();
    const grant = {
      verb: 'team.grant',
      at,
      who: { aadObjectId: aad(ANNA), email: MAIL },
      roles: { role: 'program-member', incentiveRole: null },
    } as const;
    await changeTeam(world.context, actorOf(BEN), grant, 'g1');
    await world.runner.drain();
    const parts = { context: world.context, raw: world.store, erasures: world.erasures };
    expect(await reapplyErasures(parts)).toBe(0);
  });

  it('is found by no list of another store', async () => {
    await begin(await engines['the embedded store']());
    await askToErase(world.context, annas(), undefined);
    await world.runner.drain();
    const erasures = listInMemory();
    const [entry] = world.erasures.entries;
    if (entry !== undefined) erasures.entries.push({ ...entry, secret: 'f'.repeat(64) });
    const parts = { context: world.context, raw: world.store, erasures };
    await expect(reapplyErasures(parts)).rejects.toThrow('another store');
  });
});
