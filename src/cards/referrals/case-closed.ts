import type { Location } from '../../domain/referrals/location.ts';
import type { Day } from '../../domain/shared/time.ts';
import type { Case } from '../../domain/cases/case.ts';
import { say } from '../../words/say.ts';
import { messageCard } from '../chat/message.ts';
import { date, day, type Reader } from '../kit/format.ts';
import { PROGRAM_NAMES, somebody } from '../kit/labels.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold, clean } from '../kit/text.ts';

/** Tells a location that a membership ends, as it asked for. */
export function caseClosedCard(
  closed: Case & { readonly program: NonNullable<Case['program']> },
  location: Pick<Location, 'name'>,
  ends: Day,
  reader: Reader,
): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'referrals.case.kind'),
      whose: closed.caseId,
      subject: clean(location.name),
      state: say(reader, 'referrals.case.done'),
      stateColor: 'Good',
      lines: [
        say(reader, 'referrals.case.ends', {
          program: PROGRAM_NAMES[closed.program],
          day: day(ends, reader),
          name: bold(closed.openedByName) || somebody(reader),
          asked: date(closed.openedAt, reader),
        }),
        say(reader, 'referrals.case.after'),
      ],
      small: say(reader, 'referrals.case.wrong'),
    },
    reader,
  );
}
