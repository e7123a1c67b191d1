import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** Where events go, and what signs them. */
export interface EventSink {
  readonly url: string;
  readonly secret: string;
}

/** A referral as the programme's own source would tell of it. */
export interface SampleReferral {
  readonly kind: 'benefit' | 'standard';
  readonly customerId: string;
  readonly name: string;
  readonly domain: string;
  readonly industry: string;
  readonly seats: number;
  readonly workloads: readonly string[];
  readonly notes: string;
}

/** What Contoso in the US is the match for, each of its own kind. */
export const SAMPLE_REFERRALS = {
  /** It holds an approved claim on the customer; Fabrikam is next when it declines. */
  benefit: {
    kind: 'benefit',
    customerId: 'c0000000-0000-4000-8000-000000000001',
    name: 'Tailspin Toys',
    domain: 'tailspin.test',
    industry: 'retail',
    seats: 1_250,
    workloads: ['teams', 'exchange'],
    notes: 'Moves 1,250 mailboxes from another provider; wants to begin in January.',
  },
  /** It is the customer's DPOR. */
  standard: {
    kind: 'standard',
    customerId: 'c0000000-0000-4000-8000-000000000002',
    name: 'Fourth Coffee',
    domain: 'fourthcoffee.test',
    industry: 'retail',
    seats: 640,
    workloads: ['teams', 'm365-apps'],
    notes: 'Opens 40 cafés next year and wants them on Teams.',
  },
  /** Nobody covers both workloads: a part each for Contoso and Fabrikam. */
  split: {
    kind: 'standard',
    customerId: 'c0000000-0000-4000-8000-000000000030',
    name: 'Wingtip Toys',
    domain: 'wingtip.test',
    industry: 'retail',
    seats: 330,
    workloads: ['entra-id', 'defender-endpoint'],
    notes: 'Wants sign-in and devices protected before the season.',
  },
} as const satisfies Record<string, SampleReferral>;

/** Tells of a referral, as new each time. */
export function postReferral(sink: EventSink, referral: SampleReferral): Promise<void> {
  const at = new Date();
  const { kind, domain, workloads, notes, ...customer } = referral;
  return post(sink, at, 'porter.referral.received', {
    referralId: `R-${String(at.getTime()).slice(-6)}`,
    kind,
    customer: {
      ...customer,
      country: 'US',
      language: 'en',
      contact: { name: 'Jo Berg', email: `jo.berg@${domain}`, phone: '+1 555 0100' },
    },
    workloads,
    requestedAt: at.toISOString(),
    notes,
  });
}

/** Tells that Fourth Coffee moved the DPOR of its Azure subscription from Contoso in the US to Fabrikam. */
export function postSampleDpor(sink: EventSink): Promise<void> {
  const at = new Date();
  return post(sink, at, 'porter.dpor.changed', {
    subscriptionId: '5b000000-0000-4000-8000-000000000002',
    customer: { customerId: 'c0000000-0000-4000-8000-000000000002', name: 'Fourth Coffee' },
    product: 'azure',
    previousPartnerId: '100210',
    partnerId: '200310',
    changedAt: at.toISOString(),
    changedBy: 'Ada Lund, IT administrator',
  });
}

async function post({ url, secret }: EventSink, at: Date, type: string, data: object): Promise<void> {
  const event = { specversion: '1.0', id: randomUUID(), source: '/demo', type, time: at.toISOString(), data };
  const body = JSON.stringify(event);
  const id = randomUUID();
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/cloudevents+json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    },
    body,
  });
  if (response.status !== 202) throw new Error(`The sample of ${type} was answered ${response.status}.`);
}
