import { messageCard } from '../../cards/chat/message.ts';
import { isPaused } from '../../domain/referrals/match.ts';
import { say } from '../../words/say.ts';
import type { Command } from '../speaking.ts';
import { atLocation, type WhichLocation } from '../which-location.ts';
import { noAccess } from '../chat/no-access.ts';
import { showIntakeCard } from './pause.ts';

/** Which location to resume, of those that are paused. */
export const whichToResume: WhichLocation = {
  dialog: 'resume-which-location',
  kind: 'referrals.kind',
  question: 'referrals.resume.which',
  verb: 'pause.show',
  meant: ({ reader }, locations) => locations.filter(({ location }) => isPaused(location, reader.now)),
  show: (speaking, partnerId) => showIntakeCard(speaking, partnerId, false),
};

/** `resume`: the pause under way, to end early on the card. */
export const resumeCommand: Command = {
  words: ['resume'],
  about: 'chat.about.resume',
  group: 'referrals',
  who: ['program-admin'],
  run(speaking) {
    const { reader } = speaking;
    return atLocation(whichToResume, speaking, (at) =>
      at.length === 0
        ? noAccess(speaking)
        : Promise.resolve(
            messageCard(
              {
                kind: say(reader, 'referrals.kind'),
                subject: say(reader, 'referrals.resume.nothing'),
                state: say(reader, 'referrals.pause.taking'),
                stateColor: 'Good',
                lines: [say(reader, 'referrals.resume.all-open', { count: at.length })],
                small: say(reader, 'referrals.resume.how'),
              },
              reader,
            ),
          ),
    );
  },
};
