import { beforeEach, describe, expect, it } from '@jest/globals';
import { CustomerId, SubscriptionId } from '../../src/domain/shared/ids.ts';
import { partnerCenterOf } from '../../src/partner-center/client.ts';
import type { PartnerCenter } from '../../src/usecases/partner-center/port.ts';
import { closedNetwork } from '../support/http.ts';
import { leadFacts, leadIdOf, leadPartner, referralResource } from '../support/leads.ts';
import { noon } from '../support/referrals.ts';

const nock = closedNetwork();
const LOGIN = 'https://login.microsoftonline.com';
const REFERRALS = 'https://api.partner.microsoft.com';
const PATH = '/v1.0/engagements/referrals';
const TENANT = 'eeeeeeee-0000-4000-8000-000000000001';
const facts = leadFacts();

let client: PartnerCenter;

beforeEach(() => {
  client = clientWith(undefined);
});

function clientWith(refreshToken: string | undefined): PartnerCenter {
  const account = {
    partnerId: leadPartner,
    tenantId: TENANT,
    clientId: 'app',
    clientSecret: 'canary-secret',
    refreshToken,
    urls: {
      referrals: REFERRALS,
      partnerCenter: 'https://api.partnercenter.microsoft.com',
      graph: 'https://graph.microsoft.com',
      login: LOGIN,
    },
  };
  return partnerCenterOf(account, { now: () => noon });
}

const token = (value = 'one', grant: object = { grant_type: 'client_credentials' }) =>
  nock(LOGIN)
    .post(`/${TENANT}/oauth2/v2.0/token`, (body: object) => {
      expect(body).toMatchObject({ ...grant, client_id: 'app', client_secret: 'canary-secret' });
      return true;
    })
    .reply(200, { access_token: value, expires_in: 3600 });

describe('the Referrals API', () => {
  it('gives a lead as it is documented, with a token of its own', async () => {
    token();
    nock(REFERRALS, { reqheaders: { authorization: 'Bearer one', 'client-request-id': /^[0-9a-f-]{36}$/ } })
      .get(`${PATH}/${facts.leadId}`)
      .reply(200, referralResource(facts));

    expect(await client.lead(facts.leadId)).toEqual({ ok: true, value: facts });
  });

  it('gives none of a lead that went to others', async () => {
    token();
    nock(REFERRALS).get(`${PATH}/${facts.leadId}`).reply(200, referralResource(facts, 'Outgoing'));

    expect(await client.lead(facts.leadId)).toEqual({ ok: true, value: null });
  });

  it('takes a refresh token for who consented, where there is one', async () => {
    token('one', { grant_type: 'refresh_token', refresh_token: 'canary-refresh' });
    nock(REFERRALS).get(`${PATH}/${facts.leadId}`).reply(200, referralResource(facts));

    expect((await clientWith('canary-refresh').lead(facts.leadId)).ok).toBe(true);
  });

  it('lists what came in since, page by page, without what cannot be read', async () => {
    token();
    const next = `${REFERRALS}${PATH}?$skiptoken=2`;
    nock(REFERRALS)
      .get(PATH)
      .query({
        $filter: `direction eq 'Incoming' and updatedDateTime ge ${noon.toISOString()}`,
        $orderby: 'updatedDateTime asc',
      })
      .reply(200, { value: [referralResource(facts), { id: 'odd' }, null], '@odata.nextLink': next });
    nock(REFERRALS).get(PATH).query({ $skiptoken: '2' }).reply(200, { value: [] });

    expect(await client.leadsSince(noon)).toEqual({ ok: true, value: { leads: [facts], next } });
    expect(await client.leadsSince(noon, next)).toEqual({ ok: true, value: { leads: [], next: undefined } });
  });

  it('carries its token to no other host, whatever a page says', async () => {
    await expect(client.leadsSince(noon, 'https://evil.test/x')).rejects.toThrow('answered 200');
  });

  it('answers by a patch of status and substatus together, of the very state that was seen', async () => {
    token();
    const accepted = { ...facts, status: 'Active', substatus: 'Accepted', etag: '"2"' } as const;
    nock(REFERRALS, { reqheaders: { 'if-match': '"1"', prefer: 'return=representation' } })
      .patch(`${PATH}/${facts.leadId}`, [
        { op: 'replace', path: '/status', value: 'Active' },
        { op: 'replace', path: '/substatus', value: 'Accepted' },
      ])
      .reply(200, referralResource(accepted));

    expect(await client.answerLead(facts.leadId, '"1"', { move: 'accept', reason: '' })).toEqual({
      ok: true,
      value: accepted,
    });
  });

  it('reads anew what a patch without an answer left, and says why in a decline', async () => {
    token();
    nock(REFERRALS)
      .patch(`${PATH}/${facts.leadId}`, [
        { op: 'replace', path: '/status', value: 'Closed' },
        { op: 'replace', path: '/substatus', value: 'Declined' },
        { op: 'add', path: '/statusReason', value: 'no room' },
      ])
      .reply(204)
      .get(`${PATH}/${facts.leadId}`)
      .reply(200, { ...referralResource(facts), eTag: undefined }, { etag: '"9"' });

    const done = await client.answerLead(facts.leadId, '"1"', { move: 'decline', reason: 'no room' });
    expect(done).toMatchObject({ ok: true, value: { etag: '"9"' } });
  });

  it.each([
    ['a stale etag', 412, {}, { code: 'changed' }],
    ['a lead that is gone', 404, {}, { code: 'absent' }],
    ['a throttle', 429, { 'retry-after': '7' }, { code: 'later', afterMs: 7_000 }],
    ['an outage', 503, {}, { code: 'later', afterMs: undefined }],
  ] as const)('says so of %s', async (_case, status, headers, error) => {
    token();
    nock(REFERRALS)
      .patch(`${PATH}/${facts.leadId}`)
      .reply(status, { error: { code: 'x' } }, headers);

    const done = await client.answerLead(facts.leadId, '"1"', { move: 'accept', reason: '' });
    expect(done).toEqual({ ok: false, error });
  });

  it('renews a token that is refused once, and gives up on the second refusal', async () => {
    token();
    token('two');
    nock(REFERRALS).get(`${PATH}/${facts.leadId}`).reply(401);
    nock(REFERRALS, { reqheaders: { authorization: 'Bearer two' } })
      .get(`${PATH}/${facts.leadId}`)
      .reply(200, referralResource(facts));
    expect((await client.lead(facts.leadId)).ok).toBe(true);

    token('three');
    nock(REFERRALS).get(`${PATH}/${facts.leadId}`).twice().reply(401);
    await expect(client.lead(facts.leadId)).rejects.toThrow('answered 401');
  });

  it('waits where the login or the network has no answer, and faults on a missing right', async () => {
    nock(LOGIN).post(`/${TENANT}/oauth2/v2.0/token`).reply(503, '', { 'retry-after': '30' });
    expect(await client.lead(facts.leadId)).toEqual({ ok: false, error: { code: 'later', afterMs: 30_000 } });

    const other = clientWith(undefined);
    token();
    nock(REFERRALS).get(`${PATH}/${facts.leadId}`).replyWithError({ code: 'ECONNRESET' });
    expect(await other.lead(facts.leadId)).toMatchObject({ error: { code: 'later' } });
    nock(REFERRALS).get(`${PATH}/${facts.leadId}`).reply(403);
    await expect(other.lead(facts.leadId)).rejects.toThrow('answered 403');
  });
});

describe('the other interfaces', () => {
  const customerId = CustomerId.parse('cccccccc-0000-4000-8000-000000000001');

  it('tell of a subscription', async () => {
    token();
    const subscriptionId = SubscriptionId.parse('5b000000-0000-4000-8000-000000000001');
    nock('https://api.partnercenter.microsoft.com')
      .get(`/v1/customers/${customerId}/subscriptions/${subscriptionId}`)
      .reply(200, { id: subscriptionId, status: 'Suspended', commitmentEndDate: '2027-02-01T00:00:00Z' });

    expect(await client.subscription(customerId, subscriptionId)).toEqual({
      ok: true,
      value: { status: 'suspended', ends: '2027-02-01' },
    });
  });

  it('tell of a granular relationship', async () => {
    token();
    const id = `${leadIdOf(1)}-${leadIdOf(2)}`;
    nock('https://graph.microsoft.com')
      .get(`/v1.0/tenantRelationships/delegatedAdminRelationships/${id}`)
      .reply(200, {
        id,
        status: 'active',
        customer: { tenantId: customerId, displayName: 'Tailspin Toys' },
        activatedDateTime: '2026-01-01T10:00:00Z',
        endDateTime: '2027-01-01T10:00:00Z',
      });

    expect(await client.relationship(id)).toEqual({
      ok: true,
      value: { customerId, state: 'active', since: '2026-01-01', ends: '2027-01-01' },
    });
  });
});
