import { z } from 'zod';
import { LeadId } from '../leads/lead.ts';
import { CustomerId, SubscriptionId } from '../shared/ids.ts';
import { Instant, Rfc3339 } from '../shared/time.ts';

/**
 * A change that Partner Center tells of. It says what changed and when, not how: that is asked of Partner Center itself, at
 * an address of our own making, so nothing but ids is taken from it.
 * Source: Microsoft Learn, "Partner Center webhook events", 2023-10.
 */
const Body = z.looseObject({
  EventName: z.string().min(1).max(100),
  ResourceUri: z.string().min(1).max(2_000),
  ResourceChangeUtcDate: Rfc3339,
});

/** Of a granular admin relationship: two GUIDs. Source: Microsoft Graph, `delegatedAdminRelationship`, property `id`. */
export const RelationshipId = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/);
export type RelationshipId = z.infer<typeof RelationshipId>;

/** What is to be asked for. */
export const HookSubject = z.discriminatedUnion('about', [
  z.object({ about: z.literal('lead'), leadId: LeadId }),
  z.object({
    about: z.literal('subscription'),
    customerId: CustomerId,
    subscriptionId: SubscriptionId,
  }),
  z.object({ about: z.literal('delegation'), relationshipId: RelationshipId }),
]);
export type HookSubject = z.infer<typeof HookSubject>;

export const Hook = z.object({
  /** What makes it the same one when it comes again: event, resource and change, since there is no id. */
  key: z.string(),
  changedAt: Instant,
  subject: HookSubject,
});
export type Hook = z.infer<typeof Hook>;

/**
 * @returns `ignored` for an event that nothing here follows (Partner Center's own test among them); `invalid` for what is no
 *   event, or names no resource of its kind
 */
export function readHook(body: unknown): Hook | 'ignored' | 'invalid' {
  const parsed = Body.safeParse(body);
  if (!parsed.success) return 'invalid';
  const { EventName: event, ResourceUri: uri, ResourceChangeUtcDate: changed } = parsed.data;
  const read = readerOf(event.toLowerCase());
  if (read === undefined) return 'ignored';
  const subject = HookSubject.safeParse(read(segmentsOf(uri)));
  if (!subject.success) return 'invalid';
  const changedAt = new Date(changed);
  return {
    key: JSON.stringify([event.toLowerCase(), subject.data, changed]),
    changedAt,
    subject: subject.data,
  };
}

type ReadSubject = (after: (name: string) => string | undefined) => object;

function readerOf(event: string): ReadSubject | undefined {
  if (/^(related-)?referral-(created|updated)$/.test(event)) {
    return (after) => ({ about: 'lead', leadId: after('referrals') });
  }
  if (event === 'subscription-updated') {
    return (after) => ({
      about: 'subscription',
      customerId: after('customers'),
      subscriptionId: after('subscriptions'),
    });
  }
  if (/^granular-admin-relationship-(approved|activated|expired|terminated)$/.test(event)) {
    return (after) => ({
      about: 'delegation',
      relationshipId: after('granularadminrelationships') ?? after('delegatedadminrelationships'),
    });
  }
  return undefined;
}

/** What follows a segment of the path, whatever the host and the rest of it are. */
function segmentsOf(uri: string): (name: string) => string | undefined {
  const path = uri.split(/[?#]/, 1)[0] ?? '';
  const segments = path.split('/');
  return (name) => {
    const at = segments.findIndex((segment) => segment.toLowerCase() === name);
    return at < 0 ? undefined : segments[at + 1];
  };
}
