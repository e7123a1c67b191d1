import { localDay } from '../../cards/kit/format.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { RenewalShowPress } from '../../cards/renewals/press.ts';
import { nothingToRenewCard, renewalCard } from '../../cards/renewals/renewal.ts';
import type { Program } from '../../domain/shared/catalogue.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { rightsAt } from '../../usecases/memberships/rights.ts';
import { rememberLocation } from '../../usecases/memberships/person-changes.ts';
import { dueAt } from '../../usecases/renewals/next.ts';
import { renewalView } from '../../usecases/renewals/view.ts';
import { noAccess } from '../chat/no-access.ts';
import { cardAction, FORBIDDEN, type Command, type Speaking } from '../speaking.ts';
import { atLocation, type WhichLocation } from '../which-location.ts';

export const whichRenewal: WhichLocation = {
  dialog: 'renewal-which-location',
  kind: 'renewals.kind',
  question: 'renewals.which',
  verb: 'renewal.show',
  meant: (_speaking, locations) => locations,
  show: async (speaking, partnerId) => (await renewalAt(speaking, partnerId)) ?? noAccess(speaking),
};

/** `renewal`: the anniversary of a location's membership that comes next, and what is to be done for it. */
export const renewalCommand: Command = {
  words: ['renewal'],
  about: 'chat.about.renewal',
  group: 'standing',
  who: ['role'],
  run: (speaking) => atLocation(whichRenewal, speaking, () => noAccess(speaking)),
};

export const showRenewalAction = cardAction({
  verb: 'renewal.show',
  who: 'role',
  data: ['partnerId', 'program'],
  inputs: [],
  schema: RenewalShowPress,
  changes: false,
  async run(speaking, { data: { partnerId, program } }) {
    const card = await renewalAt(speaking, partnerId, program);
    if (card === undefined) return FORBIDDEN;
    await rememberLocation(speaking.context, speaking.person, partnerId);
    return { card };
  },
});

/** The renewal of a membership of a location; without a programme, of the one whose anniversary comes next. */
async function renewalAt(
  { context, person, reader }: Speaking,
  partnerId: PartnerId,
  asked?: Program,
): Promise<AdaptiveCard | undefined> {
  const rights = await rightsAt(context.documents, person, partnerId, reader.now);
  if (rights === undefined) return undefined;
  const today = localDay(reader.now, reader);
  const [next] = asked === undefined ? await dueAt(context.documents, rights.location, today) : [];
  const program = asked ?? next?.program ?? rights.location.memberships[0]?.program;
  if (program === undefined) return nothingToRenewCard(reader);
  const view = await renewalView(context, person, { partnerId, program }, today);
  return view && renewalCard(view, reader);
}
