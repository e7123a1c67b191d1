import { z } from 'zod';
import { isProgramAdmin, type Rights } from '../../domain/memberships/rights.ts';
import { isPaused } from '../../domain/referrals/match.ts';
import type { Endorsement, Location } from '../../domain/referrals/location.ts';
import type { LastOffer, Listed, Reach, Reachable } from '../../domain/referrals/reach.ts';
import type { ReferralKind } from '../../domain/referrals/referral.ts';
import { PartnerId, type PersonId } from '../../domain/shared/ids.ts';
import { dayOf, type Day } from '../../domain/shared/time.ts';
import {
  countryName,
  dateTime,
  date,
  day,
  languageName,
  number,
  timeLeft,
  type Reader,
} from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { industryName, WORKLOAD_NAMES } from '../kit/labels.ts';
import { SUPPORT } from '../kit/support.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, clean, counted, listed, plain } from '../kit/text.ts';

interface ProfileData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly facts: readonly { readonly title: string; readonly value: string }[];
  /** What keeps referrals away; `''`: nothing. */
  readonly attention: string;
  readonly next: string;
  readonly offers: readonly Section[];
  readonly endorsements: readonly Section[];
  readonly partnerId: PartnerId;
}

interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/** A location's profile for one of its people; see the use case of the same name for the parts. */
export interface ProfileShown {
  readonly rights: Rights;
  readonly lists: {
    readonly [kind in ReferralKind]: {
      readonly addresses: readonly Listed[];
      readonly told: readonly string[];
    };
  };
  readonly reach: Reach;
  readonly names: ReadonlyMap<PersonId, string>;
}

/** What the cards that lead here send. It comes from the client: no rights follow from it. */
export const ProfileShowSubmit = z.strictObject({
  verb: z.literal('profile.show'),
  data: z.strictObject({ partnerId: PartnerId }),
});

/** Source: FPC Customer Referrals FAQ, "If either … aliases are incorrect, please contact". */

/** Of lists that have no end, what fits a card. */
const MOST_NAMED = 6;
const MOST_ADDRESSES = 10;

const render = cardTemplate<ProfileData>('profile');

/** What decides which referrals a location gets, and whom they reach. */
export function profileCard(shown: ProfileShown, reader: Reader): AdaptiveCard {
  const { location } = shown.rights;
  const { state, color } = stateOf(location, reader);
  return render({
    fallbackText: clean(`Referral profile of ${location.name}: ${state.toLowerCase()}`),
    head: head('Referral profile', `PartnerID ${location.partnerId}`, location.name, state, color),
    facts: [
      { title: 'Serves', value: servesOf(location, reader) },
      { title: 'Customers', value: customersOf(location, reader) },
      { title: 'Memberships', value: membershipsOf(location, reader) },
      { title: 'Endorsed for', value: endorsedOf(location, reader) },
      { title: 'Offers reach', value: reachesOf(shown, reader) },
    ],
    attention: [attentionOf(location, reader), unreachableLine(shown, reader)]
      .filter((line) => line !== '')
      .join('\n\n'),
    next: `This comes from the programme’s records and is changed there only, never here. Something wrong? Ask the programme’s support: ${SUPPORT}.`,
    offers: offerSections(shown, reader),
    endorsements: endorsementSections(location, reader),
    partnerId: location.partnerId,
  });
}

function stateOf(location: Location, reader: Reader): { state: string; color: StateColor } {
  if (location.pausedUntil !== null && isPaused(location, reader.now)) {
    return { state: `Paused, ${timeLeft(location.pausedUntil, reader)}`, color: 'Accent' };
  }
  return location.referralReady
    ? { state: 'Taking referrals', color: 'Good' }
    : { state: 'Not referral ready', color: 'Attention' };
}

function servesOf({ countries, languages }: Location, reader: Reader): string {
  const where = named(
    countries.map((code) => countryName(code, reader)),
    reader,
  );
  return `${where} · in ${named(
    languages.map((tag) => languageName(tag, reader)),
    reader,
  )}`;
}

function customersOf({ minSeats, maxSeats, industries }: Location, reader: Reader): string {
  const from = number(minSeats, reader);
  const size =
    maxSeats === null
      ? `From ${counted(minSeats, from, 'seat')}`
      : `${from} to ${number(maxSeats, reader)} seats`;
  return `${size} · ${named(industries.map(industryName), reader)}`;
}

/** "CM and FRP, anniversary 31 Mar 2027": those of one day together. */
function membershipsOf({ memberships }: Location, reader: Reader): string {
  if (memberships.length === 0) return 'None, so no referrals';
  const byDay = Map.groupBy(memberships, ({ anniversary, ends }) => {
    if (ends === null) return `anniversary ${day(anniversary, reader)}`;
    return `${isOver(ends, reader) ? 'ended' : 'ends'} ${day(ends, reader)}`;
  });
  return [...byDay]
    .map(([when, group]) => `${listed(group.map(({ program }) => program))}, ${when}`)
    .join(' · ');
}

function endorsedOf({ endorsements }: Location, reader: Reader): string {
  const inForce = endorsements.filter(({ expires }) => !isOver(expires, reader));
  const [next] = inForce.toSorted(byLastDay);
  if (next === undefined) return 'Nothing, so no referrals';
  return `${counted(inForce.length, number(inForce.length, reader), 'workload')}, the next until ${day(next.expires, reader)}`;
}

function reachesOf({ lists, rights }: ProfileShown, reader: Reader): string {
  const of = (kind: ReferralKind, name: string) => {
    const { told } = lists[kind];
    return `${name} ${told.length === 0 ? 'nobody' : counted(told.length, number(told.length, reader), 'person', 'people')}`;
  };
  const benefit = rights.location.programs.includes('FRP') ? [of('benefit', 'Benefit')] : [];
  return [...benefit, of('standard', 'Standard')].join(' · ');
}

/** The first of what keeps referrals away from the location. */
function attentionOf(location: Location, reader: Reader): string {
  if (!location.referralReady)
    return 'The location is not marked as referral ready, so it gets no referrals.';
  const lapsed = location.endorsements.filter(({ expires }) => isOver(expires, reader));
  if (lapsed.length === 0) return '';
  const names = named(
    lapsed.map(({ workload }) => WORKLOAD_NAMES[workload]),
    reader,
  );
  return `No longer endorsed for ${names}: the specialization has expired.`;
}

/** For program admins: colleagues whom nothing reaches, so that what waits for them is not waited for in vain. */
function unreachableLine({ reach, rights, names }: ProfileShown, reader: Reader): string {
  if (!isProgramAdmin(rights)) return '';
  const here = reach.unreachable
    .flatMap(({ personId, since }) => {
      const name = names.get(personId);
      return name === undefined ? [] : [{ name, since }];
    })
    .toSorted((a, b) => a.since.getTime() - b.since.getTime());
  if (here.length === 0) return '';
  const who = here.map(({ name, since }) => `${plain(name)} (since ${date(since, reader)})`);
  return `Cannot be reached in Teams: ${named(who, reader)}. They have removed or blocked me; what waits is sent once they write to me.`;
}

function offerSections(shown: ProfileShown, reader: Reader): Section[] {
  const { lists, reach, rights } = shown;
  const kinds: readonly ReferralKind[] = rights.location.programs.includes('FRP')
    ? ['benefit', 'standard']
    : ['standard'];
  return [
    ...kinds.map((kind) => ({
      title: LIST_NAMES[kind],
      lines: [...listLines(lists[kind], reader), ...channelLines(reach.channels[kind], reader)],
    })),
    { title: 'Last offer', lines: lastLines(reach.last, shown, reader) },
  ];
}

const LIST_NAMES: { readonly [kind in ReferralKind]: string } = {
  benefit: 'Benefit referral list',
  standard: 'Standard referral list',
};

const REACHABLE: { readonly [reachable in Reachable]: string } = {
  reached: 'told in Teams',
  unbound: 'has not written to me yet',
  'no-right': 'may not act on these',
  unknown: 'on no roster here, so not told',
};

function listLines(list: ProfileShown['lists'][ReferralKind], reader: Reader): string[] {
  const { addresses, told } = list;
  const lines = addresses.slice(0, MOST_ADDRESSES).map(({ address, name, reachable }) => {
    const who = name === '' ? plain(address) : `${plain(name)} (${plain(address)})`;
    return `${who}: ${REACHABLE[reachable]}`;
  });
  const more = addresses.length - lines.length;
  if (more > 0) lines.push(`and ${counted(more, number(more, reader), 'more address', 'more addresses')}`);
  if (addresses.some(({ reachable }) => reachable === 'reached')) return lines;
  const why = addresses.length === 0 ? 'Not set' : 'It reaches nobody, so it counts as not set';
  const everybody =
    told.length === 0
      ? 'there is nobody to tell'
      : `everybody who may act is told: ${named(
          told.map((name) => plain(name)),
          reader,
        )}`;
  return [...lines, `${why}; ${everybody}.`];
}

function channelLines(set: Reach['channels'][ReferralKind], reader: Reader): string[] {
  return set === null
    ? []
    : [`Also shown in a Teams channel, as ${bold(set.name)} asked on ${date(set.at, reader)}.`];
}

function lastLines(last: LastOffer | null, { names, rights }: ProfileShown, reader: Reader): string[] {
  if (last === null) return ['None yet.'];
  const isMine = last.kind === 'standard' || rights.programs.includes('FRP');
  const what = isMine ? plain(last.customerName) : 'A Benefit referral';
  return [
    `${what}, offered ${dateTime(last.offeredAt, reader)}`,
    ...last.told.slice(0, MOST_ADDRESSES).map(({ personId, state, at }) => {
      const who = names.get(personId);
      return `${who === undefined ? 'A Teams channel, or somebody no longer here' : plain(who)}: ${deliveryOf(state, at, reader)}`;
    }),
    ...(last.told.length === 0 ? ['There was nobody to tell.'] : []),
  ];
}

function deliveryOf(state: LastOffer['told'][number]['state'], at: Date | null, reader: Reader): string {
  switch (state) {
    case 'sent':
      return at === null ? 'delivered' : `delivered ${dateTime(at, reader)}`;
    case 'pending':
    case 'sending':
      return 'on its way';
    case 'uncertain':
      return 'perhaps delivered';
    case 'unreachable':
      return 'could not be reached in Teams; sent once they write to me';
    case 'dead':
      return 'could not be delivered';
  }
}

function endorsementSections({ endorsements }: Location, reader: Reader): Section[] {
  const [inForce, lapsed] = [false, true].map((over) =>
    endorsements.filter(({ expires }) => isOver(expires, reader) === over).toSorted(byLastDay),
  );
  const line = ({ workload, expires }: Endorsement) => `${WORKLOAD_NAMES[workload]}: ${day(expires, reader)}`;
  return [
    {
      title: 'Last day of each',
      lines: inForce?.length ? inForce.map(line) : ['None in force.'],
    },
    ...(lapsed?.length ? [{ title: 'Lapsed', lines: lapsed.map(line) }] : []),
    {
      title: 'Where they come from',
      lines: [
        'From the specializations of the whole partner account. They cannot be changed for one location; an offer already made stands when one lapses.',
      ],
    },
  ];
}

function isOver(last: Day, reader: Reader): boolean {
  return dayOf(reader.now) > last;
}

function byLastDay(a: Endorsement, b: Endorsement): number {
  return (
    a.expires.localeCompare(b.expires) || WORKLOAD_NAMES[a.workload].localeCompare(WORKLOAD_NAMES[b.workload])
  );
}

/** "a, b and c", or "a, b, … and 12 more". */
function named(items: readonly string[], reader: Reader): string {
  if (items.length <= MOST_NAMED) return listed(items);
  const rest = items.length - MOST_NAMED + 1;
  return listed([...items.slice(0, MOST_NAMED - 1), `${number(rest, reader)} more`]);
}
