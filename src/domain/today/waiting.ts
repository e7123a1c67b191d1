import type { AreaScore } from '../scores/score.ts';
import type { Area, Program } from '../shared/catalogue.ts';
import type { GlobalId, PartnerId, ReferralId } from '../shared/ids.ts';
import type { Day } from '../shared/time.ts';

/** One thing that waits for somebody, or that they should know of today. */
export type Waiting =
  | {
      readonly kind: 'offer';
      readonly customerName: string;
      readonly referralId: ReferralId;
      readonly part: number;
      /** The last instant to answer. */
      readonly dueAt: Date | null;
    }
  | {
      readonly kind: 'claim';
      readonly customerName: string;
      readonly claimId: string;
      readonly isContested: boolean;
      readonly dueAt: Date | null;
    }
  | {
      /** A rejection that proof can still turn. */
      readonly kind: 'dispute';
      readonly customerName: string;
      readonly claimId: string;
      /** The last instant to dispute it. */
      readonly dueAt: Date;
    }
  | {
      /** A Digital Partner of Record that went to somebody else, or to nobody. */
      readonly kind: 'lost';
      readonly customerName: string;
      readonly product: string;
      /** What was lost. */
      readonly subscriptionId: string;
      /** Who lost it. */
      readonly partnerId: PartnerId;
      /** Some source tells of it, so that there is a history to open. */
      readonly isTold: boolean;
      readonly at: Date;
    }
  /** The anniversary of a membership comes in the last two weeks, or is over, and nobody has marked it as renewed. */
  | {
      readonly kind: 'renewal';
      readonly program: Program;
      readonly locationName: string;
      readonly partnerId: PartnerId;
      readonly due: Day;
    }
  /** The acceptance rate is near the limit or under it. */
  | {
      readonly kind: 'acceptance';
      readonly standing: 'near' | 'under';
      /** 0 to 1. */
      readonly rate: number;
      readonly locationName: string;
      readonly partnerId: PartnerId;
    }
  | {
      readonly kind: 'pause';
      readonly locationName: string;
      readonly partnerId: PartnerId;
      readonly until: Date;
    }
  /** The area that needs least for 70. */
  | {
      readonly kind: 'closest';
      readonly globalId: GlobalId;
      readonly area: Area;
      readonly total: number;
      readonly missing: number;
    }
  /** Programme staff: so many claims, mails and referrals wait. */
  | { readonly kind: 'queue' | 'mails' | 'referrals'; readonly count: number };

/** How an account stands in one area of which there are figures. */
export type ScoredArea = Pick<AreaScore, 'area' | 'total' | 'qualified' | 'missing' | 'zero'> & {
  readonly globalId: GlobalId;
};

/** The area that needs least for 70, as something to know; none where all qualify. */
export function closestOf(scored: readonly ScoredArea[]): readonly Waiting[] {
  return scoresOf(scored)
    .filter(({ qualified }) => !qualified)
    .slice(0, 1)
    .map(({ globalId, area, total, missing }) => ({ kind: 'closest', globalId, area, total, missing }));
}

/** What needs least for 70 first, then what qualifies; each in the catalogue's order. */
export function scoresOf(scored: readonly ScoredArea[]): readonly ScoredArea[] {
  return scored.toSorted(
    (one, two) =>
      Number(one.qualified) - Number(two.qualified) ||
      one.missing - two.missing ||
      one.zero.length - two.zero.length,
  );
}

/** What waits for nobody, and is told besides. */
const NOT_WAITING: ReadonlySet<Waiting['kind']> = new Set<Waiting['kind']>(['pause', 'closest']);

/** Whether something asks for an answer, and is not only good to know. */
export function asks({ kind }: Waiting): boolean {
  return !NOT_WAITING.has(kind);
}

/** Kinds without an end of their own, in their order behind those that have one. */
const ORDER: readonly Waiting['kind'][] = [
  'offer',
  'claim',
  'dispute',
  'lost',
  'renewal',
  'acceptance',
  'queue',
  'mails',
  'referrals',
  'pause',
  'closest',
];

/** Most urgent first: what ends soonest, then what was lost last, then by kind. */
export function byUrgency(one: Waiting, two: Waiting): number {
  const [first, second] = [dueOf(one), dueOf(two)];
  if (first !== null && second !== null && first.getTime() !== second.getTime()) {
    return first.getTime() - second.getTime();
  }
  if ((first === null) !== (second === null)) return first === null ? 1 : -1;
  const kinds = ORDER.indexOf(one.kind) - ORDER.indexOf(two.kind);
  return kinds === 0 && one.kind === 'lost' && two.kind === 'lost'
    ? two.at.getTime() - one.at.getTime()
    : kinds;
}

function dueOf(one: Waiting): Date | null {
  if (one.kind === 'renewal') return new Date(`${one.due}T23:59:59Z`);
  return one.kind === 'offer' || one.kind === 'claim' || one.kind === 'dispute' ? one.dueAt : null;
}
