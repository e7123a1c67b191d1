import { z } from 'zod';
import type { Contact } from '../memberships/contact.ts';
import { mayActOn, rightsOf } from '../memberships/rights.ts';
import { NoticeState } from '../notices/notice.ts';
import { PersonId, ReferralId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';
import type { Location } from './location.ts';
import { ReferralKind } from './referral.ts';

/** The channel that shows a location's offers of one kind: who said so, and when. */
const ChannelSet = z.object({ name: z.string(), at: Instant });

/** Where a location's offers go and last went: a projection, so that its profile need not ask everybody's notices. */
export const Reach = z.object({
  channels: z.object({ benefit: ChannelSet.nullable(), standard: ChannelSet.nullable() }),
  /** The latest offer and the notices of it; a channel is told like a person. */
  last: z
    .object({
      referralId: ReferralId,
      part: z.number().int(),
      round: z.number().int(),
      kind: ReferralKind,
      customerName: z.string(),
      offeredAt: Instant,
      told: z.array(z.object({ personId: PersonId, state: NoticeState, at: Instant.nullable() })),
    })
    .nullable(),
  /** People of the location whom nothing reaches in Teams, the first {@link MAX_UNREACHABLE} of them. */
  unreachable: z.array(z.object({ personId: PersonId, since: Instant })),
});
export type Reach = z.infer<typeof Reach>;
export type LastOffer = NonNullable<Reach['last']>;

export const NO_REACH: Reach = {
  channels: { benefit: null, standard: null },
  last: null,
  unreachable: [],
};

/** More than an admin reads; it keeps the document small where all of a large location cannot be reached. */
export const MAX_UNREACHABLE = 100;

/** @param since when nothing got through to them any more; `null`: they can be reached */
export function withUnreachable(reach: Reach, personId: PersonId, since: Date | null): Reach {
  const known = reach.unreachable.find((entry) => entry.personId === personId);
  if ((known?.since.getTime() ?? null) === (since?.getTime() ?? null)) return reach;
  const others = reach.unreachable.filter((entry) => entry !== known);
  if (since === null) return { ...reach, unreachable: others };
  if (others.length >= MAX_UNREACHABLE) return reach;
  return { ...reach, unreachable: [...others, { personId, since }] };
}

/** @param set who said so and when; `null`: no longer */
export function withChannel(reach: Reach, kind: ReferralKind, set: Reach['channels'][ReferralKind]): Reach {
  return { ...reach, channels: { ...reach.channels, [kind]: set } };
}

/** Remembers the offer told last; an earlier one never comes back. */
export function withLastOffer(reach: Reach, last: LastOffer): Reach {
  const known = reach.last;
  if (known !== null && known.offeredAt > last.offeredAt) return reach;
  if (known === null || !isSame(known, last)) return { ...reach, last };
  const told = last.told.map(
    (entry) => known.told.find(({ personId }) => personId === entry.personId) ?? entry,
  );
  return { ...reach, last: { ...last, told } };
}

/** Remembers how far telling somebody of an offer got; of any other than the last one it says nothing. */
export function withDelivery(
  reach: Reach,
  of: Pick<LastOffer, 'referralId' | 'part' | 'round'>,
  delivery: LastOffer['told'][number],
): Reach {
  const { last } = reach;
  if (last === null || !isSame(last, of)) return reach;
  const isKnown = last.told.some(({ personId }) => personId === delivery.personId);
  const told = isKnown
    ? last.told.map((entry) => (entry.personId === delivery.personId ? delivery : entry))
    : [...last.told, delivery];
  return { ...reach, last: { ...last, told } };
}

type Round = Pick<LastOffer, 'referralId' | 'part' | 'round'>;

function isSame(a: Round, b: Round): boolean {
  return a.referralId === b.referralId && a.part === b.part && a.round === b.round;
}

/**
 * Whether an address of a distribution list leads to somebody: `reached` may act and is told; `cut-off` too, but nothing
 * gets through to them; `unbound` is on the roster but has never chatted; `no-right` may not act on that kind; `unknown` is
 * on no roster of the location.
 */
export type Reachable = 'reached' | 'cut-off' | 'unbound' | 'no-right' | 'unknown';

/** Whom Teams does not reach, and nobody has taken the right from: they hear of an offer by mail, if at all. */
const BY_MAIL: readonly Reachable[] = ['cut-off', 'unbound', 'unknown'];

export function isByMail({ reachable }: Pick<Listed, 'reachable'>): boolean {
  return BY_MAIL.includes(reachable);
}

export interface Listed {
  readonly address: string;
  /** `''` for an address on no roster. */
  readonly name: string;
  readonly reachable: Reachable;
}

/**
 * The addresses of a list, each once.
 *
 * @param roster the location's whole roster
 * @param reach of the location: whom nothing gets through to
 */
export function listOf(
  kind: ReferralKind,
  location: Location,
  roster: readonly Contact[],
  { unreachable }: Pick<Reach, 'unreachable'>,
  now: Date,
): Listed[] {
  const addresses = kind === 'benefit' ? location.benefitContact : location.standardContact;
  const cutOff = new Set(unreachable.map(({ personId }) => personId));
  return [...new Set(addresses)].map((address) => {
    const entries = roster.filter(({ email }) => email === address);
    const name = entries.find((entry) => entry.name !== '')?.name ?? '';
    return { address, name, reachable: reachableBy(kind, location, entries, roster, cutOff, now) };
  });
}

function reachableBy(
  kind: ReferralKind,
  location: Location,
  entries: readonly Contact[],
  roster: readonly Contact[],
  cutOff: ReadonlySet<PersonId>,
  now: Date,
): Reachable {
  if (entries.length === 0) return 'unknown';
  const ids = new Set(entries.flatMap(({ personId }) => (personId === null ? [] : [personId])));
  const theirs = roster.filter(
    (contact) => entries.includes(contact) || (contact.personId !== null && ids.has(contact.personId)),
  );
  const rights = rightsOf(theirs, location, now);
  if (rights === undefined || !mayActOn(kind, rights)) return 'no-right';
  if (ids.size === 0) return 'unbound';
  return [...ids].every((id) => cutOff.has(id)) ? 'cut-off' : 'reached';
}
