import { day, relativeDay, type Reader } from '../kit/format.ts';
import { AREA_NAMES } from '../kit/labels.ts';
import { plain } from '../kit/text.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { customerTitle } from '../associations/product.ts';
import type { RenewalShown } from './shown.ts';

/** Dated rows under a heading. */
export interface Section {
  readonly title: Text;
  readonly rows: readonly Text[];
}

/** References that are named; the others are counted. */
const MAX_REFERENCES = 5;
const MAX_REQUIREMENTS = 3;

/** What may hold up the renewal; `''`: nothing that is known. */
export function warningOf({ references }: RenewalShown, reader: Reader): Text {
  return references.length === 0
    ? NONE
    : say(reader, 'renewals.references.warning', { count: references.length });
}

export function warnedOf({ references }: RenewalShown, reader: Reader): readonly Text[] {
  const more = references.length - MAX_REFERENCES;
  return [
    ...references.slice(0, MAX_REFERENCES).map(({ customerId, customerName, expires }) =>
      say(reader, 'renewals.reference', {
        customer: plain(customerTitle(customerName, customerId, reader), 100),
        day: day(expires, reader),
      }),
    ),
    ...(more > 0 ? [say(reader, 'renewals.references.more', { count: more })] : []),
  ];
}

/** The designations of the account, and what changes in their requirements. */
export function sectionsOf({ designations, requirements }: RenewalShown, reader: Reader): readonly Section[] {
  return [
    {
      title: say(reader, 'renewals.list.designations'),
      rows: designations.map(({ area, due }) =>
        say(reader, 'renewals.row.designation', {
          area: AREA_NAMES[area],
          day: day(due, reader),
          when: relativeDay(due, reader),
        }),
      ),
    },
    {
      title: say(reader, 'renewals.list.requirements'),
      rows: requirements.slice(0, MAX_REQUIREMENTS).map(({ area, effective, text }) =>
        say(reader, 'renewals.requirement', {
          area: AREA_NAMES[area],
          day: day(effective, reader),
          text: plain(text, 400),
        }),
      ),
    },
  ].filter(({ rows }) => rows.length > 0);
}
