import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LEADS_TO, type LeadFacts, type LeadMove } from '../../src/domain/leads/lead.ts';
import { leadFacts, referralResource } from './leads.ts';
import { contosoTenant } from './referrals.ts';

/** Partner Center, its login and its certificates over HTTP, for a process under test. */
export interface PartnerCenterServer {
  readonly leads: Map<string, LeadFacts>;
  /** What connects a process to it, as the account of a location. */
  environment(partnerId: string): NodeJS.ProcessEnv;
  readonly url: string;
  /** What lies at `/certificate`. */
  certificate: string;
  close(): Promise<void>;
}

export async function partnerCenterServer(): Promise<PartnerCenterServer> {
  const first = leadFacts(1, { createdAt: new Date(), updatedAt: new Date(), expiresAt: null });
  const leads = new Map<string, LeadFacts>([[first.leadId, first]]);
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) => {
      response.statusCode = status;
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    void bodyOf(request).then((body) => {
      const path = (request.url ?? '').split('?', 1)[0] ?? '';
      const leadId = /^\/v1\.0\/engagements\/referrals\/(.+)$/.exec(path)?.[1];
      const lead = leads.get(leadId ?? '');
      if (path === '/certificate') return answer(200, self.certificate);
      if (path.endsWith('/token')) return answer(200, { access_token: 'a token', expires_in: 3600 });
      if (request.headers.authorization !== 'Bearer a token') return answer(401, {});
      if (path === '/v1.0/engagements/referrals') {
        return answer(200, { value: [...leads.values()].map((one) => referralResource(one)) });
      }
      if (lead === undefined) return answer(404, {});
      if (request.method === 'GET') return answer(200, referralResource(lead));
      if (request.headers['if-match'] !== lead.etag) return answer(412, {});
      const changed = { ...lead, ...movedBy(body), updatedAt: new Date(), etag: `"${Date.now()}"` };
      leads.set(lead.leadId, changed);
      return answer(200, referralResource(changed));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const self: PartnerCenterServer = {
    leads,
    url,
    certificate: '',
    environment: (partnerId) => ({
      PORTER_PARTNER_CENTER_PARTNER: partnerId,
      PORTER_PARTNER_CENTER_TENANT: contosoTenant,
      PORTER_PARTNER_CENTER_CLIENT: '99999999-2222-4333-8444-555555555555',
      PORTER_PARTNER_CENTER_SECRET: 'canary-partner-center-secret',
      PORTER_PARTNER_CENTER_REFERRALS_URL: url,
      PORTER_PARTNER_CENTER_URL: url,
      PORTER_PARTNER_CENTER_GRAPH_URL: url,
      PORTER_PARTNER_CENTER_LOGIN_URL: url,
    }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}

/** What a JSON Patch of status and substatus leads to. */
function movedBy(body: string): (typeof LEADS_TO)[LeadMove] {
  const patch = JSON.parse(body) as { path: string; value: string }[];
  const substatus = patch.find(({ path }) => path === '/substatus')?.value;
  const found = Object.values(LEADS_TO).find((one) => one.substatus === substatus);
  if (found === undefined) throw new Error(body);
  return found;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
