import type { Person } from '../../domain/memberships/person.ts';
import {
  faceOfClaim,
  faceOfClaimView,
  faceOfCustomer,
  faceOfCustomerView,
  faceOfOffer,
  faceOfOfferView,
  type Face,
} from '../../domain/sharing/face.ts';
import { Thing } from '../../domain/sharing/thing.ts';
import { listAssociations } from '../associations/list.ts';
import { listClaims } from '../claims/shown/list.ts';
import type { Context } from '../context.ts';
import { listReferrals } from '../referrals/list.ts';
import { viewThing, type ThingView } from './view.ts';

/** What a person finds to share, and a page of it. */
export interface Finding {
  readonly text: string;
  readonly skip: number;
  readonly count: number;
}

/** A client asks for 25 at most. */
const MAX_COUNT = 25;
/** Parts of a referral that its number alone is looked for in. */
const PARTS = [1, 2, 3, 4];

/**
 * Customers, referrals and claims of the person's locations: by a part of the customer's name, or the one of that number. Without
 * a text those that their lists begin with. At most ten of each kind: the first page of each list.
 */
export async function searchThings(
  context: Context,
  person: Pick<Person, 'personId' | 'standings'>,
  { text, skip, count }: Finding,
): Promise<readonly Face[]> {
  const customer = text.trim();
  const [customers, referrals, claims, numbered] = await Promise.all([
    listAssociations(context, person, undefined, { customer }),
    listReferrals(context, person, undefined, { customer }),
    listClaims(context, person, undefined, { customer }),
    ofNumber(context, person, customer),
  ]);
  const faces = [
    ...numbered,
    ...(customers.ok ? customers.value.entries.map(faceOfCustomer) : []),
    ...(referrals.ok ? referrals.value.entries.map(faceOfOffer) : []),
    ...(claims.ok ? claims.value.entries.map(faceOfClaim) : []),
  ];
  const each = new Map(faces.map((face) => [JSON.stringify(face.thing), face]));
  return [...each.values()].slice(skip, skip + Math.min(count, MAX_COUNT));
}

/** The claim or the parts of the referral that have that number. */
async function ofNumber(
  context: Context,
  person: Pick<Person, 'personId' | 'standings'>,
  text: string,
): Promise<readonly Face[]> {
  if (!/^(?=.*\d)[A-Za-z0-9-]{2,64}$/.test(text)) return [];
  const number = text.toUpperCase();
  const things = [{ claimId: number }, ...PARTS.map((part) => ({ referralId: number, part }))];
  const found = await Promise.all(things.map((thing) => viewThing(context, person, Thing.parse(thing))));
  return found.flatMap((one) => (one.ok ? [faceOf(one.value)] : []));
}

/** What others may read of what somebody may see. */
export function faceOf(view: ThingView): Face {
  switch (view.kind) {
    case 'claim':
      return faceOfClaimView(view.claim);
    case 'referral':
      return faceOfOfferView(view.offer);
    case 'customer':
      return faceOfCustomerView(view.customer);
  }
}
