import {
  settingsAsked,
  settingsCard,
  SettingsSetPress,
  SettingsShowPress,
} from '../../cards/notices/settings.ts';
import { readsAs } from '../../domain/memberships/person.ts';
import { setSettings } from '../../usecases/notices/settings.ts';
import { cardAction, type Command } from '../speaking.ts';

/** `settings`: what one is told of, when, and how one reads. */
export const settingsCommand: Command = {
  words: ['settings'],
  about: 'chat.about.settings',
  group: 'yourself',
  run: ({ person, reader }) => Promise.resolve(settingsCard(person, reader, false)),
};

export const showSettingsAction = cardAction({
  verb: 'settings.show',
  who: 'oneself',
  data: [],
  inputs: [],
  schema: SettingsShowPress,
  changes: false,
  run: ({ person, reader }) => Promise.resolve({ card: settingsCard(person, reader, false) }),
});

export const setSettingsAction = cardAction({
  verb: 'settings.set',
  who: 'oneself',
  data: [],
  inputs: ['kinds', 'quietFrom', 'quietTo', 'zone', 'language', 'offers', 'agents'],
  schema: SettingsSetPress,
  changes: true,
  async run({ context, actor, person, reader }, submit) {
    const asked = settingsAsked(submit);
    const set = await setSettings(context, actor, asked);
    if (!set.ok) {
      return { card: settingsCard(person, reader, false, { asked, fields: set.error.fields }) };
    }
    return { card: settingsCard(set.value, { ...reader, ...readsAs(set.value) }, true) };
  },
});
