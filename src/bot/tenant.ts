import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { TenantId } from '../domain/shared/ids.ts';

const id = z.string().nullish();
const Named = z.object({
  conversation: z.object({ tenantId: id }).nullish(),
  channelData: z.object({ tenant: z.object({ id }).nullish() }).nullish(),
});

/** The one invoke in which Teams says neither who nor of which tenant. Source: Microsoft Learn, "Zero install for link unfurling". */
export const ANONYMOUS_LINK = 'composeExtension/anonymousQueryLink';

/** Whether an activity is of nobody on purpose: a link pasted by somebody who has not got the app, with all ids taken out. */
export function isAnonymised(activity: Pick<Activity, 'name' | 'conversation' | 'channelData'>): boolean {
  return activity.name === ANONYMOUS_LINK && toldBy(activity).every((one) => one === undefined);
}

/**
 * The tenant an activity is of. Teams names it twice, and what names it once only is believed.
 *
 * @returns undefined when neither place holds one, one holds no GUID, or the two disagree
 */
export function tenantOf(activity: Pick<Activity, 'conversation' | 'channelData'>): TenantId | undefined {
  const ids = toldBy(activity);
  return ids.every((one) => one === ids[0]) ? ids[0] : undefined;
}

/** What each place says that says anything; undefined for what is no tenant's id. */
function toldBy(activity: Pick<Activity, 'conversation' | 'channelData'>): readonly (TenantId | undefined)[] {
  const named = Named.safeParse(activity);
  if (!named.success) return [];
  const { conversation, channelData } = named.data;
  return [conversation?.tenantId, channelData?.tenant?.id]
    .filter((one) => one != null && one !== '')
    .map((one) => TenantId.safeParse(one).data);
}
