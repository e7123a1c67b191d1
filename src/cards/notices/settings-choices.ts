import type { Person } from '../../domain/memberships/person.ts';
import { AS_CLIENT, TOPICS, type Topic } from '../../domain/memberships/settings.ts';
import type { Choice } from '../kit/choice.ts';
import { languageName, type Reader } from '../kit/format.ts';
import { clean } from '../kit/text.ts';

const TOPIC_TITLES: { readonly [topic in Topic]: string } = {
  dpor: 'DPOR: gained, lost or moved',
  referrals: 'Referrals: reminders, hand-overs, acceptance rate, pauses',
  claims: 'Claims: decisions, questions, deadlines',
  renewals: 'Membership renewals',
};

/** Of some four hundred, those that most people are in; one that is set or sent by the client is added. */
const ZONES = [
  'Pacific/Auckland',
  'Australia/Sydney',
  'Asia/Tokyo',
  'Asia/Shanghai',
  'Asia/Singapore',
  'Asia/Kolkata',
  'Asia/Dubai',
  'Africa/Nairobi',
  'Africa/Johannesburg',
  'Europe/Istanbul',
  'Europe/Athens',
  'Europe/Berlin',
  'Europe/Paris',
  'Europe/London',
  'UTC',
  'America/Sao_Paulo',
  'America/New_York',
  'America/Chicago',
  'America/Mexico_City',
  'America/Denver',
  'America/Los_Angeles',
];
const LANGUAGES = [
  'en-GB',
  'en-US',
  'de-DE',
  'es-ES',
  'fr-FR',
  'it-IT',
  'ja-JP',
  'ko-KR',
  'nl-NL',
  'pl-PL',
  'pt-BR',
  'sv-SE',
  'tr-TR',
  'zh-CN',
];

/** What one may be told of. */
export function kindChoices(): readonly Choice[] {
  return [
    ...TOPICS.map((topic) => ({ title: TOPIC_TITLES[topic], value: topic })),
    { title: 'More than five DPOR changes at once as one card', value: 'digest' },
  ];
}

/** @param shown one that is chosen already, and may be none of the usual ones */
export function zoneChoices({ timeZone }: Pick<Person, 'timeZone'>, shown = ''): readonly Choice[] {
  return [
    { title: `As my Teams says (${zoneTitle(timeZone)})`, value: AS_CLIENT },
    ...[...new Set([...ZONES, ...known(shown)])].map((zone) => ({ title: zoneTitle(zone), value: zone })),
  ];
}

/** @param shown one that is chosen already, and may be none of the usual ones */
export function languageChoices(
  { locale }: Pick<Person, 'locale'>,
  reader: Reader,
  shown = '',
): readonly Choice[] {
  return [
    { title: `As my Teams says (${languageTitle(locale, reader)})`, value: AS_CLIENT },
    ...[...new Set([...LANGUAGES, ...known(shown)])].map((tag) => ({
      title: languageTitle(tag, reader),
      value: tag,
    })),
  ];
}

function known(value: string): readonly string[] {
  return value === AS_CLIENT || value === '' ? [] : [value];
}

/** "Berlin (Europe)", for `Europe/Berlin`. */
function zoneTitle(zone: string): string {
  const [region = '', ...place] = clean(zone, 100).replaceAll('_', ' ').split('/');
  return place.length === 0 ? region : `${place.join(', ')} (${region})`;
}

function languageTitle(tag: string, reader: Reader): string {
  return clean(languageName(tag, reader), 100);
}
