import { z } from 'zod';
import { CERTIFICATIONS_OF } from '../../domain/certifications/catalogue.ts';
import {
  listedCertifications,
  type Certificate,
  type CertifiedPerson,
  type SkillingStanding,
} from '../../domain/certifications/people.ts';
import { Area, type Track } from '../../domain/shared/catalogue.ts';
import { GlobalId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { day, eitherOf, listOf, localDay, number, type Reader } from '../kit/format.ts';
import { head } from '../kit/head.ts';
import { AREA_NAMES, metricName, trackName } from '../kit/labels.ts';
import { numbered, row, rowsCard, tap, type Row, type RowsCard } from '../kit/rows.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold, plain } from '../kit/text.ts';
import type { AccountName } from '../scores/overview.ts';

export interface CertificatesView {
  readonly account: AccountName;
  readonly people: readonly CertifiedPerson[];
  readonly inArea:
    { readonly area: Area; readonly track: Track; readonly metrics: readonly SkillingStanding[] } | undefined;
}

/** People, or names of a list, that a card has room for. */
const MAX_PEOPLE = 12;
const STEPS = ['admin', 'sign-in', 'link', 'wait'] as const;

/** The certified people of an account: what each holds and where it counts, or who counts in one area; what is to be done. */
export function certificatesCard(view: CertificatesView, reader: Reader): AdaptiveCard {
  const { account, people, inArea } = view;
  const { globalId } = account;
  const area = inArea?.area;
  const subject = area === undefined ? account.name : AREA_NAMES[area];
  return rowsCard(
    {
      fallbackText: say(reader, 'people.fallback', { account: plain(account.name) }),
      head: head(
        say(reader, 'people.kind'),
        area === undefined ? '' : account.name,
        subject,
        say(reader, 'people.count', { count: people.length }),
      ),
      lines: linesOf(view, reader),
      sections: [
        ...(inArea === undefined
          ? [{ title: NONE, rows: peopleRows(people, reader) }]
          : inArea.metrics.map((one) => metricSection(one, inArea, reader))),
        {
          title: say(reader, 'people.steps.title'),
          rows: numbered(
            STEPS.map((step) => say(reader, `people.steps.${step}`)),
            reader,
          ),
        },
      ],
      small: [
        say(reader, 'people.one'),
        say(reader, 'people.source', {
          source: plain(CERTIFICATIONS_OF.source),
          year: plain(String(CERTIFICATIONS_OF.year)),
        }),
      ],
      buttons:
        area === undefined
          ? [tap(say(reader, 'scores.area.all'), 'scores.show', { globalId })]
          : [
              tap(say(reader, 'people.all'), 'certificates.show', { globalId }),
              tap(say(reader, 'planning.plan.area'), 'scores.show', { globalId, area }),
            ],
    },
    reader,
  );
}

function linesOf({ people, inArea }: CertificatesView, reader: Reader): readonly Text[] {
  if (people.length === 0) return [say(reader, 'people.none')];
  if (inArea?.metrics.length === 0) return [say(reader, 'people.no-metric')];
  return inArea === undefined
    ? []
    : [say(reader, 'scores.area.track', { track: trackName(inArea.track, reader) })];
}

function peopleRows(people: readonly CertifiedPerson[], reader: Reader): readonly Row[] {
  const more = people.length - MAX_PEOPLE;
  return [
    ...people.slice(0, MAX_PEOPLE).map(({ name, learnLinked, certificates }) =>
      row(bold(name), {
        lines:
          certificates.length === 0
            ? [say(reader, 'people.no-certificate')]
            : certificates.map((one) => certificateLine(one, reader)),
        state: say(reader, learnLinked ? 'people.linked' : 'people.not-linked'),
        color: learnLinked ? 'Good' : 'Attention',
      }),
    ),
    ...(more > 0 ? [row(say(reader, 'people.more', { count: more }))] : []),
  ];
}

/** "Azure Developer Associate · counts for Digital & App Innovation · until 1 May 2027". */
function certificateLine({ written, rule, expires }: Certificate, reader: Reader): Text {
  return dotted(plain(written, 120), countsText(rule, reader), endText(expires, reader));
}

function countsText(rule: Certificate['rule'], reader: Reader): Text {
  if (rule === null) return say(reader, 'people.unknown');
  if (rule.until !== undefined && rule.until < localDay(reader.now, reader)) {
    return say(reader, 'people.gone', { day: day(rule.until, reader) });
  }
  const areas = [...new Set(rule.counts.map(([area]) => AREA_NAMES[area]))];
  return areas.length === 0
    ? say(reader, 'people.first')
    : say(reader, 'people.counts-for', { areas: listOf(areas, reader) });
}

function endText(expires: string | null, reader: Reader): Text {
  if (expires === null) return NONE;
  const key = expires < localDay(reader.now, reader) ? 'people.expired' : 'people.until';
  return say(reader, key, { day: day(expires, reader) });
}

function metricSection(
  one: SkillingStanding,
  { area }: { readonly area: Area },
  reader: Reader,
): RowsCard['sections'][number] {
  const { metric, target, counting, others, first, isOpen } = one;
  const more = counting.length + others.length - MAX_PEOPLE;
  const names = [
    ...counting.map(({ name }) =>
      say(reader, isOpen ? 'people.counts' : 'people.would-count', { name: plain(name, 80) }),
    ),
    ...others.map(({ person, why }) => say(reader, `people.not.${why}`, { name: plain(person.name, 80) })),
  ];
  return {
    title: say(reader, 'people.metric', {
      metric: metricName(metric, reader),
      count: number(isOpen ? counting.length : 0, reader),
      target,
    }),
    rows: [
      ...first.map(({ anyOf, people, needed }) =>
        row(
          say(reader, 'people.needed', {
            needed,
            certifications: eitherOf(
              anyOf.map(({ name }) => plain(name)),
              reader,
            ),
            people,
          }),
          people >= needed
            ? { state: say(reader, 'people.there'), color: 'Good' }
            : { state: say(reader, 'people.missing'), color: 'Attention' },
        ),
      ),
      ...(isOpen ? [] : [row(say(reader, 'people.closed'))]),
      ...(names.length === 0 ? [row(say(reader, 'people.nobody'))] : []),
      ...names.slice(0, MAX_PEOPLE).map((name) => row(name)),
      ...(more > 0 ? [row(say(reader, 'people.more', { count: more }))] : []),
      row(say(reader, 'people.list', { certifications: listText(area, metric, reader) }), {
        lines: needsLines(area, metric, reader),
      }),
    ],
  };
}

function listText(area: Area, metric: SkillingStanding['metric'], reader: Reader): Text {
  const listed = listedCertifications(area, metric, localDay(reader.now, reader));
  return listOf(
    listed.map(({ name }) => plain(name)),
    reader,
  );
}

function needsLines(area: Area, metric: SkillingStanding['metric'], reader: Reader): readonly Text[] {
  return listedCertifications(area, metric, localDay(reader.now, reader)).flatMap(({ name, needs = [] }) =>
    needs.length === 0
      ? []
      : [
          say(reader, 'people.needs', {
            certification: plain(name),
            others: eitherOf(
              needs.map((id) => plain(id)),
              reader,
            ),
          }),
        ],
  );
}

/** What the card sends back. It comes from the client: no rights follow from it. */
export const CertificatesShowPress = z.strictObject({
  verb: z.literal('certificates.show'),
  data: z.strictObject({ globalId: GlobalId, area: Area.optional() }),
});
