import { dporEvent, guid, partnerOf } from '../../test/load/world.ts';
import { contosoTenant } from '../../test/support/referrals.ts';
import { aad } from '../../test/support/seed.ts';
import { referralEvent } from '../../test/support/wire.ts';

/** Locations of the sample. */
export const SAMPLED = 100;
/** At each: as many as make two notices of a DPOR change into ten. */
export const PEOPLE_AT_EACH = 5;
export const OPERATOR = 9_999;
/**
 * Locations of another country besides, without people: so many that each shard of the directory holds more than is ever asked
 * of it at once, as it does among a hundred thousand.
 */
export const BESIDE = 1_500;

/** A customer with a subscription for each claim. */
export function customerOf(number: number): string {
  return guid(number, 'dddddddd');
}

/** The files of an organisation with {@link SAMPLED} locations of {@link PEOPLE_AT_EACH}, an operator, and figures. */
export function sampledCsv(claims: number): { readonly [name: string]: string } {
  const locations = upTo(SAMPLED);
  return {
    'partners.csv': csv(
      'partnerId,globalId,name,tenantId,country,countries,languages,industries,minSeats,maxSeats,referralReady,benefitContact,standardContact,mailboxes',
      [
        ...locations.map(
          (at) => `${partnerOf(at)},${globalOf(at)},Location ${at},${contosoTenant},US,US,en,*,1,,true,,,`,
        ),
        ...upTo(BESIDE).map(
          (at) => `${5_000_000 + at},8000000,Beside ${at},${contosoTenant},DE,DE,de,*,1,,true,,,`,
        ),
      ],
    ),
    'memberships.csv': csv(
      'partnerId,program,anniversary,ends',
      locations.map((at) => `${partnerOf(at)},FRP,2027-06-30,`),
    ),
    'contacts.csv': csv(
      'tenantId,aadObjectId,name,email,partnerId,program,role,poc,incentiveRole',
      locations.flatMap((at) =>
        peopleAt(at).map(
          (person, index) =>
            `${contosoTenant},${aad(person)},Person ${person},person${person}@contoso.test,${partnerOf(at)},FRP,${index === 0 ? 'program-admin' : 'program-member'},,incentive-user`,
        ),
      ),
    ),
    'specializations.csv': csv(
      'globalId,workload,expires',
      locations.flatMap((at) => ['teams', 'exchange'].map((of) => `${globalOf(at)},${of},2099-12-31`)),
    ),
    'operators.csv': csv('tenantId,aadObjectId,name,email', [
      `${contosoTenant},${aad(OPERATOR)},Robin Vale,robin@fasttrack.test`,
    ]),
    'customers.csv': csv(
      'customerId,name,domain,country,language,industry,seats',
      upTo(claims).map(
        (number) => `${customerOf(number)},Customer ${number},c${number}.test,US,en,retail,1250`,
      ),
    ),
    'subscriptions.csv': csv(
      'subscriptionId,customerId,product,workloads,licensing,status,starts,ends,seats,dporPartnerId,cspPartnerId',
      upTo(claims).map(
        (number) =>
          `${guid(number, '5b000000')},${customerOf(number)},office-365,exchange;teams,EA,active,,2099-12-31,1250,,`,
      ),
    ),
    'metrics.csv': csv(
      'globalId,asOf,area,track,metric,association,value',
      locations.flatMap((at) =>
        ['net-customer-adds', 'usage-growth', 'deployments'].map(
          (metric, index) => `${globalOf(at)},2026-10-20,security,,${metric},cpor,${index + 2}`,
        ),
      ),
    ),
  };
}

/** The people of a location, by number. */
export function peopleAt(location: number): readonly number[] {
  return upTo(PEOPLE_AT_EACH).map((index) => location * PEOPLE_AT_EACH + index + 1);
}

export function globalOf(location: number): string {
  return String(9_000_000 + location);
}

export function referralsOf(count: number): object[] {
  return upTo(count).map((number) =>
    referralEvent(`C-${number}`, {
      customer: {
        customerId: guid(number, 'eeeeeeee'),
        name: `Asking ${number}`,
        country: 'US',
        language: 'en',
        industry: 'retail',
        seats: 1250,
      },
    }),
  );
}

export function changesOf(count: number): object[] {
  return upTo(count).map((number) => dporEvent(number, number % SAMPLED, (number * 7 + 3) % SAMPLED));
}

/** 0, 1, … count - 1 */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_none, number) => number);
}

function csv(header: string, rows: readonly string[]): string {
  return `${[header, ...rows].join('\n')}\n`;
}
