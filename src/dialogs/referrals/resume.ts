import { messageCard } from '../../cards/chat/message.ts';
import { isPaused } from '../../domain/referrals/match.ts';
import type { Command } from '../speaking.ts';
import { atLocation, type WhichLocation } from '../which-location.ts';
import { noAccess } from '../chat/no-access.ts';
import { showIntakeCard } from './pause.ts';

/** Which location to resume, of those that are paused. */
export const whichToResume: WhichLocation = {
  dialog: 'resume-which-location',
  kind: 'Referrals',
  question: 'Resume which location?',
  verb: 'pause.show',
  meant: ({ reader }, locations) => locations.filter(({ location }) => isPaused(location, reader.now)),
  show: (speaking, partnerId) => showIntakeCard(speaking, partnerId, false),
};

/** `resume`: the pause under way, to end early on the card. */
export const resumeCommand: Command = {
  words: ['resume'],
  about: 'chat.about.resume',
  who: ['program-admin'],
  ready: true,
  run: (speaking) =>
    atLocation(whichToResume, speaking, (at) =>
      at.length === 0
        ? noAccess(speaking)
        : Promise.resolve(
            messageCard({
              kind: 'Referrals',
              subject: 'Nothing is paused',
              state: 'Taking referrals',
              stateColor: 'Good',
              lines: [`All ${at.length} locations you stand at take referrals.`],
              small: 'Type pause to turn one off for 30 days.',
            }),
          ),
    ),
};
