import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Contact } from '../../src/domain/memberships/contact.ts';
import type { Location } from '../../src/domain/referrals/location.ts';
import { PartnerId, ReferralId, TenantId } from '../../src/domain/shared/ids.ts';
import { leaveCaseNotice, pauseNotice } from '../../src/notices/intake.ts';
import { caseClosedNotice } from '../../src/notices/intake.ts';
import { newCase } from '../../src/domain/cases/case.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, remove, replace } from '../../src/usecases/ports.ts';
import { showIntake } from '../../src/usecases/referrals/intake-view.ts';
import { askToLeave } from '../../src/usecases/referrals/leave.ts';
import { pauseReferrals } from '../../src/usecases/referrals/pause.ts';
import { tellPause } from '../../src/usecases/referrals/tell-pause.ts';
import { resumeReferrals } from '../../src/usecases/referrals/resume.ts';
import { before, inDays, location as locationOf, noon } from '../support/referrals.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { contact, person, seedLocation, seedPerson } from '../support/seed.ts';
import { textOf } from '../support/card-rules.ts';
import { importing, removeFolders } from '../support/csv-folder.ts';
import { ContactDocument, OperatorDocument } from '../../src/usecases/memberships/documents.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { LocationDocument } from '../../src/usecases/referrals/documents.ts';
import { CaseDocument } from '../../src/usecases/cases/documents.ts';
import { wording } from '../support/wording.ts';

const one = PartnerId.parse('1001');
const two = PartnerId.parse('1002');
const SECOND = 1_000;

let store: DocumentStore;
let world: ReferralWorld;
let presses = 0;

beforeEach(async () => {
  store = await openSqlite({ folder: ':memory:', now: () => world.now });
  world = await referralWorld(noon, { store });
  presses = 0;
  await seedLocation(world.context.documents, locationOf({ partnerId: one, name: 'Contoso (US)' }), [
    contact(one, 1, { role: 'program-admin', name: 'Dana Okafor' }),
    contact(one, 2, { role: 'program-admin', name: 'Lee Chen' }),
    contact(one, 3),
    contact(one, 4, { program: null, role: null, incentiveRole: 'incentive-admin' }),
  ]);
  for (const number of [1, 2, 3, 4, 5, 8]) {
    const standings = number < 5 ? [{ partnerId: one, globalId: null }] : [];
    await seedPerson(world.context.documents, person(number, { standings, operator: number === 8 }));
  }
});

afterEach(() => world.close());
afterAll(removeFolders);

function pause(number: number, partnerId = one, opId = `op-${++presses}`) {
  return pauseReferrals(world.context, actorOf(number), { partnerId, reason: 'Holidays' }, opId);
}

function resume(number: number, opId = `op-${++presses}`) {
  return resumeReferrals(world.context, actorOf(number), one, opId);
}

async function at(now: Date): Promise<void> {
  world.now = now;
  await world.runner.drain();
}

async function stored(partnerId = one): Promise<Location> {
  const found = await world.context.documents.get(LocationDocument, partitions.directory, partnerId);
  if (found === undefined) throw new Error('no location');
  return found.value;
}

/** Kinds of the notices of the nth person, with the days a reminder speaks of. */
async function noticesOf(number: number): Promise<string[]> {
  const page = await world.context.documents.list(
    NoticeDocument,
    partitions.person(actorOf(number).personId),
    {
      orderBy: [{ field: 'createdAt' }],
      limit: 100,
    },
  );
  return page.items.map(({ value: { subject, state } }) =>
    subject.kind === 'pause-reminder'
      ? `${subject.kind} ${subject.daysLeft} ${state}`
      : `${subject.kind} ${state}`,
  );
}

async function audited(action: string): Promise<string[]> {
  const rows = await world.audits();
  return rows.filter((row) => row.action === action).map(({ outcome }) => outcome);
}

describe('pausing', () => {
  it('lasts for 30 days from the press, and shows so to whoever pressed', async () => {
    const paused = await pause(1);

    expect(paused).toMatchObject({ ok: true, value: { intake: { status: 'paused', until: inDays(30) } } });
    expect(await stored()).toMatchObject({
      pausedUntil: inDays(30),
      pause: { since: noon, name: 'Person 1', reason: 'Holidays' },
    });
    expect(await audited('referrals.pause')).toEqual(['done']);
  });

  it.each([3, 4])('is refused to colleague %i, who learns who could', async (number) => {
    expect(await pause(number)).toEqual({
      ok: false,
      error: { code: 'forbidden', admins: ['Dana Okafor', 'Lee Chen'] },
    });
    expect((await stored()).pausedUntil).toBeNull();
    expect(await audited('referrals.pause')).toEqual(['refused']);
  });

  it('is refused to a stranger as for a location that is not there', async () => {
    const refused = { ok: false, error: { code: 'forbidden' } };

    expect(await pause(5)).toEqual(refused);
    expect(await pause(1, PartnerId.parse('9999'))).toEqual(refused);
    expect(await world.audits()).toEqual([]);
  });

  it('is one pause and one audit row when the same press is delivered twice', async () => {
    await pause(1, one, 'op');
    world.now = inDays(1);

    expect(await pause(1, one, 'op')).toMatchObject({
      ok: true,
      value: { intake: { status: 'paused', until: inDays(30) } },
    });
    expect(await audited('referrals.pause')).toEqual(['done']);
  });

  it('does not begin anew when a press is delivered again after an early end', async () => {
    const loose = { ...world.context, policy: { ...world.context.policy, openDaysBetweenPauses: 0 } };
    const asked = { partnerId: one, reason: '' };
    await pauseReferrals(loose, actorOf(1), asked, 'op');
    await resumeReferrals(loose, actorOf(1), one, 'other');
    world.now = inDays(1);

    expect(await pauseReferrals(loose, actorOf(1), asked, 'op')).toMatchObject({
      ok: true,
      value: { intake: { status: 'open' } },
    });
    expect((await stored()).pausedUntil).toBeNull();
  });

  it('has one winner of many at once; the others see the pause', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, (_, index) => pause((index % 2) + 1)));

    expect(all.every((result) => result.ok && result.value.intake.status === 'paused')).toBe(true);
    expect((await audited('referrals.pause')).toSorted()).toEqual([
      'done',
      ...Array.from({ length: 19 }, () => 'stale'),
    ]);
  });

  it('is refused too soon, with the day from which it is allowed', async () => {
    await pause(1);
    await at(inDays(59));

    expect(await pause(2)).toMatchObject({
      ok: true,
      value: { intake: { status: 'resting', allowedFrom: inDays(60) } },
    });
    expect(await audited('referrals.pause')).toEqual(['done', 'refused']);

    await at(inDays(60));
    expect(await pause(2)).toMatchObject({ ok: true, value: { intake: { status: 'paused' } } });
  });

  it('keeps what an import writes to the location meanwhile', async () => {
    const { documents } = world.context;
    let raced = false;
    const racing = {
      ...world.context,
      documents: {
        ...documents,
        async commit(...args: Parameters<typeof documents.commit>) {
          if (!raced) {
            raced = true;
            const found = await documents.get(LocationDocument, partitions.directory, one);
            if (found === undefined) throw new Error('no location');
            await documents.commit(partitions.directory, [
              replace(LocationDocument, found, { ...found.value, name: 'Renamed' }),
            ]);
          }
          return documents.commit(...args);
        },
      },
    };
    await pauseReferrals(racing, actorOf(1), { partnerId: one, reason: '' }, 'op');

    expect(await stored()).toMatchObject({ name: 'Renamed', pausedUntil: inDays(30) });
  });

  it('counts the offers that still need an answer', async () => {
    await world.receive(ReferralId.parse('R-1'));
    await world.receive(ReferralId.parse('R-2'), { kind: 'standard' });

    expect(await pause(1)).toMatchObject({ ok: true, value: { openOffers: 2 } });
    expect(await world.press(3, ReferralId.parse('R-1'), 'accept')).toBe('done');
    await world.runner.drain();
    expect(await showIntake(world.context, actorOf(1), one)).toMatchObject({ value: { openOffers: 1 } });
  });
});

describe('a paused location', () => {
  it.each(['benefit', 'standard'] as const)(
    'gets no %s referral up to the last second, and one at the end',
    async (kind) => {
      await pause(1);

      await at(before(inDays(30), SECOND));
      await world.receive(ReferralId.parse('R-1'), { kind });
      expect(await world.offer(ReferralId.parse('R-1'))).toMatchObject({
        partnerId: 'FTC',
        why: 'all-paused',
      });

      world.now = inDays(30);
      await world.receive(ReferralId.parse('R-2'), { kind });
      expect(await world.offer(ReferralId.parse('R-2'))).toMatchObject({ partnerId: one, status: 'offered' });
    },
  );

  it('is passed over for the next one', async () => {
    await world.locationWith(two, [6], { received: 5 });
    await pause(1);
    await world.receive(ReferralId.parse('R-1'));

    expect(await world.offer(ReferralId.parse('R-1'))).toMatchObject({ partnerId: two });
  });
});

describe('resuming early', () => {
  it('lets referrals come at once, and starts the days to the next pause', async () => {
    await pause(1);
    await at(inDays(10));

    expect(await resume(2)).toMatchObject({
      ok: true,
      value: {
        intake: { status: 'resting', allowedFrom: inDays(40), pause: { resumed: { name: 'Person 2' } } },
      },
    });
    await world.receive(ReferralId.parse('R-1'));
    expect(await world.offer(ReferralId.parse('R-1'))).toMatchObject({ partnerId: one });
    expect(await audited('referrals.resume')).toEqual(['done']);
  });

  it('silences the reminders of that pause, and not those of the next', async () => {
    await pause(1);
    await at(inDays(10));
    await resume(1);
    await at(inDays(35));
    expect(await noticesOf(1)).toEqual([]);

    await at(inDays(40));
    await pause(1);
    await at(inDays(63));
    expect(await noticesOf(1)).toEqual(['pause-reminder 7 sent']);
  });

  it('finds nothing to do where nothing is paused', async () => {
    expect(await resume(1)).toMatchObject({ ok: true, value: { intake: { status: 'open' } } });
    expect(await audited('referrals.resume')).toEqual(['stale']);
  });

  it('is refused to a colleague without the role', async () => {
    await pause(1);

    expect(await resume(3)).toMatchObject({ ok: false, error: { admins: ['Dana Okafor', 'Lee Chen'] } });
    expect((await stored()).pausedUntil).toEqual(inDays(30));
  });
});

describe('the end of a pause', () => {
  it('is announced 7 days and 1 day before, and told when it comes, once to each program admin', async () => {
    await pause(1);
    await at(before(inDays(23), SECOND));
    expect(await noticesOf(2)).toEqual(['pause-changed sent']);

    await at(inDays(23));
    await at(inDays(24));
    expect(await noticesOf(1)).toEqual(['pause-reminder 7 sent']);

    await at(inDays(29));
    await at(inDays(30));
    await at(inDays(31));
    for (const number of [1, 2]) {
      expect(await noticesOf(number)).toEqual([
        ...(number === 2 ? ['pause-changed sent'] : []),
        'pause-reminder 7 sent',
        'pause-reminder 1 sent',
        'pause-ended sent',
      ]);
    }
    for (const number of [3, 4, 5]) expect(await noticesOf(number)).toEqual([]);
    expect(world.said).toHaveLength(7);
  });

  it('is written down once, as of the instant at which it came', async () => {
    await pause(1);
    await at(inDays(31));
    await at(inDays(32));

    expect(await stored()).toMatchObject({ pausedUntil: null, lastPauseEndedAt: inDays(30) });
    expect(await audited('referrals.pause-end')).toEqual(['done']);
  });

  it.each<[string, number, string[]]>([
    ['the first reminder', 25, ['pause-reminder 7 sent']],
    ['both reminders', 29.5, ['pause-reminder 1 sent']],
    ['all of it', 33, ['pause-ended sent']],
  ])('is caught up with by a process that was down over %s', async (_case, days, told) => {
    await pause(1);
    await at(inDays(days));
    await at(inDays(days + 0.1));

    expect(await noticesOf(1)).toEqual(told);
  });

  it('holds for a process that was down, before any job has run', async () => {
    await pause(1);
    world.now = inDays(30);
    await world.receive(ReferralId.parse('R-1'));

    expect(await world.offer(ReferralId.parse('R-1'))).toMatchObject({ partnerId: one });
  });

  it('is not taken for that of the pause under way when its timer is late', async () => {
    await pause(1);
    world.now = inDays(10);
    await resume(1);
    world.now = inDays(40);
    await pause(1);
    await at(inDays(45));

    expect(await noticesOf(1)).toEqual([]);
    expect((await stored()).pausedUntil).toEqual(inDays(70));
    await at(inDays(63));
    expect(await noticesOf(1)).toEqual(['pause-reminder 7 sent']);
  });

  it('is neither told nor written down by a timer that rings too early, nor twice', async () => {
    await pause(1);
    const task = { partnerId: one, since: noon, daysLeft: 0 };
    const [job] = (await world.context.documents.list(JobDocument, partitions.directory, { limit: 1 })).items;
    if (job === undefined) throw new Error('no job');
    const run = { job, done: remove(job) };

    world.now = before(inDays(30), SECOND);
    expect(await tellPause(world.context, task, run)).toEqual({ again: inDays(30), is: 'planned' });
    expect(await noticesOf(1)).toEqual([]);

    world.now = inDays(30);
    expect(await tellPause(world.context, task, run)).toBe('deleted');
    expect(await tellPause(world.context, task, run)).toBe('done');
    expect(await noticesOf(1)).toHaveLength(1);
  });

  it('is told to nobody who has lost the role since', async () => {
    await pause(1);
    const { documents } = world.context;
    const roster = await documents.list(ContactDocument, partitions.partner(one), { limit: 10 });
    for (const entry of roster.items) {
      if (entry.value.name !== 'Lee Chen') continue;
      const member: Contact = { ...entry.value, role: 'program-member' };
      await documents.commit(partitions.partner(one), [replace(ContactDocument, entry, member)]);
    }
    await at(inDays(23));

    expect(await noticesOf(1)).toEqual(['pause-reminder 7 sent']);
    expect(await noticesOf(2)).toEqual([]);
  });
});

describe('what one program admin does', () => {
  it('is told to the others at once, once each, and not to whoever did it', async () => {
    await pause(1, one, 'same');
    await pause(1, one, 'same');
    await at(noon);
    world.now = inDays(3);
    await resume(2);
    await at(inDays(3));

    expect(await noticesOf(2)).toEqual(['pause-changed sent']);
    expect(await noticesOf(1)).toEqual(['pause-changed sent']);
    for (const number of [3, 4, 5]) expect(await noticesOf(number)).toEqual([]);
  });

  it('is shown with who did it', async () => {
    await pause(1);
    await at(noon);
    world.now = inDays(3);
    await resume(2);
    await at(inDays(3));

    const said = (number: number) =>
      world.said
        .filter(({ to }) => to.includes(actorOf(number).aadObjectId))
        .map(({ activity }) => JSON.stringify(activity));
    expect(said(2)).toEqual([
      expect.stringMatching(wording('referrals.pause.paused-by', { name: '**Person 1**' })),
    ]);
    expect(said(1)).toEqual([
      expect.stringMatching(wording('referrals.pause.ended-early', { name: '**Person 2**' })),
    ]);
  });

  it('is told as it ended when it ended before anybody was told', async () => {
    await pause(1);
    await resume(1);
    await at(noon);

    expect(world.said.map(({ activity }) => JSON.stringify(activity))).toEqual([
      expect.stringContaining('resumed'),
    ]);
  });
});

describe('the card of a reminder', () => {
  const since = noon;
  const shownTo = (number: number, kind: 'pause-reminder' | 'pause-ended') =>
    pauseNotice(world.context, { kind, partnerId: one, since, daysLeft: 1 }, person(number), {
      locale: 'en-GB',
      timeZone: 'Europe/Berlin',
      now: world.now,
    });

  it('is for program admins now, while what it says is so', async () => {
    await pause(1);
    world.now = inDays(29);
    expect(await shownTo(2, 'pause-reminder')).toMatchObject({ type: 'AdaptiveCard' });
    expect(await shownTo(2, 'pause-ended')).toBeUndefined();
    for (const number of [3, 4, 5]) expect(await shownTo(number, 'pause-reminder')).toBeUndefined();

    world.now = inDays(30);
    expect(await shownTo(2, 'pause-reminder')).toBeUndefined();
    expect(await shownTo(2, 'pause-ended')).toMatchObject({ type: 'AdaptiveCard' });
    expect(await shownTo(3, 'pause-ended')).toBeUndefined();
  });

  it('is for its own pause only', async () => {
    await pause(1);
    await resume(1);
    expect(await shownTo(1, 'pause-ended')).toBeUndefined();

    world.now = inDays(30);
    await pause(1);
    expect(await shownTo(1, 'pause-reminder')).toBeUndefined();
  });
});

describe('leaving the programme', () => {
  const leave = (number: number, opId = `op-${++presses}`) =>
    askToLeave(world.context, actorOf(number), { partnerId: one, program: 'FRP' }, opId);
  const cases = () => world.context.documents.list(CaseDocument, partitions.partner(one), { limit: 10 });

  beforeEach(async () => {
    const { tenantId, aadObjectId, personId } = actorOf(8);
    await world.context.documents.commit(partitions.program('operators'), [
      create(OperatorDocument, 'operator:8', {
        tenantId: TenantId.parse(tenantId),
        aadObjectId,
        personId,
        name: 'Robin Vale',
        email: 'robin@fasttrack.test',
      }),
    ]);
  });

  it('is offered on the last day of a pause and makes one case, of which the operators are told', async () => {
    await pause(1);
    await at(inDays(29));

    const left = await leave(1);
    await leave(2);
    await at(inDays(29));

    expect(left).toMatchObject({ ok: true, value: { leaving: [{ program: 'FRP', status: 'open' }] } });
    expect((await cases()).items.map(({ value }) => value)).toMatchObject([
      {
        kind: 'registration',
        partnerId: one,
        program: 'FRP',
        openedByName: 'Person 1',
        openedAt: inDays(29),
      },
    ]);
    expect(await noticesOf(8)).toEqual(['case sent']);
    expect(await audited('referrals.leave')).toEqual(['done', 'stale']);
  });

  it('is not taken for another case of the location', async () => {
    await pause(1);
    await at(inDays(30));
    const other = newCase({
      caseId: 'S-1',
      kind: 'support',
      partnerId: one,
      program: 'FRP',
      subject: 'A question',
      text: '',
      details: {},
      attachments: [],
      openedAt: noon,
      openedBy: actorOf(1).aadObjectId,
      openedByName: 'Dana Okafor',
    });
    await world.context.documents.commit(partitions.partner(one), [create(CaseDocument, 'case:S-1', other)]);

    expect(await showIntake(world.context, actorOf(1), one)).toMatchObject({ value: { leaving: [] } });
  });

  it('is told only to operators who hold no role at that location, as the case stands', async () => {
    await pause(1);
    await at(inDays(30));
    await leave(1);
    const { caseId } = (await cases()).items[0]!.value;
    const subject = { kind: 'case', partnerId: one, caseId } as const;
    const reader = { locale: 'en-GB', timeZone: 'Europe/Berlin', now: world.now };
    const shownTo = (number: number, operator: boolean) =>
      leaveCaseNotice(world.context, subject, person(number, { operator }), reader);

    expect(await shownTo(8, true)).toMatchObject({ type: 'AdaptiveCard' });
    expect(await shownTo(8, false)).toBeUndefined();
    expect(await shownTo(1, true)).toBeUndefined();

    const unbound = { aadObjectId: null, personId: null };
    await world.context.documents.commit(partitions.partner(one), [
      create(ContactDocument, 'contact:FRP:unbound', contact(one, 8, unbound)),
    ]);
    expect(await shownTo(8, true)).toBeUndefined();
  });

  const imports = (ends: string, more: object = {}) =>
    importing(
      store,
      { 'memberships.csv': `partnerId,program,anniversary,ends\n1001,FRP,2027-06-30,${ends}\n` },
      { now: world.now, ...more },
    );

  it('is carried out, and told to whoever asked and the other admins, by the last day in an import', async () => {
    await imports('');
    await pause(1);
    await at(inDays(30));
    await leave(1);
    await at(inDays(31));
    const before = (await noticesOf(1)).length;

    await imports('2026-12-31');
    await imports('2026-12-31');
    await at(inDays(31));

    expect((await cases()).items.map(({ value }) => [value.status, value.updatedAt])).toEqual([
      ['closed', inDays(31)],
    ]);
    expect((await noticesOf(1)).slice(before)).toEqual(['case-closed sent']);
    expect((await noticesOf(2)).at(-1)).toBe('case-closed sent');
    expect(await noticesOf(3)).toEqual([]);
    expect(JSON.stringify(world.said.at(-1)?.activity)).toMatch(
      wording('referrals.case.ends', { day: '31 Dec 2026' }),
    );
    expect(await audited('case.close')).toEqual(['done']);
  });

  it('is not carried out by another programme’s last day, nor another case by this one', async () => {
    await imports('');
    await pause(1);
    await at(inDays(30));
    await leave(1);
    await importing(store, {
      'memberships.csv': 'partnerId,program,anniversary,ends\n1001,CM,2027-06-30,2026-12-31\n',
    });
    expect((await cases()).items.map(({ value }) => value.status)).toEqual(['open']);
  });

  it('tells nobody of it who is not concerned', async () => {
    await imports('');
    await pause(1);
    await at(inDays(30));
    await leave(1);
    await imports('2020-01-01');
    const { caseId } = (await cases()).items[0]!.value;
    const reader = { locale: 'en-GB', timeZone: 'Europe/Berlin', now: world.now };
    const shownTo = async (number: number) => {
      const subject = { kind: 'case-closed', partnerId: one, caseId } as const;
      const card = await caseClosedNotice(world.context, subject, person(number), reader);
      return card && wording('referrals.case.ends').test(textOf(card));
    };

    expect(await Promise.all([1, 2, 3, 4, 5, 8].map(shownTo))).toEqual([
      true,
      true,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('changes neither the pause nor what comes after it', async () => {
    await pause(1);
    await at(inDays(29));
    await leave(1);
    await at(inDays(30));
    await world.receive(ReferralId.parse('R-1'));

    expect(await world.offer(ReferralId.parse('R-1'))).toMatchObject({ partnerId: one });
  });

  it('can be asked for anew after another pause', async () => {
    await pause(1);
    await at(inDays(30));
    await leave(1);
    await at(inDays(60));
    await pause(1);
    await at(inDays(90));
    await leave(1);

    expect((await cases()).items).toHaveLength(2);
  });

  it('is not taken while a pause has more than a day to run, nor without one', async () => {
    await leave(1);
    await pause(1);
    await at(inDays(28));
    await leave(1);

    expect((await cases()).items).toEqual([]);
    expect(await audited('referrals.leave')).toEqual(['stale', 'stale']);
  });

  it('is refused to a colleague without the role, and to strangers', async () => {
    await pause(1);
    await at(inDays(30));

    expect(await leave(3)).toMatchObject({ ok: false, error: { admins: ['Dana Okafor', 'Lee Chen'] } });
    expect(await leave(5)).toEqual({ ok: false, error: { code: 'forbidden' } });
    expect((await cases()).items).toEqual([]);
  });
});
