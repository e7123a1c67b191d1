import { whichCustomerCard, type Guide } from '../../cards/associations/which-customer.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import type { AreaView } from '../../domain/scores/scoreboard.ts';
import type { Area, Metric } from '../../domain/shared/catalogue.ts';
import { listAssociations } from '../../usecases/associations/list.ts';
import { amountNamed } from '../../understanding/amount.ts';
import { languageOf } from '../../words/language.ts';
import { scoresFor } from '../scores/show.ts';
import type { Speaking } from '../speaking.ts';

/** What a press on a card's button would send. */
export interface Pressed {
  readonly verb: string;
  readonly data: object;
}

/** The certified people of the one account that can be meant. */
export async function certificatesNamed(
  speaking: Speaking,
  area: Area | undefined,
): Promise<Pressed | undefined> {
  const shown = await scoresFor(speaking);
  if (shown?.kind !== 'score') return undefined;
  const { globalId } = shown.account;
  return {
    verb: 'certificates.show',
    data: area === undefined ? { globalId } : { globalId, area },
  };
}

/**
 * The plan of the area that was named, else of the one that lacks least, with what was named to come in addition: "what if
 * we add 3 customers".
 */
export async function planNamed(
  speaking: Speaking,
  asked: Area | undefined,
  text: string,
): Promise<Pressed | undefined> {
  const shown = await scoresFor(speaking);
  if (shown?.kind !== 'score') return undefined;
  const area =
    shown.score.areas.find((one) => one.area === asked) ??
    (asked === undefined ? nearest(shown.score.areas) : undefined);
  if (area === undefined) return undefined;
  const { globalId } = shown.account;
  const more = amountNamed(text, metricsOf(area), languageOf(speaking.reader.locale));
  return {
    verb: 'scores.plan',
    data: {
      globalId,
      area: area.area,
      ...(more === undefined ? {} : { [`more-${more.metric}`]: more.amount }),
    },
  };
}

function metricsOf({ groups }: AreaView): readonly Metric[] {
  return groups.flatMap(({ metrics }) => metrics.map(({ metric }) => metric));
}

/** Of those with figures that do not qualify, the one with most points. */
function nearest(areas: readonly AreaView[]): AreaView | undefined {
  return areas
    .filter(({ qualified, total }) => !qualified && total > 0)
    .toSorted((one, two) => two.total - one.total)[0];
}

/** What is done at a customer: the guide at the one that was named, or which one it is to be. */
export async function guideNamed(
  { context, person, reader }: Speaking,
  guide: Guide,
  name: string,
): Promise<Pressed | AdaptiveCard | undefined> {
  const find = (customer: string) =>
    listAssociations(context, person, undefined, { customer, after: undefined });
  const named = await find(name);
  const found = named.ok && named.value.entries.length === 0 && name !== '' ? await find('') : named;
  if (!found.ok) return undefined;
  const { entries, owners, at } = found.value;
  const [only, ...others] = entries;
  if (only === undefined) return undefined;
  if (others.length === 0) {
    const { partnerId, customerId } = only;
    return { verb: guide === 'pal' ? 'pal.guide' : 'delegation.guide', data: { partnerId, customerId } };
  }
  const choices = entries.map((entry) => ({
    ...entry,
    locationName: at.length > 1 ? (owners.get(entry)?.name ?? '') : '',
  }));
  return whichCustomerCard(guide, choices, reader);
}
