import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** Tells of a referral as the programme's own source would: a signed CloudEvent that Contoso in the US is the match for. */
export async function postSampleReferral(url: string, secret: string): Promise<void> {
  const at = new Date();
  const referralId = `R-${String(at.getTime()).slice(-6)}`;
  const event = {
    specversion: '1.0',
    id: randomUUID(),
    source: '/demo',
    type: 'porter.referral.received',
    time: at.toISOString(),
    data: {
      referralId,
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
    },
  };
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
  if (response.status !== 202) throw new Error(`The sample referral was answered ${response.status}.`);
}
