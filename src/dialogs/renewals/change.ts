import { localDay } from '../../cards/kit/format.ts';
import { clean } from '../../cards/kit/text.ts';
import { RenewalDonePress, RenewalTickPress, RenewalUntickPress } from '../../cards/renewals/press.ts';
import { onlyAdmins, renewalCard } from '../../cards/renewals/renewal.ts';
import { windowOpens } from '../../domain/renewals/anniversary.ts';
import { changeRenewal, type RenewalChange } from '../../usecases/renewals/change.ts';
import { renewalView, type MembershipRef } from '../../usecases/renewals/view.ts';
import { cardAction, FORBIDDEN, type Answer, type Speaking } from '../speaking.ts';

export const tickAction = cardAction({
  verb: 'renewal.tick',
  who: 'program-admin',
  data: ['partnerId', 'program', 'item'],
  inputs: [],
  schema: RenewalTickPress,
  changes: true,
  run: (speaking, { verb, data: { item, ...at } }) => answer(speaking, at, { verb, item }),
});

export const untickAction = cardAction({
  verb: 'renewal.untick',
  who: 'program-admin',
  data: ['partnerId', 'program', 'item'],
  inputs: [],
  schema: RenewalUntickPress,
  changes: true,
  run: (speaking, { verb, data: { item, ...at } }) => answer(speaking, at, { verb, item }),
});

/** Ends the reminders, and opens the next year's cycle. */
export const doneAction = cardAction({
  verb: 'renewal.done',
  who: 'program-admin',
  data: ['partnerId', 'program'],
  inputs: [],
  schema: RenewalDonePress,
  changes: true,
  run: (speaking, { verb, data }) => answer(speaking, data, { verb }),
});

/** The card as it now is, whether or not anything changed. */
async function answer(
  { context, actor, reader, opId }: Speaking,
  at: MembershipRef,
  change: RenewalChange,
): Promise<Answer> {
  const today = localDay(reader.now, reader);
  const changed = await changeRenewal(context, actor, { ...at, today }, change, opId);
  if (!changed.ok) {
    const { admins } = changed.error;
    if (admins === undefined) return FORBIDDEN;
    const names = admins.map((name) => clean(name));
    return { refused: 'forbidden', message: () => onlyAdmins(names, reader) };
  }
  const view = await renewalView(context, actor, at, today);
  if (view === undefined) return FORBIDDEN;
  const isRefused =
    change.verb === 'renewal.done' &&
    view.renewed === null &&
    view.due !== undefined &&
    today < windowOpens(view.due);
  return { card: renewalCard(view, reader, { isRefused }) };
}
