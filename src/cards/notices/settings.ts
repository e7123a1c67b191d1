import { z } from 'zod';
import type { Person } from '../../domain/memberships/person.ts';
import {
  Agents,
  AS_CLIENT,
  OffersIn,
  TOPICS,
  type Settings,
  type SettingsAsked,
  type SettingsField,
} from '../../domain/memberships/settings.ts';
import type { MessageKey } from '../../words/messages.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import type { Choice } from '../kit/choice.ts';
import type { Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean } from '../kit/text.ts';
import { kindChoices, languageChoices, zoneChoices } from './settings-choices.ts';

interface SettingsData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly kinds: string;
  readonly kindChoices: readonly Choice[];
  readonly quietFrom: string;
  readonly quietTo: string;
  readonly zone: string;
  readonly zoneChoices: readonly Choice[];
  readonly language: string;
  readonly languageChoices: readonly Choice[];
  readonly offers: string;
  readonly offerChoices: readonly Choice[];
  readonly agents: string;
  readonly agentChoices: readonly Choice[];
  readonly errors: { readonly [field in SettingsField]: Text };
}

/** Null: left empty. */
const Typed = z.string().max(200).nullish();

export const SettingsShowPress = z.strictObject({
  verb: z.literal('settings.show'),
  data: z.strictObject({}),
});

/** `form`: our own card sends all of its fields, so that one left out is one left empty (clients leave those out). */
export const SettingsSetPress = z.strictObject({
  verb: z.literal('settings.set'),
  data: z.strictObject({
    form: z.literal('whole').optional(),
    kinds: Typed,
    quietFrom: Typed,
    quietTo: Typed,
    zone: Typed,
    language: Typed,
    offers: Typed,
    agents: Typed,
  }),
});

/** What was asked for, by whichever client; a choice of one of several cannot be emptied, so null leaves it as it is. */
export function settingsAsked({ data }: z.infer<typeof SettingsSetPress>): SettingsAsked {
  const { form, kinds, quietFrom, quietTo, zone, language, offers, agents } = data;
  const empty = form === undefined ? undefined : '';
  const typed = (told: string | null | undefined) => (told === null ? '' : (told ?? empty));
  return {
    kinds: typed(kinds),
    quietFrom: typed(quietFrom),
    quietTo: typed(quietTo),
    zone: zone ?? undefined,
    language: language ?? undefined,
    offers: offers ?? undefined,
    agents: agents ?? undefined,
  };
}

const ERRORS = {
  kinds: 'settings.error.kinds',
  quietFrom: 'settings.error.quiet-from',
  quietTo: 'settings.error.quiet-to',
  zone: 'settings.error.zone',
  language: 'settings.error.language',
  offers: 'settings.error.offers',
  agents: 'settings.error.offers',
} as const satisfies { readonly [field in SettingsField]: MessageKey };

const render = cardTemplate<SettingsData>('settings');

/**
 * How a person is told of things, as a form.
 *
 * @param saved whether it has just been saved
 * @param refused what was typed and could not be taken
 */
export function settingsCard(
  person: Pick<Person, 'name' | 'settings' | 'locale' | 'timeZone'>,
  reader: Reader,
  saved: boolean,
  refused?: { readonly asked: SettingsAsked; readonly fields: readonly SettingsField[] },
): AdaptiveCard {
  const { settings } = person;
  const shown = { ...typedOf(settings), ...defined(refused?.asked ?? {}) };
  const outcome = refused !== undefined ? 'not-saved' : saved ? 'saved' : undefined;
  const state = outcome === undefined ? NONE : say(reader, `settings.state.${outcome}`);
  const data: SettingsData = {
    fallbackText: say(reader, `settings.fallback.${outcome ?? 'none'}`),
    head: head(
      say(reader, 'settings.kind'),
      person.name,
      say(reader, 'settings.subject'),
      state,
      outcome === 'not-saved' ? 'Attention' : 'Good',
    ),
    kinds: shown.kinds,
    kindChoices: kindChoices(reader),
    quietFrom: shown.quietFrom,
    quietTo: shown.quietTo,
    zone: shown.zone,
    zoneChoices: zoneChoices(person, reader, shown.zone),
    language: shown.language,
    languageChoices: languageChoices(person, reader, shown.language),
    offers: shown.offers,
    offerChoices: OffersIn.options.map((value) => ({
      title: say(reader, `settings.offers-in.${value}`),
      value,
    })),
    agents: shown.agents,
    agentChoices: Agents.options.map((value) => ({
      title: say(reader, `settings.agents-in.${value}`),
      value,
    })),
    errors: errorsOf(refused?.fields ?? [], reader),
  };
  return render(data, reader);
}

function errorsOf(fields: readonly SettingsField[], reader: Reader): SettingsData['errors'] {
  const of = (field: SettingsField) => (fields.includes(field) ? say(reader, ERRORS[field]) : NONE);
  return {
    kinds: of('kinds'),
    quietFrom: of('quietFrom'),
    quietTo: of('quietTo'),
    zone: of('zone'),
    language: of('language'),
    offers: of('offers'),
    agents: of('agents'),
  };
}

/** Settings as the form's inputs have them. */
function typedOf({ muted, digest, quiet, zone, language, offersIn, agents }: Settings): Required<Typed> {
  const told = TOPICS.filter((topic) => !muted.includes(topic));
  return {
    kinds: [...told, ...(digest ? ['digest'] : [])].join(','),
    quietFrom: quiet?.from ?? '',
    quietTo: quiet?.to ?? '',
    zone: zone ?? AS_CLIENT,
    language: language ?? AS_CLIENT,
    offers: offersIn,
    agents: agents ?? 'on',
  };
}

type Typed = { readonly [field in SettingsField]: string };

function defined(asked: SettingsAsked): Partial<Typed> {
  return Object.fromEntries(
    Object.entries(asked).flatMap(([field, typed]) =>
      typeof typed === 'string' ? [[field, clean(typed, 200)]] : [],
    ),
  );
}
