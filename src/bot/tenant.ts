import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { TenantId } from '../domain/shared/ids.ts';

const id = z.string().nullish();
const Named = z.object({
  conversation: z.object({ tenantId: id }).nullish(),
  channelData: z.object({ tenant: z.object({ id }).nullish() }).nullish(),
});

/**
 * The tenant an activity is of. Teams names it twice, and what names it once only is believed.
 *
 * @returns undefined when neither place holds one, one holds no GUID, or the two disagree
 */
export function tenantOf(activity: Pick<Activity, 'conversation' | 'channelData'>): TenantId | undefined {
  const named = Named.safeParse(activity);
  if (!named.success) return undefined;
  const { conversation, channelData } = named.data;
  const told = [conversation?.tenantId, channelData?.tenant?.id].filter((one) => one != null && one !== '');
  const ids = told.map((one) => TenantId.safeParse(one).data);
  return ids.every((one) => one === ids[0]) ? ids[0] : undefined;
}
