import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  acceptanceOf,
  acceptanceRate,
  acceptsNeeded,
  moved,
  newQuarter,
  quarterOf,
  rateAfterDecline,
  type QuarterFigures,
} from '../../src/domain/referrals/acceptance.ts';
import { awaitsMatching, decideOffer } from '../../src/domain/referrals/decide.ts';
import {
  assignOffer,
  concludeOffer,
  lookedAfterBy,
  MAX_NOTES,
  noteOffer,
} from '../../src/domain/referrals/desk.ts';
import { isNamed, offerEntry } from '../../src/domain/referrals/offer-entry.ts';
import type { Offer, OfferStatus } from '../../src/domain/referrals/referral.ts';
import { inDays, noon, offer, referral } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';

const Q4 = quarterOf(noon);
const dana = { by: aad(1), name: 'Dana Okafor' };
const lee = { by: aad(2), name: 'Lee Chen' };

function figures(accepted: number, declined: number, timedOut = 0): QuarterFigures {
  return { ...newQuarter(Q4), accepted, declined, timedOut };
}

describe('the acceptance rate', () => {
  it.each([
    ['nothing decided', figures(0, 0), 'none', undefined],
    ['exactly 80 %', figures(4, 1), 'near', 0.8],
    ['a hair under 80 %', figures(7_999, 2_001), 'under', 0.7999],
    ['80 % in numbers that floating point misses', figures(28, 7), 'near', 0.8],
    ['one accepted, at the start of a quarter', figures(1, 0), 'safe', 1],
    ['all accepted, too few to afford a decline', figures(3, 0), 'safe', 1],
    ['one declined among few', figures(1, 1), 'under', 0.5],
    ['five decided, the last of them not in time', figures(4, 0, 1), 'near', 0.8],
    ['all accepted, enough for one decline', figures(4, 0), 'safe', 1],
    ['none accepted', figures(0, 1), 'under', 0],
    ['a time-out counts as a decline does', figures(4, 0, 2), 'under', 4 / 6],
  ] as const)('of %s', (_case, counted, standing, rate) => {
    expect(acceptanceOf(counted)).toBe(standing);
    expect(acceptanceRate(counted)).toBe(rate);
  });

  it('foretells what a decline makes of it', () => {
    expect(rateAfterDecline(figures(0, 0))).toBe(0);
    expect(rateAfterDecline(figures(4, 1))).toBe(4 / 6);
  });

  it('says how many more make room for a decline, and bring it back', () => {
    expect(acceptsNeeded(figures(1, 0), 'room')).toBe(3);
    expect(acceptsNeeded(figures(4, 0), 'room')).toBe(0);
    expect(acceptsNeeded(figures(4, 1), 'room')).toBe(4);
    expect(acceptsNeeded(figures(3, 1), 'passes')).toBe(1);
    expect(acceptsNeeded(figures(4, 1), 'passes')).toBe(0);
    fc.assert(
      fc.property(fc.nat(60), fc.nat(20), (accepted, declined) => {
        const more = acceptsNeeded(figures(accepted, declined), 'passes');
        const then = figures(accepted + more, declined);
        expect(acceptanceOf(then)).not.toBe('under');
        if (more > 0) expect(acceptanceOf(figures(accepted + more - 1, declined))).toBe('under');
      }),
    );
  });

  it.each([
    ['2026-09-30T23:59:59.999Z', '2026-Q3'],
    ['2026-10-01T00:00:00.000Z', '2026-Q4'],
    ['2026-12-31T23:59:59.999Z', '2026-Q4'],
    ['2027-01-01T00:00:00.000Z', '2027-Q1'],
  ])('counts an offer of %s in %s', (instant, quarter) => {
    expect(quarterOf(new Date(instant))).toBe(quarter);
  });

  it('moves with each status, and back out when an accepted one is handed back or withdrawn', () => {
    const accepted = moved(figures(0, 0), 'offered', 'accepted').figures;
    expect(accepted).toMatchObject({ accepted: 1, declined: 0, timedOut: 0 });
    expect(moved(accepted, 'accepted', 'declined').figures).toMatchObject({ accepted: 0, declined: 1 });
    expect(moved(accepted, 'accepted', 'withdrawn').figures).toMatchObject({ accepted: 0, declined: 0 });
    expect(moved(figures(0, 0), 'offered', 'timed-out').figures).toMatchObject({ timedOut: 1 });
    expect(moved(figures(1, 0), null, 'offered').figures).toEqual(figures(1, 0));
  });

  it('tells of a crossing when it happens, and once', () => {
    const steps: OfferStatus[] = [
      ...Array<OfferStatus>(4).fill('accepted'),
      'declined',
      'declined',
      'declined',
      ...Array<OfferStatus>(9).fill('accepted'),
    ];
    let now = figures(0, 0);
    const told = steps.map((status) => {
      const step = moved(now, 'offered', status);
      now = step.figures;
      return step.crossing ?? '-';
    });
    expect(told.join(' ')).toBe('- - - - near under - - - - - - - - near -');
    expect(now).toMatchObject({ accepted: 13, declined: 3, timesNear: 2, timesUnder: 1 });
  });

  it('warns of a decline to come only once five offers are decided or one was declined', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.nat(3), fc.nat(3), (accepted, declined, timedOut) => {
        const counted = figures(accepted, declined, timedOut);
        const enough = accepted + declined + timedOut >= 5 || declined > 0;
        if (!enough) expect(acceptanceOf(counted)).not.toBe('near');
      }),
    );
    expect(moved(figures(0, 0), 'offered', 'accepted').crossing).toBeUndefined();
    expect(moved(figures(4, 0), 'offered', 'declined').crossing).toBe('near');
  });

  it('never comes out of step with the offers, in whatever order they are decided', () => {
    const status = fc.constantFrom<OfferStatus>('accepted', 'declined', 'timed-out', 'withdrawn', 'offered');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), status), { maxLength: 40 }), (changes) => {
        const offers = new Map<number, OfferStatus>();
        let now = figures(0, 0);
        for (const [id, to] of changes) {
          now = moved(now, offers.get(id) ?? null, to).figures;
          offers.set(id, to);
        }
        const count = (wanted: OfferStatus) => [...offers.values()].filter((is) => is === wanted).length;
        expect([now.accepted, now.declined, now.timedOut]).toEqual([
          count('accepted'),
          count('declined'),
          count('timed-out'),
        ]);
      }),
    );
  });
});

describe('handing back', () => {
  const by = { decider: dana, opId: 'op-2' };
  const handBack = (status: OfferStatus, reason: 'capacity' | 'other' = 'capacity', notes = '') => {
    const parts = [
      {
        part: 1,
        workloads: ['teams' as const],
        offers: [offer({ status, revision: 2, followUp: '2026-11-30' })],
        redirect: null,
      },
    ];
    return decideOffer(
      referral({ parts }),
      { part: 1, round: 1 },
      { verb: 'hand-back', reason, notes },
      by,
      noon,
    );
  };

  it('turns an accepted offer into a declined one that is matched again', () => {
    const done = handBack('accepted');
    if (!done.ok) throw new Error(done.error.code);
    const [part] = done.value.parts;
    expect(part?.offers[0]).toMatchObject({
      status: 'declined',
      handedBack: true,
      reason: 'capacity',
      decidedBy: dana,
      opId: 'op-2',
      revision: 3,
    });
    expect(part && awaitsMatching(part)).toBe(true);
  });

  it.each(['offered', 'declined', 'timed-out', 'withdrawn', 'ftc'] as const)(
    'is stale on an offer %s',
    (status) => {
      expect(handBack(status)).toMatchObject({ ok: false, error: { code: 'stale' } });
    },
  );

  it('needs notes with the reason Other', () => {
    expect(handBack('accepted', 'other', ' ')).toMatchObject({
      ok: false,
      error: { code: 'notes-required' },
    });
    expect(handBack('accepted', 'other', 'Merged away').ok).toBe(true);
  });
});

describe('an accepted referral', () => {
  const accepted = offer({ status: 'accepted', decidedAt: noon, decidedBy: dana, revision: 2 });
  const today = '2026-11-23';
  const note = (at: Offer, text: string, followUp: string | null | undefined) =>
    noteOffer(at, { text, followUp }, lee, noon, today);

  it('is looked after by who accepted it until it is handed over', () => {
    expect(lookedAfterBy(accepted)).toEqual(dana);
    const handed = assignOffer(accepted, lee);
    expect(lookedAfterBy(handed)).toEqual(lee);
    expect(handed.revision).toBe(3);
    expect(assignOffer(handed, lee)).toBe(handed);
  });

  it('keeps notes in order, and the day of the next step', () => {
    const first = note(accepted, ' Called ', '2026-11-23');
    const second = first.ok ? note(first.value, 'Again', undefined) : first;
    const third = second.ok ? note(second.value, '', null) : second;
    expect(second.ok && second.value.journal.map(({ text }) => text)).toEqual(['Called', 'Again']);
    expect(second.ok && second.value.followUp).toBe('2026-11-23');
    expect(third.ok && [third.value.followUp, third.value.revision]).toEqual([null, 5]);
  });

  it.each([
    ['nothing at all', ' ', undefined, 'nothing-to-note'],
    ['what nobody can see', '\u0000 \u200b', undefined, 'nothing-to-note'],
    ['the same day again', '', '2026-12-01', 'nothing-to-note'],
    ['yesterday', 'x', '2026-11-22', 'follow-up-past'],
  ])('refuses %s', (_case, text, followUp, code) => {
    const at = { ...accepted, followUp: '2026-12-01' };
    expect(note(at, text, followUp)).toEqual({ ok: false, error: { code } });
  });

  it('takes a note while the day set long ago has passed', () => {
    expect(note({ ...accepted, followUp: '2026-11-01' }, 'Late', '2026-11-01').ok).toBe(true);
  });

  it('holds a bounded number of notes', () => {
    const entry = { at: noon, ...lee, text: 'x' };
    const full = { ...accepted, journal: Array.from({ length: MAX_NOTES }, () => entry) };
    expect(note(full, 'One more', undefined)).toEqual({ ok: false, error: { code: 'too-many-notes' } });
    expect(note(full, '', '2026-11-30').ok).toBe(true);
  });

  it('has one outcome, the last', () => {
    const lost = concludeOffer(accepted, { result: 'lost', services: '', value: null }, dana, noon);
    const won = concludeOffer(lost, { result: 'won', services: ' Workshop ', value: 1_200 }, lee, inDays(1));
    expect(won).toMatchObject({
      outcome: { result: 'won', services: 'Workshop', value: 1_200, name: 'Lee Chen' },
      revision: 4,
    });
  });
});

describe('the list of a location', () => {
  const rank = (overrides: Partial<Offer>) => offerEntry(referral(), 1, offer(overrides)).rank;

  it('has open offers first, the next deadline on top, then what is decided, the latest on top', () => {
    const order = [
      rank({ respondBy: inDays(1) }),
      rank({ respondBy: inDays(7) }),
      rank({ status: 'accepted', decidedAt: inDays(3) }),
      rank({ status: 'declined', decidedAt: inDays(-3) }),
      rank({ status: 'timed-out', decidedAt: inDays(-900) }),
    ];
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order.every(Number.isSafeInteger)).toBe(true);
  });

  it.each([
    ['Tailspin Toys', 'toy', true],
    ['Tailspin Toys', ' SPIN t ', true],
    ['Société Générale', 'generale', true],
    ['Straße AG', 'STRASSE', false],
    ['Tailspin Toys', '', true],
    ['Tailspin Toys', '.*', false],
  ])('finds %s by “%s”: %s', (name, part, found) => {
    expect(isNamed(name, part)).toBe(found);
  });
});
