import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import type { PorterProcess, ProcessConnector } from './porter-process.ts';
import { APP } from './porter-process.ts';
import { contosoTenant } from './referrals.ts';
import { aad } from './seed.ts';

let activities = 0;

/** An activity as Teams sends it from the personal chat of the nth person. */
export function activity(
  porter: { readonly connector: ProcessConnector },
  number: number,
  overrides: object = {},
): Record<string, unknown> {
  return {
    type: 'message',
    id: `f:${++activities}`,
    channelId: 'msteams',
    serviceUrl: porter.connector.url,
    timestamp: new Date().toISOString(),
    locale: 'en-GB',
    localTimezone: 'Europe/Berlin',
    from: { id: `29:${number}`, aadObjectId: aad(number), name: `Person ${number}` },
    recipient: { id: `28:${APP}`, name: 'Porter' },
    conversation: { id: `a:${number}`, conversationType: 'personal', tenantId: contosoTenant },
    channelData: { tenant: { id: contosoTenant } },
    ...overrides,
  };
}

export function says(porter: PorterProcess, number: number, text: string) {
  return porter.post(activity(porter, number, { text }));
}

/** A press on a card's button. */
export async function presses(
  porter: PorterProcess,
  number: number,
  verb: string,
  data: object,
  overrides: object = {},
): Promise<{ status: number; body: { statusCode?: number; value?: unknown } }> {
  const { status, body } = await porter.post(
    activity(porter, number, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
      ...overrides,
    }),
  );
  return { status, body: body as { statusCode?: number; value?: unknown } };
}

/** What was sent to the nth person, as text, oldest first. */
export function saidTo(porter: PorterProcess, number: number): string[] {
  return porter.connector.messages(`a:${number}`).map((message) => JSON.stringify(message.activity));
}

/** A location, and the numbers of its people. */
export interface Place {
  readonly partnerId: string;
  readonly people: readonly number[];
  /** Where it serves customers; locations of different countries never get each other's referrals. */
  readonly country?: string;
  /** Those of its people who are program admins; the others are members. */
  readonly admins?: readonly number[];
}

/** Some locations that meet every criterion of {@link referralEvent}, and their people, as CSV. */
export function csvOf(locations: readonly Place[]): { [name: string]: string } {
  const lines = (header: string, rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`;
  return {
    'partners.csv': lines(
      'partnerId,globalId,name,tenantId,country,countries,languages,industries,minSeats,maxSeats,referralReady,benefitContact,standardContact,mailboxes',
      locations.map(
        ({ partnerId, country = 'US' }) =>
          `${partnerId},9000,Location ${partnerId},${contosoTenant},${country},${country},en,*,1,,true,,,`,
      ),
    ),
    'memberships.csv': lines(
      'partnerId,program,anniversary,ends',
      locations.map(({ partnerId }) => `${partnerId},FRP,2027-06-30,`),
    ),
    'contacts.csv': lines(
      'tenantId,aadObjectId,name,email,partnerId,program,role,poc,incentiveRole',
      locations.flatMap(({ partnerId, people, admins = [] }) =>
        people.map(
          (number) =>
            `${contosoTenant},${aad(number)},Person ${number},person${number}@contoso.test,${partnerId},FRP,${admins.includes(number) ? 'program-admin' : 'program-member'},,`,
        ),
      ),
    ),
    'specializations.csv': lines('globalId,workload,expires', [
      '9000,teams,2099-12-31',
      '9000,exchange,2099-12-31',
    ]),
  };
}

export function referralEvent(
  referralId: string,
  overrides: object = {},
  country = 'US',
): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: `event-${referralId}`,
    source: '/test',
    type: 'porter.referral.received',
    time: new Date().toISOString(),
    data: {
      referralId,
      kind: 'benefit',
      customer: {
        customerId: 'aaaaaaaa-0000-4000-8000-000000000001',
        name: 'Tailspin Toys',
        country,
        language: 'en',
        industry: 'retail',
        seats: 1250,
        contact: { name: 'Jo Berg', email: 'jo@tailspin.test', phone: '+1 555 0100' },
      },
      workloads: ['teams', 'exchange'],
      requestedAt: new Date().toISOString(),
      ...overrides,
    },
  };
}

/** The rows of one file of the real export, by column. */
export async function exported(
  porter: Pick<PorterProcess, 'folder' | 'run'>,
  file: string,
): Promise<Record<string, string>[]> {
  const folder = join(porter.folder, 'export');
  const { code, output } = await porter.run('export', [folder]);
  if (code !== 0) throw new Error(output);
  return parse(await readFile(join(folder, file)), { columns: true }) as Record<string, string>[];
}

export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(50);
}
