import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** Where events go, and what signs them. */
export interface EventSink {
  readonly url: string;
  readonly secret: string;
}

/** Tells of a referral as the programme's own source would: a signed CloudEvent that Contoso in the US is the match for. */
export function postSampleReferral(sink: EventSink): Promise<void> {
  const at = new Date();
  return post(sink, at, 'porter.referral.received', {
    referralId: `R-${String(at.getTime()).slice(-6)}`,
    kind: 'benefit',
    customer: {
      customerId: 'c0000000-0000-4000-8000-000000000001',
      name: 'Tailspin Toys',
      country: 'US',
      language: 'en',
      industry: 'retail',
      seats: 1_250,
      contact: { name: 'Jo Berg', email: 'jo.berg@tailspin.test', phone: '+1 555 0100' },
    },
    workloads: ['teams', 'exchange'],
    requestedAt: at.toISOString(),
    notes: 'Moves 1,250 mailboxes from another provider; wants to begin in January.',
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

/**
 * Submits a claim as Maria Jensen of Fabrikam would, by the button of the form, on a workload that Contoso in the US holds:
 * both are under contest from then on.
 *
 * @param serviceUrl where Porter may talk back to; nothing is said there in answer to a press
 */
export async function submitSampleRival(botUrl: string, serviceUrl: string): Promise<void> {
  const tenantId = '44444444-4444-4444-8444-444444444441';
  const customerId = 'c0000000-0000-4000-8000-000000000003';
  const data = {
    intent: randomUUID(),
    partnerId: '200310',
    customerTenantId: customerId,
    customerName: 'Adventure Works',
    activity: 'osu-m365',
    target: 'intune',
    evidence: 'https://fabrikam.sharepoint.com/adventure-works/statement-of-work.pdf',
    comments: 'We enrolled the devices of all branches this autumn.',
  };
  const response = await fetch(`${botUrl}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: randomUUID(),
      channelId: 'msteams',
      serviceUrl,
      timestamp: new Date().toISOString(),
      from: { id: '29:maria', aadObjectId: '33333333-3333-4333-8333-333333333340', name: 'Maria Jensen' },
      recipient: { id: '28:porter', name: 'Porter' },
      conversation: { id: 'a:maria', conversationType: 'personal', tenantId },
      channelData: { tenant: { id: tenantId } },
      value: { action: { type: 'Action.Execute', verb: 'claim.submit', data }, trigger: 'manual' },
    }),
  });
  const body = await response.text();
  if (!body.includes('"claimId"')) throw new Error(`The sample claim was answered ${response.status}.`);
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
