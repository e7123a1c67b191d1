import { ACTIVITY_RULES } from '../../domain/claims/activities.ts';
import { ELIGIBILITY, type Cell } from '../../domain/scores/eligibility.ts';
import {
  ACTIVITIES,
  AREAS,
  ASSOCIATIONS,
  type Area,
  type Association,
} from '../../domain/shared/catalogue.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { listOf, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { activityShortName, AREA_NAMES, ASSOCIATION_NAMES, metricInText, trackName } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';

interface EligibilityData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly answer: Text;
  readonly areas: readonly {
    readonly name: Text;
    readonly facts: readonly { readonly title: Text; readonly value: Text }[];
  }[];
  readonly notes: readonly Text[];
  readonly isNarrowed: boolean;
}

/** What is asked for; absent: all of them. */
export interface EligibilityAsked {
  readonly association?: Association | undefined;
  readonly area?: Area | undefined;
}

const render = cardTemplate<EligibilityData>('eligibility');

/** Which association counts in which area for which metrics: the programme's matrix, or what is asked of it. */
export function eligibilityCard(asked: EligibilityAsked, reader: Reader): AdaptiveCard {
  const areas = AREAS.filter((area) => asked.area === undefined || area === asked.area);
  const associations = ASSOCIATIONS.filter(
    (one) => asked.association === undefined || one === asked.association,
  );
  const answer = answerTo(asked, reader);
  return render(
    {
      fallbackText: answer === NONE ? say(reader, 'planning.eligibility.fallback') : answer,
      head: head(
        say(reader, 'planning.eligibility.kind'),
        '',
        asked.area === undefined ? say(reader, 'planning.eligibility.subject') : AREA_NAMES[asked.area],
      ),
      answer,
      areas: alike(areas).map((group) => ({
        name: listOf(
          group.map((area) => AREA_NAMES[area]),
          reader,
        ),
        facts: associations.map((association) => ({
          title: ASSOCIATION_NAMES[association],
          value: cellText(ELIGIBILITY[group[0] ?? 'modern-work'][association], reader),
        })),
      })),
      notes: notesFor(areas, associations, reader),
      isNarrowed: asked.area !== undefined || asked.association !== undefined,
    },
    reader,
  );
}

/** Areas in which the same counts stand together: the three Azure ones. */
function alike(areas: readonly Area[]): readonly (readonly Area[])[] {
  return [...Map.groupBy(areas, (area) => JSON.stringify(ELIGIBILITY[area])).values()];
}

function cellText(cell: Cell, reader: Reader): Text {
  const metrics = metricsText(cell, reader);
  if (metrics === NONE) return say(reader, 'planning.eligibility.not');
  const [track, ...others] = cell.tracks;
  return track === undefined || others.length > 0
    ? metrics
    : say(reader, 'planning.eligibility.only', { metrics, track: trackName(track, reader) });
}

function metricsText({ metrics }: Pick<Cell, 'metrics'>, reader: Reader): Text {
  return metrics.length === 0
    ? NONE
    : listOf(
        metrics.map((metric) => metricInText(metric, reader)),
        reader,
      );
}

/** To "does PAL count for security?". */
function answerTo({ association, area }: EligibilityAsked, reader: Reader): Text {
  if (association === undefined || area === undefined) return NONE;
  const cell = ELIGIBILITY[area][association];
  const named = { association: ASSOCIATION_NAMES[association], area: AREA_NAMES[area] };
  if (cell.metrics.length === 0) {
    const others = ASSOCIATIONS.filter((one) => ELIGIBILITY[area][one].metrics.length > 0);
    const names = listOf(
      others.map((one) => ASSOCIATION_NAMES[one]),
      reader,
    );
    return say(reader, 'planning.eligibility.no', { ...named, others: names });
  }
  const metrics = metricsText(cell, reader);
  const [track, ...more] = cell.tracks;
  return track === undefined || more.length > 0
    ? say(reader, 'planning.eligibility.yes', { ...named, metrics })
    : say(reader, 'planning.eligibility.yes-track', { ...named, metrics, track: trackName(track, reader) });
}

function notesFor(
  areas: readonly Area[],
  associations: readonly Association[],
  reader: Reader,
): readonly Text[] {
  const activities = associations.includes('cpor')
    ? ACTIVITIES.filter((activity) => areas.some((area) => isOfArea(activity, area))).map((activity) =>
        say(reader, 'planning.eligibility.note.activities', {
          activity: activityShortName(activity, reader),
          metrics: metricsText({ metrics: ACTIVITY_RULES[activity].feeds }, reader),
        }),
      )
    : [];
  return [
    ...(areas.includes('business-applications') ? [say(reader, 'planning.eligibility.note.business')] : []),
    ...(areas.includes('security') ? [say(reader, 'planning.eligibility.note.security')] : []),
    ...(associations.includes('pal') ? [say(reader, 'planning.eligibility.note.pal')] : []),
    ...activities,
    say(reader, 'planning.eligibility.note.automatic'),
    say(reader, 'planning.eligibility.note.skilling'),
    say(reader, 'planning.eligibility.source'),
  ];
}

function isOfArea(activity: (typeof ACTIVITIES)[number], area: Area): boolean {
  return ACTIVITY_RULES[activity].solutionArea === 'business-applications'
    ? area === 'business-applications'
    : area === 'modern-work' || area === 'security';
}
