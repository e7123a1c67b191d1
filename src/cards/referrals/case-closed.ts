import type { Location } from '../../domain/referrals/location.ts';
import type { Day } from '../../domain/shared/time.ts';
import type { Case } from '../../domain/support/case.ts';
import { messageCard } from '../chat/message.ts';
import { date, day, type Reader } from '../kit/format.ts';
import { PROGRAM_NAMES } from '../kit/labels.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold } from '../kit/text.ts';

/** Tells a location that its membership ends, as it asked for. */
export function caseClosedCard(
  closed: Case,
  location: Pick<Location, 'name'>,
  ends: Day,
  reader: Reader,
): AdaptiveCard {
  const program = closed.program === null ? 'programme' : PROGRAM_NAMES[closed.program];
  return messageCard({
    kind: 'Case',
    whose: closed.caseId,
    subject: location.name,
    state: 'Carried out',
    stateColor: 'Good',
    lines: [
      `The ${program} membership ends on ${day(ends, reader)}. ${bold(closed.openedByName) || 'Somebody'} asked for it on ${date(closed.openedAt, reader)}.`,
      'After that day it brings no referrals, and no rights come from it. Referrals accepted before stay yours to finish.',
    ],
    small: 'Not what you wanted? Only the operators of the programme can change it.',
  });
}
