import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import type { AuditRow } from '../../src/usecases/audit.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { pauseReferrals } from '../../src/usecases/referrals/pause.ts';
import { timeOutOffer } from '../../src/usecases/referrals/close.ts';
import type { JobRun } from '../../src/usecases/jobs.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import { remove } from '../../src/usecases/ports.ts';
import { before, inDays } from '../support/referrals.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';

const one = PartnerId.parse('1001');
const two = PartnerId.parse('1002');
const R1 = ReferralId.parse('R-1');

/** Two working days after the Monday noon at which every story begins (UTC), for a location in Germany. */
const wednesday = inDays(2);

let world: ReferralWorld;

beforeEach(async () => {
  world = await referralWorld();
});
afterEach(() => world.close());

async function at(now: Date): Promise<void> {
  world.now = now;
  await world.runner.drain();
}

const reminders = async () =>
  (await Array.fromAsync(world.context.documents.scan(NoticeDocument, 'people')))
    .map(({ value }) => value)
    .filter((notice) => notice.subject.kind === 'referral-reminder');

/** What ends an offer; that it was made is another row. */
function isDecision({ action, outcome }: AuditRow): boolean {
  return outcome === 'done' && /^referral\.(accept|decline|time-out)$/.test(action);
}

describe('a reminder', () => {
  beforeEach(async () => {
    await world.locationWith(one, [1, 2], { country: 'DE' });
    await world.receive(R1);
    world.said.length = 0;
  });

  it('comes two business days after the offer to everybody told, once', async () => {
    await at(before(wednesday));
    expect(world.said).toEqual([]);
    await at(wednesday);
    await at(inDays(3));
    await at(inDays(6));
    expect(world.said.map(({ to, update }) => [to, update]).toSorted()).toEqual(
      [1, 2].map((number) => [`chat-${actorOf(number).aadObjectId}`, false]),
    );
    expect(JSON.stringify(world.said[0]?.activity)).toContain('referral.accept');
  });

  it('is caught up with on start, late or not at all, by a process that was down over its moment', async () => {
    await at(inDays(5));
    expect(await reminders()).toHaveLength(2);
    const down = ReferralId.parse('R-2');
    world.now = inDays(5);
    await world.receive(down);
    await at(inDays(13));
    expect(
      (await reminders()).filter(({ subject }) => 'referralId' in subject && subject.referralId === down),
    ).toEqual([]);
  });

  it('does not come once somebody has decided', async () => {
    await world.press(1, R1, 'accept');
    await at(inDays(1));
    world.said.length = 0;
    await at(inDays(4));
    expect(world.said).toEqual([]);
    expect(await reminders()).toEqual([]);
  });

  it('follows the offer like the first card does', async () => {
    await at(wednesday);
    world.said.length = 0;
    await world.press(1, R1, 'accept');
    await world.runner.drain();
    expect(world.said.map(({ update }) => update)).toEqual([true, true, true, true]);
    for (const { activity } of world.said) expect(JSON.stringify(activity)).toContain('Person 1');
  });

  it('of a Thursday waits over the weekend, and over a holiday there', async () => {
    const thursday = inDays(3 + 28);
    world.now = thursday;
    const christmas = ReferralId.parse('R-2');
    await world.receive(christmas);
    world.said.length = 0;
    // 24 December 2026 is a Thursday; Friday and Saturday are holidays in Germany.
    expect(thursday.toISOString()).toBe('2026-12-24T12:00:00.000Z');
    await at(before(inDays(3 + 28 + 5)));
    expect(await reminders()).toEqual([]);
    await at(inDays(3 + 28 + 5));
    expect(await reminders()).toHaveLength(2);
  });
});

describe('the deadline', () => {
  beforeEach(async () => {
    await world.locationWith(one, [1, 2]);
    await world.locationWith(two, [3], { received: 5 });
    await world.receive(R1);
  });

  it('is seven days of 24 hours, to the millisecond', async () => {
    expect((await world.offer(R1))?.respondBy).toEqual(inDays(7));
    await at(before(inDays(7)));
    expect(await world.offer(R1)).toMatchObject({ partnerId: one, status: 'offered' });
    expect(await world.press(1, R1, 'accept')).toBe('done');
  });

  it.each([
    ['the press comes first', true],
    ['the timer comes first', false],
  ])('at its very instant has one winner, the clock, also when %s', async (_case, pressFirst) => {
    world.now = inDays(7);
    const press = () => world.press(1, R1, 'accept');
    const timer = () => world.runner.drain().then(() => 'ran');
    const [first, second] = pressFirst ? [press, timer] : [timer, press];
    const outcomes = await Promise.all([first(), second()]);
    expect(outcomes).toContain('stale');
    const rows = (await world.audits()).filter(isDecision);
    expect(rows.map(({ action }) => action)).toEqual(['referral.time-out']);
    const [part] = (await world.referral(R1)).parts;
    expect(part?.offers.map(({ partnerId, status }) => [partnerId, status])).toEqual([
      [one, 'timed-out'],
      [two, 'offered'],
    ]);
  });

  it('one millisecond before has one winner, the press, when the timer is early', async () => {
    world.now = before(inDays(7));
    const partition = partitions.referral(R1);
    const job = await world.context.documents.get(JobDocument, partition, 'job:time-out:1:1');
    if (job === undefined) throw new Error('no timer');
    const run: JobRun = { job, done: remove(job) };
    const early = timeOutOffer(world.context, { referralId: R1, part: 1, round: 1 }, run);
    const [outcome] = await Promise.all([world.press(1, R1, 'accept'), early]);
    expect(outcome).toBe('done');
    await at(inDays(9));
    expect((await world.audits()).filter(isDecision).map((row) => row.action)).toEqual(['referral.accept']);
  });

  it('passed while nobody was there is made up for on start, also over several partners', async () => {
    await at(inDays(30));
    expect((await world.offer(R1))?.partnerId).toBe(two);
    await at(inDays(30 + 7));
    expect(await world.offer(R1)).toMatchObject({ partnerId: 'FTC', status: 'ftc' });
    expect(new Date((await world.offer(R1))?.offeredAt ?? 0)).toEqual(inDays(37));
  });
});

describe('presses, pauses and timers in a crowd', () => {
  it('leave each offer of twenty with one decision and one story, 200 at the same instant', async () => {
    const ids = Array.from({ length: 20 }, (_none, index) => ReferralId.parse(`S-${index}`));
    const locations = Array.from({ length: 5 }, (_none, index) => PartnerId.parse(String(2001 + index)));
    const peopleOf = (partnerId: string) => [Number(partnerId) * 2, Number(partnerId) * 2 + 1];
    for (const partnerId of locations) {
      await world.locationWith(partnerId, peopleOf(partnerId), {}, { role: 'program-admin' });
    }
    for (const referralId of ids) await world.receive(referralId);
    const people = new Map<ReferralId, number[]>();
    for (const id of ids) people.set(id, peopleOf((await world.offer(id))?.partnerId ?? ''));

    const presses = (referralIds: readonly ReferralId[]) =>
      referralIds.flatMap((id) =>
        Array.from({ length: 9 }, (_none, index) =>
          world.press(people.get(id)?.[index % 2] ?? 0, id, index % 3 === 0 ? 'decline' : 'accept'),
        ),
      );
    const pauses = () =>
      locations.flatMap((partnerId) =>
        peopleOf(partnerId).map(async (number) => {
          const asked = { partnerId, reason: '' };
          const paused = await pauseReferrals(world.context, actorOf(number), asked, `pause-${number}`);
          return paused.ok ? 'paused' : paused.error.code;
        }),
      );
    const timers = () => world.runner.drain().then(() => 'ran');
    // Half of the offers just before the deadline, half at its instant.
    world.now = before(inDays(7));
    const early = await Promise.all([...presses(ids.slice(0, 10)), ...pauses(), timers()]);
    world.now = inDays(7);
    const late = await Promise.all([...presses(ids.slice(10)), ...pauses(), timers()]);
    await world.runner.drain();

    const count = (outcomes: readonly string[], outcome: string) =>
      outcomes.filter((each) => each === outcome).length;
    expect([count(early, 'done'), count(early, 'stale')]).toEqual([10, 80]);
    expect([count(late, 'done'), count(late, 'stale')]).toEqual([0, 90]);
    const audits = await world.audits();
    const paused = audits.filter((row) => row.action === 'referrals.pause' && row.outcome === 'done');
    expect(paused.map(({ subject }) => subject).toSorted()).toEqual(locations);
    for (const id of ids) {
      const [part] = (await world.referral(id)).parts;
      const decided = part?.offers.filter(({ decidedAt }) => decidedAt !== null) ?? [];
      expect(decided.map(({ round }) => round)).toEqual([1]);
      const rows = audits.filter((row) => row.subject === `${id}/1` && isDecision(row));
      expect(rows.map(({ action, actor }) => [action, actor])).toEqual([
        [ACTIONS[decided[0]?.status ?? ''], decided[0]?.decidedBy?.by],
      ]);
      // Let go means offered on, once, to another; accepted means that it stays.
      expect(part?.offers).toHaveLength(decided[0]?.status === 'accepted' ? 1 : 2);
      expect(new Set(part?.offers.map(({ partnerId }) => partnerId)).size).toBe(part?.offers.length);
    }
    // A conversation takes so many messages a second.
    for (let minute = 1; minute <= 10; minute++) await at(new Date(inDays(7).getTime() + minute * 60_000));
    const told = await Array.fromAsync(world.context.documents.scan(NoticeDocument, 'people'));
    expect(told.every(({ value }) => value.state === 'sent' && !value.open)).toBe(true);
  });
});

const ACTIONS: { readonly [status: string]: string } = {
  accepted: 'referral.accept',
  declined: 'referral.decline',
  'timed-out': 'referral.time-out',
};
