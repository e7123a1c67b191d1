import type { ScoredArea, Waiting } from '../../domain/today/waiting.ts';
import { say } from '../../words/say.ts';
import { asText, type Text } from '../../words/text.ts';
import { productName } from '../associations/product.ts';
import type { ActionData } from '../kit/action.ts';
import {
  dateTime,
  day,
  number,
  percent,
  relative,
  relativeDay,
  timeLeft,
  type Reader,
} from '../kit/format.ts';
import { AREA_NAMES, PROGRAM_NAMES } from '../kit/labels.ts';
import { plain } from '../kit/text.ts';

/** One row: what it is, a word about it, and the press that opens it. */
export interface TodayRow {
  readonly what: Text;
  readonly about: Text;
  readonly verb: string;
  readonly data: ActionData;
}

/** The row of one thing that waits. */
export function rowOf(one: Waiting, reader: Reader): TodayRow {
  switch (one.kind) {
    case 'offer':
      return offerRow(one, reader);
    case 'claim':
      return claimRow(one, reader);
    case 'dispute':
      return disputeRow(one, reader);
    case 'lost':
      return lostRow(one, reader);
    case 'renewal':
      return renewalRow(one, reader);
    case 'acceptance':
      return acceptanceRow(one, reader);
    case 'pause':
      return pauseRow(one, reader);
    case 'closest':
      return closestRow(one, reader);
    case 'queue':
    case 'mails':
    case 'referrals':
      return staffRow(one, reader);
  }
}

type Of<Kind extends Waiting['kind']> = Extract<Waiting, { kind: Kind }>;

function offerRow(one: Of<'offer'>, reader: Reader): TodayRow {
  return {
    what: say(reader, 'today.offer', { customer: plain(one.customerName, 80) }),
    about:
      one.dueAt === null ? say(reader, 'today.offer.open') : dueText('today.offer.when', one.dueAt, reader),
    verb: 'referral.show',
    data: { referralId: one.referralId, part: one.part },
  };
}

function claimRow(one: Of<'claim'>, reader: Reader): TodayRow {
  return {
    what: say(reader, one.isContested ? 'today.claim.contested' : 'today.claim', {
      customer: plain(one.customerName || one.claimId, 80),
    }),
    about:
      one.dueAt === null ? say(reader, 'today.claim.open') : dueText('today.claim.when', one.dueAt, reader),
    verb: 'claim.show',
    data: { claimId: one.claimId },
  };
}

function disputeRow(one: Of<'dispute'>, reader: Reader): TodayRow {
  return {
    what: say(reader, 'today.dispute', { customer: plain(one.customerName || one.claimId, 80) }),
    about: dueText('today.dispute.when', one.dueAt, reader),
    verb: 'claim.show',
    data: { claimId: one.claimId },
  };
}

function lostRow(one: Of<'lost'>, reader: Reader): TodayRow {
  return {
    what: say(reader, 'today.lost', { customer: plain(one.customerName, 80) }),
    about: say(reader, 'today.lost.when', {
      product: asText(productName(one.product)),
      when: relative(one.at, reader),
    }),
    ...(one.isTold
      ? { verb: 'dpor.history', data: { subscriptionId: one.subscriptionId } }
      : { verb: 'associations.list', data: { partnerId: one.partnerId } }),
  };
}

function renewalRow({ program, locationName, partnerId, due }: Of<'renewal'>, reader: Reader): TodayRow {
  return {
    what: say(reader, 'today.renewal', {
      program: PROGRAM_NAMES[program],
      location: plain(locationName, 80),
    }),
    about: say(reader, 'today.renewal.about', { day: day(due, reader), when: relativeDay(due, reader) }),
    verb: 'renewal.show',
    data: { partnerId, program },
  };
}

function acceptanceRow(one: Of<'acceptance'>, reader: Reader): TodayRow {
  return {
    what: say(reader, `today.acceptance.${one.standing}`, {
      location: plain(one.locationName, 80),
      rate: percent(one.rate, reader),
    }),
    about: say(reader, `today.acceptance.${one.standing}.about`),
    verb: 'referrals.list',
    data: { partnerId: one.partnerId },
  };
}

function pauseRow(one: Of<'pause'>, reader: Reader): TodayRow {
  return {
    what: say(reader, 'today.pause', { location: plain(one.locationName, 80) }),
    about: say(reader, 'today.pause.about', {
      when: relative(one.until, reader),
      at: dateTime(one.until, reader),
    }),
    verb: 'pause.show',
    data: { partnerId: one.partnerId },
  };
}

function closestRow(one: Of<'closest'>, reader: Reader): TodayRow {
  return {
    what: areaText(one, reader),
    about:
      one.missing > 0
        ? say(reader, 'today.closest.short', { missing: number(one.missing, reader) })
        : say(reader, 'today.closest.zero'),
    verb: 'scores.plan',
    data: { globalId: one.globalId, area: one.area },
  };
}

/** How one area stands, where nothing waits. */
export function scoreRow(one: ScoredArea, reader: Reader): TodayRow {
  const { globalId, area, qualified } = one;
  return {
    what: areaText(one, reader),
    about: qualified
      ? say(reader, 'today.score.qualified')
      : one.missing > 0
        ? say(reader, 'today.score.short', { missing: number(one.missing, reader) })
        : say(reader, 'today.closest.zero'),
    verb: 'scores.show',
    data: { globalId, area },
  };
}

function areaText({ area, total }: Pick<ScoredArea, 'area' | 'total'>, reader: Reader): Text {
  return say(reader, 'today.closest', { area: asText(AREA_NAMES[area]), total: number(total, reader) });
}

const STAFF_VERBS = { queue: 'claims.queue', mails: 'dpor.mails', referrals: 'operations.show' } as const;

function staffRow(one: Extract<Waiting, { readonly count: number }>, reader: Reader): TodayRow {
  return {
    what: say(reader, `today.${one.kind}`, { count: one.count }),
    about: say(reader, `today.${one.kind}.about`),
    verb: STAFF_VERBS[one.kind],
    data: {},
  };
}

function dueText(
  key: 'today.offer.when' | 'today.claim.when' | 'today.dispute.when',
  dueAt: Date,
  reader: Reader,
): Text {
  return say(reader, key, { when: timeLeft(dueAt, reader), at: dateTime(dueAt, reader) });
}
