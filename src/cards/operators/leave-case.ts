import type { Location } from '../../domain/referrals/location.ts';
import type { Case } from '../../domain/cases/case.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { messageCard } from '../chat/message.ts';
import { dateTime, day, type Reader } from '../kit/format.ts';
import { PROGRAM_NAMES } from '../kit/labels.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold, clean, plain } from '../kit/text.ts';

/** Tells an operator that a location asks to leave a programme, and how that is carried out. */
export function leaveCaseCard(opened: Case, location: Location, reader: Reader): AdaptiveCard {
  const isOpen = opened.status === 'open';
  return messageCard(
    {
      kind: say(reader, 'operators.leave.kind'),
      subject: say(reader, 'operators.leave.subject', { location: clean(location.name) }),
      state: say(reader, isOpen ? 'operators.leave.open' : 'operators.leave.closed'),
      stateColor: isOpen ? 'Accent' : 'Default',
      lines: [asksText(opened, reader)],
      facts: [
        {
          title: say(reader, 'operators.leave.fact.location'),
          value: say(reader, 'operators.leave.location', {
            location: plain(location.name),
            partnerId: plain(opened.partnerId),
          }),
        },
        {
          title: say(reader, 'operators.leave.fact.membership'),
          value: lastDayText(opened, location, reader),
        },
        { title: say(reader, 'operators.leave.fact.asked'), value: dateTime(opened.openedAt, reader) },
        { title: say(reader, 'operators.leave.fact.case'), value: plain(opened.caseId) },
      ],
      small: say(reader, 'operators.leave.how'),
    },
    reader,
  );
}

function asksText({ program, openedByName }: Case, reader: Reader): Text {
  const name = bold(openedByName);
  return program === null
    ? say(reader, 'operators.leave.asks-any', { name })
    : say(reader, 'operators.leave.asks', { name, program: PROGRAM_NAMES[program] });
}

function lastDayText({ program }: Case, { memberships }: Location, reader: Reader): Text {
  const ends = memberships.find((candidate) => candidate.program === program)?.ends ?? null;
  return ends === null
    ? say(reader, 'operators.leave.no-last-day')
    : say(reader, 'operators.leave.ends', { day: day(ends, reader) });
}
