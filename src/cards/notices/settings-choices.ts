import type { Person } from '../../domain/memberships/person.ts';
import { AS_CLIENT, TOPICS } from '../../domain/memberships/settings.ts';
import type { Choice } from '../kit/choice.ts';
import { LANGUAGE_NAMES, LANGUAGES, languageOf, type Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { languageName } from '../kit/format.ts';
import { clean } from '../kit/text.ts';

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

/** What one may be told of. */
export function kindChoices(reader: Reads): readonly Choice[] {
  return [
    ...TOPICS.map((topic) => ({ title: say(reader, `settings.topic.${topic}`), value: topic })),
    { title: say(reader, 'settings.digest'), value: 'digest' },
  ];
}

/** @param shown one that is chosen already, and may be none of the usual ones */
export function zoneChoices(
  { timeZone }: Pick<Person, 'timeZone'>,
  reader: Reads,
  shown = '',
): readonly Choice[] {
  return [
    { title: say(reader, 'settings.as-teams', { now: zoneTitle(timeZone) }), value: AS_CLIENT },
    ...[...new Set([...ZONES, ...known(shown)])].map((zone) => ({ title: zoneTitle(zone), value: zone })),
  ];
}

/** @param shown one that is chosen already, and may be none of those that Porter has */
export function languageChoices(
  { locale }: Pick<Person, 'locale'>,
  reader: Reads,
  shown = '',
): readonly Choice[] {
  const others = known(shown).filter((tag) => LANGUAGES.every((language) => language !== tag));
  return [
    {
      title: say(reader, 'settings.as-teams', { now: LANGUAGE_NAMES[languageOf(locale)] }),
      value: AS_CLIENT,
    },
    ...LANGUAGES.map((language) => ({ title: LANGUAGE_NAMES[language], value: language })),
    ...others.map((tag) => ({ title: clean(languageName(tag, reader), 100), value: tag })),
  ];
}

function known(value: string): readonly string[] {
  return value === AS_CLIENT || value === '' ? [] : [value];
}

/** "Berlin (Europe)", for `Europe/Berlin`. */
function zoneTitle(zone: string): Text {
  const [region = '', ...place] = clean(zone, 100).replaceAll('_', ' ').split('/');
  return clean(place.length === 0 ? region : `${place.join(', ')} (${region})`);
}
