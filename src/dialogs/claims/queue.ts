import { claimsQueueCard, ClaimsQueuePress, readQueueFilter } from '../../cards/claims/lists/queue.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { queueOfClaims } from '../../usecases/claims/shown/queue.ts';
import { cardAction, FORBIDDEN, type Speaking } from '../speaking.ts';

export const claimsQueueAction = cardAction({
  verb: 'claims.queue',
  who: 'operator',
  data: ['after'],
  inputs: ['show', 'search'],
  schema: ClaimsQueuePress,
  changes: false,
  async run(speaking, { data }) {
    const card = await queueCard(speaking, data);
    return card === undefined ? FORBIDDEN : { card };
  },
});

/**
 * The operators' claims, for whoever is one.
 * @returns undefined for anybody else
 */
export async function queueCard(
  { context, person, reader }: Speaking,
  data: {
    readonly after?: string | undefined;
    readonly show?: string | undefined;
    readonly search?: string | undefined;
  } = {},
): Promise<AdaptiveCard | undefined> {
  const filter = readQueueFilter(data);
  const found = await queueOfClaims(context, person, { ...filter, after: data.after });
  return found.ok ? claimsQueueCard(found.value, filter, reader, person.standings[0]?.partnerId) : undefined;
}
