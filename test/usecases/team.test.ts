import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Contact } from '../../src/domain/memberships/contact.ts';
import { refAmong, type RolesAsked } from '../../src/domain/memberships/team.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { AuditDocument } from '../../src/usecases/audit.ts';
import { createQueues } from '../../src/usecases/decide-again.ts';
import { bindByEmail } from '../../src/usecases/memberships/bind.ts';
import { ContactDocument, PersonDocument } from '../../src/usecases/memberships/documents.ts';
import { locationsOf } from '../../src/usecases/memberships/locations-of.ts';
import { rightsAt } from '../../src/usecases/memberships/rights.ts';
import { changeTeam } from '../../src/usecases/memberships/team/change-team.ts';
import type { MembershipRef } from '../../src/usecases/memberships/team/read-team.ts';
import { showMember, showTeam } from '../../src/usecases/memberships/team/show-team.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { importing, removeFolders } from '../support/csv-folder.ts';
import { contosoTenant, location as locationOf, noon } from '../support/referrals.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { aad, contact, person, seedLocation, seedPerson } from '../support/seed.ts';

const at = { partnerId: PartnerId.parse('1001'), program: 'FRP' as const };
const other = { ...at, program: 'CM' as const };
const none: RolesAsked = { role: null, incentiveRole: null };
const keep: RolesAsked = { role: undefined, incentiveRole: undefined };

let store: DocumentStore;
let world: ReferralWorld;
let presses = 0;

beforeEach(async () => {
  store = await openSqlite({ folder: ':memory:', now: () => world.now });
  world = await referralWorld(noon, { store });
  await seedLocation(world.context.documents, locationOf({ partnerId: at.partnerId }), [
    contact(at.partnerId, 1, { role: 'program-admin', name: 'Dana Okafor' }),
    contact(at.partnerId, 2, { role: 'program-admin', name: 'Lee Chen' }),
    contact(at.partnerId, 3),
    contact(at.partnerId, 4, { program: 'CM', role: 'program-admin' }),
  ]);
  for (const number of [1, 2, 3, 4]) {
    const standings = [{ partnerId: at.partnerId, globalId: null }];
    await seedPerson(world.context.documents, person(number, { standings }));
  }
});
afterEach(() => world.close());
afterAll(removeFolders);

function changes(
  by: number,
  who: number | string,
  roles: RolesAsked,
  {
    context = world.context,
    opId = `op-${++presses}`,
    of = at,
  }: { context?: typeof world.context; opId?: string; of?: MembershipRef } = {},
) {
  const named =
    typeof who === 'number' ? { aadObjectId: aad(who), email: '' } : { aadObjectId: null, email: who };
  const verb = roles === none ? 'team.revoke' : 'team.grant';
  return changeTeam(context, actorOf(by), { verb, at: of, who: named, roles }, opId);
}

async function roster(): Promise<Contact[]> {
  const page = await world.context.documents.list(ContactDocument, partitions.partner(at.partnerId), {
    limit: 100,
  });
  return page.items.map(({ value }) => value);
}

async function held(number: number) {
  const rights = await rightsAt(world.context.documents, person(number), at.partnerId, world.now);
  return rights && [rights.roles.FRP, rights.incentiveRole];
}

async function audits() {
  const page = await world.context.documents.list(AuditDocument, partitions.partner(at.partnerId), {
    limit: 100,
  });
  return page.items.map(({ value: { action, outcome } }) => `${action} ${outcome}`).toSorted();
}

async function told(number: number) {
  await world.runner.drain();
  const { personId } = person(number);
  const page = await world.context.documents.list(NoticeDocument, partitions.person(personId), { limit: 50 });
  return page.items.flatMap(({ value: { subject } }) =>
    subject.kind === 'team-change' ? [subject.revision] : [],
  );
}

describe('a program admin', () => {
  it('gives, changes and takes away, each from the next press on, audited and told', async () => {
    expect(await changes(1, 5, { role: 'program-member', incentiveRole: 'incentive-user' })).toEqual({
      ok: true,
      value: 'done',
    });
    expect(await held(5)).toEqual(['program-member', 'incentive-user']);
    expect(await told(5)).toEqual([1]);

    await changes(1, 5, { ...keep, role: 'statement-admin' });
    expect(await held(5)).toEqual(['statement-admin', 'incentive-user']);
    await changes(1, 5, none);
    expect(await held(5)).toBeUndefined();
    expect(await told(5)).toEqual([1, 2, 3]);
    expect(await told(1)).toEqual([]);
    expect(await audits()).toEqual(['team.grant done', 'team.grant done', 'team.revoke done']);
  });

  it('finds somebody whom they added where words look', async () => {
    await changes(1, 5, { ...keep, role: 'program-member' });
    const added = await world.context.documents.get(
      PersonDocument,
      partitions.person(person(5).personId),
      'person',
    );

    expect(await locationsOf(world.context.documents, added?.value ?? person(5), world.now)).toHaveLength(1);
    const shown = await showMember(world.context, actorOf(1), at, { aadObjectId: aad(5), email: '' });
    expect(shown).toMatchObject({
      ok: true,
      value: { shown: { reach: { is: 'waiting' } }, changedBy: 'Dana Okafor' },
    });
  });

  it('changes one thing by a press that is delivered twice, or that asks for what is so', async () => {
    await changes(1, 3, { ...keep, role: 'statement-admin' }, { opId: 'twice' });
    expect(await changes(1, 3, { ...keep, role: 'statement-admin' }, { opId: 'twice' })).toEqual({
      ok: true,
      value: 'stale',
    });
    expect(await changes(1, 3, { ...keep, role: 'statement-admin' })).toEqual({ ok: true, value: 'stale' });
    expect(await changes(1, 77, none)).toEqual({ ok: true, value: 'stale' });

    expect(await audits()).toEqual(['team.grant done', 'team.grant stale', 'team.revoke stale']);
    expect(await told(3)).toEqual([1]);
  });

  it('acts in the membership that they administer, and in no other', async () => {
    for (const by of [3, 4]) {
      const refused = await changes(by, 3, { ...keep, role: 'program-admin' });
      expect(refused).toEqual({
        ok: false,
        error: { code: 'forbidden', admins: ['Dana Okafor', 'Lee Chen'] },
      });
      expect(await showTeam(world.context, actorOf(by), at)).toEqual(refused);
    }
    expect(await changes(1, 3, { ...keep, role: 'program-admin' }, { of: other })).toMatchObject({
      ok: false,
    });
    expect(await changes(9, 3, { ...keep, role: 'program-admin' })).toEqual({
      ok: false,
      error: { code: 'forbidden' },
    });
    expect(await held(3)).toEqual(['program-member', null]);
    expect(await audits()).toEqual(['team.grant refused', 'team.grant refused', 'team.grant refused']);
  });

  it('is the last one and stays', async () => {
    await changes(1, 2, none);

    expect(await changes(1, 1, none)).toEqual({ ok: true, value: 'last-admin' });
    expect(await changes(1, 1, { ...keep, role: 'statement-admin' })).toEqual({
      ok: true,
      value: 'last-admin',
    });
    expect(await held(1)).toEqual(['program-admin', null]);
  });
});

it('leaves one admin when two remove each other at the same moment, in two processes', async () => {
  for (let round = 0; round < 25; round++) {
    const processes = [createQueues(), createQueues()].map((queues) => ({ ...world.context, queues }));
    const answers = await Promise.all([
      changes(1, 2, none, { context: processes[0] ?? world.context }),
      changes(2, 1, none, { context: processes[1] ?? world.context }),
    ]);

    const admins = (await roster()).filter(
      ({ role, program }) => role === 'program-admin' && program === 'FRP',
    );
    expect(admins).toHaveLength(1);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const [left] = admins;
    const by = left?.aadObjectId === aad(1) ? 1 : 2;
    await changes(by, 3 - by, { ...keep, role: 'program-admin' });
  }
});

describe('somebody added by an address', () => {
  it('waits, and holds the role and is told once they come', async () => {
    await changes(1, 'jo@contoso.test', { ...keep, role: 'statement-admin' });
    const view = await showTeam(world.context, actorOf(1), at);
    expect(view.ok && view.value.page.map(({ member, reach }) => [member.email, reach.is])).toContainEqual([
      'jo@contoso.test',
      'waiting',
    ]);

    await seedPerson(world.context.documents, person(6, { email: null }));
    await bindByEmail(world.context, person(6, { email: null }), 'Jo@contoso.test');

    expect(await held(6)).toEqual(['statement-admin', null]);
    expect(await told(6)).toEqual([1]);
  });

  it('is the person whom the address belongs to at the location already', async () => {
    await changes(1, 'person4@contoso.test', { ...keep, role: 'program-member' });

    expect(await held(4)).toEqual(['program-member', null]);
    expect(
      refAmong(await roster(), { aadObjectId: null, email: 'person4@contoso.test' }, contosoTenant),
    ).toBeDefined();
  });

  it('keeps the highest of the roles that meet when they come, with an audit row', async () => {
    await changes(1, 'jo@contoso.test', { role: 'program-member', incentiveRole: 'incentive-admin' });
    await changes(1, 6, { ...keep, role: 'statement-admin' });
    await bindByEmail(world.context, person(6), 'jo@contoso.test');

    const theirs = (await roster()).filter(({ personId }) => personId === person(6).personId);
    expect(theirs.map(({ role, incentiveRole }) => [role, incentiveRole]).toSorted()).toEqual(
      [
        ['statement-admin', 'incentive-admin'],
        [null, null],
      ].toSorted(),
    );
    expect(await audits()).toContain('contact.merge done');
  });
});

it('holds after an import of the same file', async () => {
  const files = {
    'contacts.csv': `tenantId,aadObjectId,name,email,partnerId,program,role,poc,incentiveRole\n${contosoTenant},${aad(1)},Dana Okafor,d@contoso.test,1001,FRP,program-admin,primary,\n${contosoTenant},${aad(3)},Sam Ortiz,s@contoso.test,1001,FRP,program-member,,\n${contosoTenant},,Pat Kim,pat@contoso.test,1001,FRP,statement-admin,payment,\n`,
  };
  await importing(store, files);
  await changes(1, 3, { role: 'statement-admin', incentiveRole: 'incentive-user' });
  await changes(1, 'pat@contoso.test', none);
  await changes(1, 5, { ...keep, role: 'program-member' });
  const before = await roster();

  await importing(store, files);

  expect(await roster()).toEqual(before);
  expect(await held(3)).toEqual(['statement-admin', 'incentive-user']);
});
