import { caseQueueCard, casesListCard } from '../../cards/cases/list.ts';
import { CasesListPress } from '../../cards/cases/press.ts';
import { readLocation } from '../../cards/kit/location-list.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { listCases } from '../../usecases/cases/list.ts';
import { queueOfCases } from '../../usecases/cases/queue.ts';
import { locationsOf } from '../../usecases/memberships/locations-of.ts';
import { rememberLocation } from '../../usecases/memberships/person-changes.ts';
import { noAccess } from '../chat/no-access.ts';
import { cardAction, FORBIDDEN, type Command, type Speaking } from '../speaking.ts';

/** `cases`: those of the person's locations; for operators those of all partners. */
export const casesCommand: Command = {
  words: ['cases'],
  about: 'chat.about.cases',
  group: 'standing',
  who: ['role', 'operator'],
  run: async (speaking) => (await casesCard(speaking, {})) ?? noAccess(speaking),
};

export const listCasesAction = cardAction({
  verb: 'cases.list',
  who: 'role-or-operator',
  data: ['partnerId', 'after'],
  inputs: [],
  schema: CasesListPress,
  changes: false,
  async run(speaking, { data: { partnerId, after } }) {
    const card = await casesCard(speaking, { partnerId: readLocation(partnerId), after });
    return card === undefined ? FORBIDDEN : { card };
  },
});

/**
 * Operators see the queue of all partners, or of the one they ask for; a location of their own they see as its people do.
 * @returns undefined for whoever has neither
 */
async function casesCard(
  speaking: Speaking,
  { partnerId, after }: { readonly partnerId?: PartnerId | undefined; readonly after?: string | undefined },
): Promise<AdaptiveCard | undefined> {
  const { context, person, reader } = speaking;
  const isFirst = after === undefined;
  const queue = person.operator ? await queueOfCases(context, person, { partnerId, after }) : undefined;
  if (queue !== undefined) {
    const own = await locationsOf(context.documents, person, reader.now);
    return caseQueueCard({ ...queue, own: own.map(({ location }) => location) }, isFirst, reader);
  }
  const list = await listCases(context, person, partnerId, after);
  if (list === undefined) return undefined;
  if (partnerId !== undefined) await rememberLocation(context, person, partnerId);
  return casesListCard(list, isFirst, reader);
}
