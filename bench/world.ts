import { csvOf, referralEvent } from '../test/support/wire.ts';
import { APP } from '../test/support/porter-process.ts';
import { contosoTenant } from '../test/support/referrals.ts';
import { aad } from '../test/support/seed.ts';
import { AREAS } from '../src/domain/shared/catalogue.ts';

/** Everybody the bots talk to: one person at each location, all locations of one account. */
export const PEOPLE = 600;

const METRICS = [
  'net-customer-adds',
  'intermediate-certifications',
  'advanced-certifications',
  'usage-growth',
  'deployments',
];

/** The import files of a partner organisation with {@link PEOPLE} locations and thirty figures. */
export function partnerCsv(people = PEOPLE): { readonly [name: string]: string } {
  const locations = numbers(people).map((number) => ({ partnerId: partnerOf(number), people: [number] }));
  const figures = AREAS.flatMap((area) =>
    METRICS.map((metric, index) => `9000,2026-10-20,${area},${trackOf(area)},${metric},,${index + 1}`),
  );
  return {
    ...csvOf(locations),
    'metrics.csv': ['globalId,asOf,area,track,metric,association,value', ...figures, ''].join('\n'),
  };
}

function trackOf(area: string): string {
  return area === 'business-applications' || area === 'modern-work' ? 'enterprise' : '';
}

function partnerOf(number: number): string {
  return String(100_000 + number);
}

/** The number of the one person at a location. */
export function numberOf(partnerId: string): number {
  return Number(partnerId) - 100_000;
}

/** 1, 2, …, count */
export function numbers(count: number): number[] {
  return Array.from({ length: count }, (_none, index) => index + 1);
}

let activities = 0;

/** The body of an activity as Teams sends it from the personal chat of the nth person. */
export function activityOf(serviceUrl: string, number: number, content: object): string {
  return JSON.stringify({
    type: 'message',
    id: `f:${++activities}`,
    channelId: 'msteams',
    serviceUrl,
    timestamp: new Date().toISOString(),
    locale: 'en-GB',
    localTimezone: 'Europe/Berlin',
    from: { id: `29:${number}`, aadObjectId: aad(number), name: `Person ${number}` },
    recipient: { id: `28:${APP}`, name: 'Porter' },
    conversation: { id: `a:${aad(number)}`, conversationType: 'personal', tenantId: contosoTenant },
    channelData: { tenant: { id: contosoTenant } },
    entities: [
      { type: 'clientInfo', locale: 'en-GB', country: 'GB', platform: 'Web', timezone: 'Europe/Berlin' },
    ],
    ...content,
  });
}

/** Of somebody of another organisation, to whom nothing is shown: token and sender are looked at, and nothing is read. */
export const outsider = {
  from: { id: '29:outsider', aadObjectId: aad(1), tenantId: '99999999-9999-4999-8999-999999999999' },
};

/** A message from a tenant that nobody has named. */
export function fromStranger(serviceUrl: string): string {
  const id = '99999999-9999-4999-8999-999999999999';
  return activityOf(serviceUrl, 1, {
    text: 'hi',
    conversation: { id: 'a:stranger', conversationType: 'personal', tenantId: id },
    channelData: { tenant: { id } },
  });
}

/** The body of a press on a card's button. */
export function pressOf(
  serviceUrl: string,
  number: number,
  verb: string,
  data: object,
  from: object = {},
): string {
  return activityOf(serviceUrl, number, {
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    ...from,
  });
}

/** Events of referrals that any location can get, `B-1` and so on. */
export function referralEvents(from: number, to: number): object[] {
  return numbers(to - from + 1).map((offset) => referralEvent(`B-${from + offset - 1}`));
}
