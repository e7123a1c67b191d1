import { z } from 'zod';
import { isProgramAdmin } from '../../domain/memberships/rights.ts';
import { isPaused } from '../../domain/referrals/match.ts';
import type { Endorsement, Location } from '../../domain/referrals/location.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { dayOf, type Day } from '../../domain/shared/time.ts';
import { say } from '../../words/say.ts';
import { asText, NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import {
  countryName,
  date,
  day,
  languageName,
  listOf,
  number,
  timeLeft,
  type Reader,
} from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { industryText, WORKLOAD_NAMES } from '../kit/labels.ts';
import { SUPPORT } from '../kit/support.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import type { Fact } from './offer-text.ts';
import { offerSections } from './profile-offers.ts';
import { kindsAt, named, type ProfileShown, type Section } from './profile-shown.ts';

interface ProfileData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly facts: readonly Fact[];
  /** What keeps referrals away; `''`: nothing. */
  readonly attention: Text;
  readonly next: Text;
  readonly offers: readonly Section[];
  readonly endorsements: readonly Section[];
  readonly partnerId: PartnerId;
}

/** What the cards that lead here send. It comes from the client: no rights follow from it. */
export const ProfileShowPress = z.strictObject({
  verb: z.literal('profile.show'),
  data: z.strictObject({ partnerId: PartnerId }),
});

const render = cardTemplate<ProfileData>('profile');

/** What decides which referrals a location gets, and whom they reach. */
export function profileCard(shown: ProfileShown, reader: Reader): AdaptiveCard {
  const { location } = shown.rights;
  const { state, color } = stateOf(location, reader);
  const name = clean(location.name);
  const partnerId = say(reader, 'referrals.profile.partner-id', { partnerId: clean(location.partnerId) });
  return render(
    {
      fallbackText: say(reader, 'referrals.profile.fallback', { location: name, state }),
      head: head(say(reader, 'referrals.profile.kind'), partnerId, name, state, color),
      facts: factsOf(shown, reader),
      attention: asText(
        [attentionOf(location, reader), unreachableLine(shown, reader)]
          .filter((line) => line !== '')
          .join('\n\n'),
      ),
      // Source: FPC Customer Referrals FAQ, "If either … aliases are incorrect, please contact".
      next: say(reader, 'referrals.profile.source', { support: SUPPORT }),
      offers: offerSections(shown, reader),
      endorsements: endorsementSections(location, reader),
      partnerId: location.partnerId,
    },
    reader,
  );
}

function stateOf(location: Location, reader: Reader): { state: Text; color: StateColor } {
  if (location.pausedUntil !== null && isPaused(location, reader.now)) {
    const left = timeLeft(location.pausedUntil, reader);
    return { state: say(reader, 'referrals.profile.paused', { left }), color: 'Accent' };
  }
  return location.referralReady
    ? { state: say(reader, 'referrals.pause.taking'), color: 'Good' }
    : { state: say(reader, 'referrals.profile.not-ready'), color: 'Attention' };
}

function factsOf(shown: ProfileShown, reader: Reader): Fact[] {
  const { location } = shown.rights;
  return [
    { title: say(reader, 'referrals.profile.fact.serves'), value: servesOf(location, reader) },
    { title: say(reader, 'referrals.profile.fact.customers'), value: customersOf(location, reader) },
    { title: say(reader, 'referrals.profile.fact.memberships'), value: membershipsOf(location, reader) },
    { title: say(reader, 'referrals.profile.fact.endorsed'), value: endorsedOf(location, reader) },
    { title: say(reader, 'referrals.profile.fact.reach'), value: reachesOf(shown, reader) },
  ];
}

function servesOf({ countries, languages }: Location, reader: Reader): Text {
  const spoken = named(
    languages.map((tag) => languageName(tag, reader)),
    reader,
  );
  return dotted(
    named(
      countries.map((code) => countryName(code, reader)),
      reader,
    ),
    say(reader, 'referrals.profile.in-languages', { languages: spoken }),
  );
}

function customersOf({ minSeats, maxSeats, industries }: Location, reader: Reader): Text {
  const size =
    maxSeats === null
      ? say(reader, 'referrals.profile.from', { seats: minSeats })
      : say(reader, 'referrals.profile.from-to', { least: number(minSeats, reader), most: maxSeats });
  const served = industries.map((industry) => industryText(industry, reader));
  return dotted(size, named(served, reader));
}

/** "CM and FRP, anniversary 31 Mar 2027": those of one day together. */
function membershipsOf({ memberships }: Location, reader: Reader): Text {
  if (memberships.length === 0) return say(reader, 'referrals.profile.no-memberships');
  const byDay = Map.groupBy(memberships, ({ anniversary, ends }) => `${ends ?? ''}/${ends ?? anniversary}`);
  return dotted(
    ...[...byDay.values()].map((group) => {
      const programs = listOf(
        group.map(({ program }) => clean(program)),
        reader,
      );
      const [{ anniversary, ends } = { anniversary: '', ends: null }] = group;
      if (ends === null) {
        return say(reader, 'referrals.profile.anniversary', { programs, day: day(anniversary, reader) });
      }
      const how = isOver(ends, reader) ? 'ended' : 'ends';
      return say(reader, `referrals.profile.${how}`, { programs, day: day(ends, reader) });
    }),
  );
}

function endorsedOf({ endorsements }: Location, reader: Reader): Text {
  const inForce = endorsements.filter(({ expires }) => !isOver(expires, reader));
  const [next] = inForce.toSorted(byLastDay);
  if (next === undefined) return say(reader, 'referrals.profile.not-endorsed');
  return say(reader, 'referrals.profile.endorsed', {
    count: inForce.length,
    day: day(next.expires, reader),
  });
}

function reachesOf({ lists, rights }: ProfileShown, reader: Reader): Text {
  return dotted(
    ...kindsAt(rights).map((kind) =>
      say(reader, 'referrals.profile.told', { kind, count: lists[kind].told.length }),
    ),
  );
}

/** The first of what keeps referrals away from the location. */
function attentionOf(location: Location, reader: Reader): Text {
  if (!location.referralReady) return say(reader, 'referrals.profile.not-ready-why');
  const lapsed = location.endorsements.filter(({ expires }) => isOver(expires, reader));
  if (lapsed.length === 0) return NONE;
  const workloads = named(
    lapsed.map(({ workload }) => WORKLOAD_NAMES[workload]),
    reader,
  );
  return say(reader, 'referrals.profile.lapsed-why', { workloads });
}

/** For program admins: colleagues whom nothing reaches, so that what waits for them is not waited for in vain. */
function unreachableLine({ reach, rights, names }: ProfileShown, reader: Reader): Text {
  if (!isProgramAdmin(rights)) return NONE;
  const here = reach.unreachable
    .flatMap(({ personId, since }) => {
      const name = names.get(personId);
      return name === undefined ? [] : [{ name, since }];
    })
    .toSorted((a, b) => a.since.getTime() - b.since.getTime());
  if (here.length === 0) return NONE;
  const people = here.map(({ name, since }) =>
    say(reader, 'referrals.profile.since', { name: plain(name), day: date(since, reader) }),
  );
  return say(reader, 'referrals.profile.unreachable', { people: named(people, reader) });
}

function endorsementSections({ endorsements }: Location, reader: Reader): Section[] {
  const [inForce = [], lapsed = []] = [false, true].map((over) =>
    endorsements.filter(({ expires }) => isOver(expires, reader) === over).toSorted(byLastDay),
  );
  const line = ({ workload, expires }: Endorsement) =>
    say(reader, 'referrals.profile.last-day', {
      workload: WORKLOAD_NAMES[workload],
      day: day(expires, reader),
    });
  return [
    {
      title: say(reader, 'referrals.profile.last-days'),
      lines: inForce.length > 0 ? inForce.map(line) : [say(reader, 'referrals.profile.none-in-force')],
    },
    ...(lapsed.length > 0
      ? [{ title: say(reader, 'referrals.profile.lapsed'), lines: lapsed.map(line) }]
      : []),
    {
      title: say(reader, 'referrals.profile.where-from'),
      lines: [say(reader, 'referrals.profile.where-from-why')],
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
