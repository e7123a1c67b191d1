import type { Area, Program } from '../../domain/shared/catalogue.ts';
import type { GlobalId, PartnerId } from '../../domain/shared/ids.ts';
import { daysBetween, type Day } from '../../domain/shared/time.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { messageCard, type MessageButton } from '../chat/message.ts';
import { day, localDay, relativeDay, type Reader } from '../kit/format.ts';
import { AREA_NAMES } from '../kit/labels.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold, plain } from '../kit/text.ts';

/** A location of the account at which the reader has a role, and a membership of it to look at. */
export interface AtLocation {
  readonly name: string;
  readonly partnerId: PartnerId;
  readonly globalId: GlobalId;
  readonly program: Program | undefined;
}

/** The anniversary of a designation comes. */
export function designationCard(
  { area, due, at }: { readonly area: Area; readonly due: Day; readonly at: AtLocation },
  reader: Reader,
): AdaptiveCard {
  const today = localDay(reader.now, reader);
  return messageCard(
    {
      kind: say(reader, 'renewals.designation.kind'),
      whose: at.name,
      subject: AREA_NAMES[area],
      state: stateOf(daysBetween(today, due), reader),
      stateColor: 'Accent',
      lines: [
        say(reader, 'renewals.designation.line', {
          area: bold(AREA_NAMES[area]),
          day: day(due, reader),
          when: relativeDay(due, reader),
        }),
        say(reader, 'renewals.designation.renewing'),
      ],
      small: say(reader, 'renewals.small'),
      buttons: [
        ...renewalButton(at, reader),
        scoresButton(at, area, reader),
        {
          title: say(reader, 'renewals.button.calendar'),
          verb: 'file.get',
          data: { kind: 'designation-reminder', globalId: at.globalId, area },
        },
      ],
    },
    reader,
  );
}

/** Requirements of an area change. */
export function requirementsCard(
  change: {
    readonly area: Area;
    readonly effective: Day;
    readonly texts: readonly string[];
    readonly at: AtLocation;
  },
  reader: Reader,
): AdaptiveCard {
  const { area, effective, texts, at } = change;
  return messageCard(
    {
      kind: say(reader, 'renewals.requirements.kind'),
      whose: at.name,
      subject: AREA_NAMES[area],
      lines: [
        say(reader, 'renewals.requirements.line', {
          area: bold(AREA_NAMES[area]),
          day: day(effective, reader),
        }),
        ...texts.map((text) => plain(text, 1_000)),
      ],
      small: say(reader, 'renewals.small'),
      buttons: [...renewalButton(at, reader), scoresButton(at, area, reader)],
    },
    reader,
  );
}

function stateOf(days: number, reader: Reader): Text {
  if (days < 0) return say(reader, 'units.overdue');
  return days === 0 ? say(reader, 'renewals.state.today') : say(reader, 'units.days-left', { days });
}

function renewalButton({ partnerId, program }: AtLocation, reader: Reader): readonly MessageButton[] {
  return program === undefined
    ? []
    : [{ title: say(reader, 'renewals.button.renewal'), verb: 'renewal.show', data: { partnerId, program } }];
}

function scoresButton({ globalId }: AtLocation, area: Area, reader: Reader): MessageButton {
  return { title: say(reader, 'renewals.button.scores'), verb: 'scores.show', data: { globalId, area } };
}
