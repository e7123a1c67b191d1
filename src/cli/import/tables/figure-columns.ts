import { AREAS, ASSOCIATIONS, METRICS, TRACKS } from '../../../domain/shared/catalogue.ts';
import { day, optional, word } from '../columns.ts';
import { globalId } from '../ids.ts';

/** What says which figure a row of the scores is about. */
export const FIGURE_COLUMNS = {
  globalId,
  asOf: day,
  area: word(AREAS),
  track: optional(word(TRACKS)),
  metric: word(METRICS),
  association: optional(word(ASSOCIATIONS)),
};

export const FIGURE_KEYS = ['globalId', 'asOf', 'area', 'track', 'metric', 'association'] as const;
