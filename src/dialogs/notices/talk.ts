import { settingsCard } from '../../cards/notices/settings.ts';
import { kindChoices, languageChoices, zoneChoices } from '../../cards/notices/settings-choices.ts';
import { changeSettings, type SettingsAsked, type SettingsField } from '../../domain/memberships/settings.ts';
import { say } from '../../words/say.ts';
import type { Answers, Asked, Interview, Question } from '../talk/interview.ts';
import type { Speaking } from '../speaking.ts';

/** A field of the settings as a question, judged by what judges the settings. */
function setting(
  field: SettingsField,
  ask: (speaking: Speaking, answers: Answers) => Asked | undefined,
): Question {
  return {
    field,
    ask: (speaking, answers) => Promise.resolve(ask(speaking, answers)),
    wrong({ person, reader }, answers) {
      const changed = changeSettings(person.settings, askedIn(answers));
      const isWrong = !changed.ok && changed.error.fields.includes(field);
      return Promise.resolve(isWrong ? say(reader, 'talk.settings.wrong') : undefined);
    },
  };
}

/** What one is told of, when, and how one reads; it ends with the form filled in, whose Save acts. */
export const settingsTalk: Interview = {
  dialog: 'talk-settings',
  questions: [
    setting('language', ({ person, reader }) => ({
      subject: say(reader, 'talk.settings.language'),
      line: say(reader, 'talk.settings.language-line'),
      choices: languageChoices(person, reader),
      other: (text) => ({ language: text.trim() }),
    })),
    setting('zone', ({ person, reader }) => ({
      subject: say(reader, 'talk.settings.zone'),
      line: say(reader, 'talk.settings.zone-line'),
      choices: zoneChoices(person, reader),
      other: (text) => ({ zone: text.trim() }),
    })),
    setting('quietFrom', ({ reader }) => ({
      subject: say(reader, 'talk.settings.quiet-from'),
      line: say(reader, 'talk.settings.time-line'),
      mayBeLeftOut: true,
    })),
    setting('quietTo', ({ reader }, { quietFrom }) =>
      quietFrom === ''
        ? undefined
        : { subject: say(reader, 'talk.settings.quiet-to'), line: say(reader, 'talk.settings.time-line') },
    ),
    setting('kinds', ({ reader }) => ({
      subject: say(reader, 'talk.settings.kinds'),
      choices: kindChoices(reader),
      several: true,
    })),
  ],
  end({ person, reader }, answers) {
    return Promise.resolve({
      card: settingsCard(person, reader, false, { asked: askedIn(answers), fields: [] }),
    });
  },
};

function askedIn({ kinds, quietFrom, quietTo, zone, language }: Answers): SettingsAsked {
  return {
    kinds,
    quietFrom,
    quietTo: quietFrom === '' ? '' : quietTo,
    zone,
    language,
  };
}
