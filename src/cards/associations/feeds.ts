import { feedsOf, type Feed } from '../../domain/associations/feeds.ts';
import type { Association } from '../../domain/shared/catalogue.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { listOf, type Reader } from '../kit/format.ts';
import { AREA_NAMES, ASSOCIATION_NAMES, metricInText, trackName } from '../kit/labels.ts';

/**
 * Which metrics of which areas an association with a subscription feeds: "Modern Work (Enterprise track only): net customer
 * adds, usage growth and deployments"; `''` when it feeds none.
 */
export function feedsText(product: string, association: Association, reader: Reader): Text {
  return feedsOf(product, association)
    .map((feed) => feedText(feed, reader))
    .reduce(
      (feeds, more) => (feeds === NONE ? more : say(reader, 'associations.feeds.and', { feeds, more })),
      NONE,
    );
}

function feedText({ areas, tracks, metrics }: Feed, reader: Reader): Text {
  const [track, ...others] = tracks;
  const named = {
    areas: listOf(
      areas.map((area) => AREA_NAMES[area]),
      reader,
    ),
    metrics: listOf(
      metrics.map((metric) => metricInText(metric, reader)),
      reader,
    ),
  };
  return track === undefined || others.length > 0
    ? say(reader, 'associations.feeds.area', named)
    : say(reader, 'associations.feeds.area-track', { ...named, track: trackName(track, reader) });
}

/** For a product that feeds nothing. */
export function noPointsText(association: Association, reader: Reader): Text {
  return say(reader, 'associations.feeds.none', { association: ASSOCIATION_NAMES[association] });
}
