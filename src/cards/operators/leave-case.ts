import type { Location } from '../../domain/referrals/location.ts';
import type { Case } from '../../domain/support/case.ts';
import { messageCard } from '../chat/message.ts';
import { dateTime, day, type Reader } from '../kit/format.ts';
import { PROGRAM_NAMES } from '../kit/labels.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold, plain } from '../kit/text.ts';

/** Tells an operator that a location asks to leave a programme, and how that is carried out. */
export function leaveCaseCard(opened: Case, location: Location, reader: Reader): AdaptiveCard {
  const program = opened.program === null ? 'the programme' : PROGRAM_NAMES[opened.program];
  const membership = location.memberships.find((candidate) => candidate.program === opened.program);
  const ends = membership?.ends ?? null;
  return messageCard({
    kind: 'Case',
    subject: `${location.name} asks to leave`,
    state: opened.status === 'open' ? 'Open' : 'Closed',
    stateColor: opened.status === 'open' ? 'Accent' : 'Default',
    lines: [
      `${bold(opened.openedByName)} asks, after a pause of referrals, to end the membership in ${program}.`,
    ],
    facts: [
      { title: 'Location', value: `${plain(location.name)}, PartnerID ${opened.partnerId}` },
      { title: 'Membership', value: ends === null ? 'No last day set' : `Ends on ${day(ends, reader)}` },
      { title: 'Asked', value: dateTime(opened.openedAt, reader) },
      { title: 'Case', value: opened.caseId },
    ],
    small: 'To carry it out, set its last day in the column “ends” of memberships.csv and import that.',
  });
}
