import { createSign } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { certificate } from '../support/certificates.ts';
import { leadFacts, leadIdOf } from '../support/leads.ts';
import { partnerCenterServer, type PartnerCenterServer } from '../support/partner-center-server.ts';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { csvOf, presses, says, saidTo, until } from '../support/wire.ts';

const ca = certificate({ name: 'Microsoft Root', ca: true });
const signer = certificate({ name: 'pcnotifications-dispatch.microsoft.com' }, ca);

let porter: PorterProcess;
let partnerCenter: PartnerCenterServer;

beforeAll(async () => {
  porter = await porterProcess();
  partnerCenter = await partnerCenterServer();
  partnerCenter.certificate = signer.pem;
  const authorities = join(porter.folder, 'authorities.pem');
  await writeFile(authorities, ca.pem);
  await porter.import(csvOf([{ partnerId: '1001', people: [1], admins: [1] }]));
  await porter.start({
    ...partnerCenter.environment('1001'),
    PORTER_PARTNER_CENTER_AUTHORITIES: authorities,
    PORTER_PARTNER_CENTER_CERTIFICATE_HOSTS: '127.0.0.1',
    PORTER_NOTIFY_RATE: '2000',
  });
}, 60_000);
afterAll(async () => {
  await porter.close();
  await partnerCenter.close();
});

it('brings a lead from a signed hook to a card, and the answer of that card to Partner Center', async () => {
  await says(porter, 1, 'help');
  const { leadId } = leadFacts(2);
  partnerCenter.leads.set(
    leadId,
    leadFacts(2, { customerName: 'Adatum', updatedAt: new Date('2026-01-01') }),
  );
  const body = JSON.stringify({
    EventName: 'referral-created',
    ResourceUri: `https://api.partnercenter.microsoft.com/engagements/v1/referrals/${leadId}`,
    ResourceName: 'referral',
    AuditUri: null,
    ResourceChangeUtcDate: '2026-11-23T11:00:00.1234567+00:00',
  });
  const hook = await fetch(`${porter.url}/api/partner-center`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-ms-certificate-url': `${partnerCenter.url}/certificate`,
      'x-ms-signature-algorithm': 'rsa-sha256',
      authorization: `Signature ${createSign('sha256').update(body).sign(signer.privateKey, 'base64')}`,
    },
    body,
  });
  expect(hook.status).toBe(202);
  await until(() => saidTo(porter, 1).some((text) => text.includes('Adatum')));

  const listed = await presses(porter, 1, 'referrals.list', {});
  expect(JSON.stringify(listed.body)).toContain('"leads.list"');
  const pressed = await presses(porter, 1, 'lead.accept', { partnerId: '1001', leadId });
  expect(pressed.body.statusCode).toBe(200);
  await until(() => partnerCenter.leads.get(leadId)?.status === 'Active');
  // What the timer brings has come as well, without any hook.
  const all = JSON.stringify((await presses(porter, 1, 'leads.list', {})).body);
  expect(all).toContain(leadIdOf(1));
  expect(porter.output()).not.toMatch(/canary-partner-center-secret|Adatum|a token/);
}, 60_000);

it('starts with no system of a partner that lies inside, and says which variable is wrong', async () => {
  await porter.stop();
  const secret = 'whsec_c29tZSBvbGRlciBzZWNyZXQgdG8gcm90YXRl';
  const start = porter.start({ PORTER_PARTNER_SYSTEMS: `1001 https://10.0.0.1/x ${secret}` });

  await expect(start).rejects.toThrow('PORTER_PARTNER_SYSTEMS: must name public hosts, over https');
}, 60_000);
