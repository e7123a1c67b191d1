import { LAST_ITEMS, START_ITEMS, type RenewalItem } from '../../domain/renewals/checklist.ts';
import { say } from '../../words/say.ts';
import { asText, type Text } from '../../words/text.ts';
import type { ActionData } from '../kit/action.ts';
import { date, type Reader } from '../kit/format.ts';
import { clean, plain } from '../kit/text.ts';
import type { RenewalShown } from './shown.ts';

/** One item as its row shows it, and what a tap on it does. */
export interface ItemRow {
  readonly mark: Text;
  readonly what: Text;
  readonly about: Text;
  readonly canTick: boolean;
  readonly press: Text;
  readonly verb: string;
  readonly data: ActionData;
  /** What a client without Universal Actions sends. */
  readonly submit: ActionData;
}

export interface ItemList {
  readonly title: Text;
  readonly rows: readonly ItemRow[];
}

const OPEN = asText('☐');
const DONE = asText('☑');

/** Both checklists, with who ticked what; for a program admin each row ticks, or takes the tick back. */
export function checklists(shown: RenewalShown, reader: Reader): readonly ItemList[] {
  const rows = (items: readonly RenewalItem[]) => items.map((item) => rowOf(shown, item, reader));
  return [
    { title: say(reader, 'renewals.list.start'), rows: rows(START_ITEMS) },
    { title: say(reader, 'renewals.list.last'), rows: rows(LAST_ITEMS) },
  ];
}

function rowOf(
  { location, program, ticks, isAdmin }: RenewalShown,
  item: RenewalItem,
  reader: Reader,
): ItemRow {
  const ticked = ticks.find((one) => one.item === item);
  const what = say(reader, `renewals.item.${item}`);
  const data = { partnerId: location.partnerId, program, item };
  const verb = ticked === undefined ? 'renewal.tick' : 'renewal.untick';
  return {
    mark: ticked === undefined ? OPEN : DONE,
    what,
    about:
      ticked === undefined
        ? say(reader, `renewals.item.${item}-about`)
        : say(reader, 'renewals.ticked', { name: plain(ticked.name, 80), day: date(ticked.at, reader) }),
    canTick: isAdmin,
    press: say(reader, ticked === undefined ? 'renewals.tick' : 'renewals.untick', { item: clean(what) }),
    verb,
    data,
    submit: { ...data, verb },
  };
}
