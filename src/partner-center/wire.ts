import { z } from 'zod';
import { LeadId, LeadStatus, LeadSubstatus, type LeadFacts } from '../domain/leads/lead.ts';
import type { RelationshipFacts } from '../domain/partner-center/delegation.ts';
import type { SubscriptionFacts } from '../domain/partner-center/subscription.ts';
import { CustomerId } from '../domain/shared/ids.ts';
import { dayOf, Rfc3339 } from '../domain/shared/time.ts';

/** Bodies as Partner Center and Microsoft Graph send them: of all they hold, what is used. Whatever may be left out may be null. */

const MAX_NAME = 200;
const MAX_NOTES = 4_000;
const shortText = z.string().nullish().catch('');
const named = (text: string | null | undefined, most = MAX_NAME) => (text ?? '').trim().slice(0, most);
const instant = Rfc3339.transform((text) => new Date(text));
const perhaps = instant.nullish().catch(null);

/** Source: Microsoft Learn, "Referral resources", Partner Center REST API, 2023-10. */
const Referral = z.looseObject({
  id: LeadId,
  name: shortText,
  status: LeadStatus,
  substatus: LeadSubstatus.catch('None'),
  direction: z.string(),
  createdDateTime: instant,
  updatedDateTime: instant,
  expirationDateTime: perhaps,
  customerProfile: z
    .looseObject({
      name: shortText,
      size: shortText,
      address: z.looseObject({ city: shortText, country: shortText }).nullish().catch(null),
      team: z
        .array(
          z.looseObject({
            firstName: shortText,
            lastName: shortText,
            phoneNumber: shortText,
            email: shortText,
          }),
        )
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  details: z
    .looseObject({
      notes: shortText,
      dealValue: z.number().min(0).nullish().catch(null),
      currency: shortText,
      closingDateTime: perhaps,
    })
    .nullish()
    .catch(null),
  eTag: z.string().nullish(),
});
type Referral = z.infer<typeof Referral>;

/** @param etag of the answer's headers, where the body holds none; `null` for a lead that this account sent to others */
export function leadIn(body: unknown, etag = ''): LeadFacts | null {
  const referral = Referral.parse(body);
  if (referral.direction.toLowerCase() !== 'incoming') return null;
  const { customerProfile: customer, details } = referral;
  return {
    leadId: referral.id,
    name: named(referral.name),
    customerName: named(customer?.name),
    country: named(customer?.address?.country, 2).toUpperCase(),
    city: named(customer?.address?.city),
    size: named(customer?.size, 60),
    contact: contactIn(customer),
    notes: named(details?.notes, MAX_NOTES),
    dealValue: details?.dealValue ?? null,
    currency: /^[A-Z]{3}$/.test(details?.currency ?? '') ? named(details?.currency) : '',
    closesOn: details?.closingDateTime == null ? null : dayOf(details.closingDateTime),
    status: referral.status,
    substatus: referral.substatus,
    createdAt: referral.createdDateTime,
    updatedAt: referral.updatedDateTime,
    expiresAt: referral.expirationDateTime ?? null,
    etag: referral.eTag ?? etag,
  };
}

function contactIn(customer: Referral['customerProfile']): LeadFacts['contact'] {
  const [person] = customer?.team ?? [];
  if (person === undefined) return null;
  const name = named(`${person.firstName ?? ''} ${person.lastName ?? ''}`);
  return { name, email: named(person.email, 254), phone: named(person.phoneNumber, 40) };
}

const Page = z.looseObject({ value: z.array(z.unknown()), '@odata.nextLink': z.string().nullish() });

/** A lead that cannot be read keeps none of the others back. */
export function leadsIn(body: unknown): {
  readonly leads: readonly LeadFacts[];
  readonly next: string | undefined;
} {
  const page = Page.parse(body);
  const leads = page.value
    .filter((one) => Referral.safeParse(one).success)
    .flatMap((one) => leadIn(one) ?? []);
  return { leads, next: page['@odata.nextLink'] ?? undefined };
}

/** Source: Microsoft Learn, "Subscription resources", Partner Center REST API, 2023-10. */
const TheirSubscription = z.looseObject({ status: z.string(), commitmentEndDate: perhaps });

export function subscriptionIn(body: unknown): SubscriptionFacts {
  const { status, commitmentEndDate } = TheirSubscription.parse(body);
  return { status: status.toLowerCase(), ends: commitmentEndDate == null ? null : dayOf(commitmentEndDate) };
}

/** Source: Microsoft Learn, "delegatedAdminRelationship resource type", Microsoft Graph v1.0, 2023-10. */
const Relationship = z.looseObject({
  status: z.string(),
  customer: z.looseObject({ tenantId: CustomerId }),
  activatedDateTime: perhaps,
  endDateTime: perhaps,
});

const ENDED = ['expired', 'expiring', 'terminated', 'terminating', 'terminationrequested'];

export function relationshipIn(body: unknown): RelationshipFacts {
  const { status, customer, activatedDateTime, endDateTime } = Relationship.parse(body);
  const said = status.toLowerCase();
  const state = said === 'active' ? 'active' : ENDED.includes(said) ? 'ended' : 'not-yet';
  return {
    customerId: customer.tenantId,
    state,
    since: activatedDateTime == null ? null : dayOf(activatedDateTime),
    ends: endDateTime == null ? null : dayOf(endDateTime),
  };
}
