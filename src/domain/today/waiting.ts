import type { Area } from '../shared/catalogue.ts';
import type { CustomerId, GlobalId, PartnerId, ReferralId } from '../shared/ids.ts';

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
      /** A Digital Partner of Record that went to somebody else, or to nobody. */
      readonly kind: 'lost';
      readonly customerName: string;
      readonly customerId: CustomerId;
      readonly product: string;
      readonly at: Date;
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
  'lost',
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
  return one.kind === 'offer' || one.kind === 'claim' ? one.dueAt : null;
}
