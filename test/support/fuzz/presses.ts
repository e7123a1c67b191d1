import { createRegistry } from '../../../src/capabilities.ts';
import { contosoTenant } from '../referrals.ts';
import { aad } from '../seed.ts';
import { mutated, oddValue, ODD_TEXTS, type Draw } from './values.ts';

export const CUSTOMER = 'aaaaaaaa-0000-4000-8000-000000000001';
export const SUBSCRIPTION = '5b000000-0000-4000-8000-000000000001';
const HEX = 'd'.repeat(32);

const VERBS = [...createRegistry((notice) => Promise.reject(new Error(notice.noticeId))).actions.keys()];

/** Every field of `data` and every input that a verb may have, with a value that fits it somewhere. */
function fieldsOf(draw: Draw): { [field: string]: unknown } {
  return {
    partnerId: draw.pick(['1001', '1002', '7777']),
    globalId: '9000',
    referralId: `R-${draw.number(40)}`,
    part: 1,
    offer: 1,
    referral: `R-${draw.number(40)}/1/1`,
    customerId: CUSTOMER,
    subscriptionId: SUBSCRIPTION,
    claimId: 'C-0000-0000-0000',
    draftId: HEX,
    evidenceId: HEX,
    fileIds: HEX,
    mailId: HEX,
    pasteId: HEX,
    noticeId: `claim-news:x:${aad(1)}`,
    kind: 'evidence',
    intent: `i-${draw.number(200)}`,
    step: 'who',
    decision: 'approve',
    program: 'FRP',
    reason: draw.pick(['capacity', 'other', 'x']),
    notes: draw.pick(ODD_TEXTS),
    text: draw.pick(ODD_TEXTS),
    comments: draw.pick(ODD_TEXTS),
    evidence: 'https://proof.test/a.pdf',
    followUp: '2026-12-24',
    outcome: 'won',
    services: draw.pick(ODD_TEXTS),
    value: '12,000',
    aadObjectId: aad(2),
    activity: 'usage-only',
    target: 'teams',
    contactName: draw.pick(ODD_TEXTS),
    contactEmail: "tim.o'connor+ms@contoso.com",
    contactTitle: draw.pick(ODD_TEXTS),
    customerName: draw.pick(ODD_TEXTS),
    customerTenantId: CUSTOMER,
    customerDomain: 'käserei.ch',
    sellerName: 'x',
    isvProduct: 'x',
    status: 'any',
    customer: draw.pick(ODD_TEXTS),
    show: 'all',
    search: draw.pick(ODD_TEXTS),
    after: draw.pick(ODD_TEXTS),
    area: 'security',
    to: 'new',
    kind1: 'other',
    toldOn: '2026-11-20',
    candidate: SUBSCRIPTION,
    wanted: SUBSCRIPTION,
    otherId: draw.pick(ODD_TEXTS),
    what: 'added',
    sentOn: '2026-11-20',
    form: 'whole',
    kinds: 'dpor,claims',
    quietFrom: '20:00',
    quietTo: '07:00',
    zone: 'Europe/Berlin',
    language: 'de-DE',
    offers: 'personal',
  };
}

/** What each verb needs at least; the others get nothing, or a few fields of any. */
const USUAL = new Map<string, readonly string[]>(
  Object.entries({
    'scores.show': ['globalId', 'area'],
    'referrals.list': ['partnerId', 'status', 'customer', 'after'],
    'referral.show': ['referralId', 'part'],
    'referral.accept': ['referralId', 'part', 'offer'],
    'referral.decline': ['referralId', 'part', 'offer', 'reason', 'notes'],
    'referral.assign': ['referralId', 'part', 'aadObjectId'],
    'referral.note': ['referralId', 'part', 'text', 'followUp'],
    'referral.outcome': ['referralId', 'part', 'outcome', 'services', 'value'],
    'referral.handback': ['referralId', 'part', 'reason', 'notes'],
    'referral.why': ['referralId'],
    'referral.withdraw': ['referralId', 'part', 'reason'],
    'referral.reassign': ['referralId', 'part', 'reason', 'partnerId'],
    'profile.show': ['partnerId'],
    'pause.show': ['partnerId'],
    'referrals.pause': ['partnerId', 'reason'],
    'referrals.resume': ['partnerId'],
    'associations.list': ['partnerId', 'customer', 'after'],
    'associations.show': ['customerId', 'after'],
    'dpor.history': ['subscriptionId'],
    'dpor.request': ['partnerId', 'wanted', 'otherId', 'customerId'],
    'claims.list': ['partnerId', 'status', 'customer', 'after'],
    'claims.queue': ['show', 'search', 'after'],
    'claim.new': ['partnerId', 'customerId'],
    'claim.show': ['claimId'],
    'claim.review': ['claimId', 'decision', 'comments'],
    'claim.withdraw': ['claimId', 'reason'],
    'claim.told': ['claimId', 'toldOn'],
    'claim.attach': ['fileIds', 'to', 'kind1'],
    'claim.delete-draft': ['draftId'],
    'file.get': ['kind', 'claimId', 'evidenceId'],
    'settings.set': ['form', 'kinds', 'quietFrom', 'quietTo', 'zone', 'language', 'offers'],
    'card.seen': ['noticeId'],
  }),
);
const CLAIM_FORM = [
  'intent',
  'partnerId',
  'customerId',
  'customerTenantId',
  'customerName',
  'customerDomain',
  'activity',
  'target',
  'contactName',
  'contactTitle',
  'contactEmail',
  'evidence',
  'comments',
];

/** A verb with data that a card of ours might send, some of it odd, lost or null. */
export function press(draw: Draw): { readonly verb: string; readonly data: object } {
  const verb = draw.chance(0.97) ? draw.pick(VERBS) : draw.pick(ODD_TEXTS);
  const all = fieldsOf(draw);
  const isForm = /^claim\.(?:submit|draft|form|remove-file)$/.test(verb);
  const usual = isForm ? CLAIM_FORM : (USUAL.get(verb) ?? [draw.pick(Object.keys(all))]);
  const data = Object.fromEntries(usual.map((field) => [field, all[field]]));
  if (isForm && draw.chance(0.7)) delete data['customerTenantId'];
  const how = draw.next();
  if (how < 0.35) return { verb, data };
  if (how < 0.45) return { verb, data: Object.fromEntries(usual.map((field) => [field, null])) };
  if (how < 0.55)
    return { verb, data: draw.chance(0.5) ? {} : { ...data, [draw.pick(Object.keys(all))]: oddValue(draw) } };
  return { verb, data: mutated(draw, data) };
}

/** An activity as Teams sends it, before anything odd is done to it. */
export function plainActivity(
  serviceUrl: string,
  appId: string,
  person: number,
  at: number,
  more: object,
): { [field: string]: unknown } {
  return {
    type: 'message',
    id: `f:${at}`,
    channelId: 'msteams',
    serviceUrl,
    timestamp: '2026-11-24T12:00:00.000Z',
    localTimestamp: '2026-11-24T13:00:00.000+01:00',
    locale: 'en-GB',
    localTimezone: 'Europe/Berlin',
    replyToId: null,
    name: null,
    value: null,
    attachments: [{ contentType: 'text/html', content: '<div><p>x</p></div>' }],
    entities: [
      { type: 'clientInfo', locale: 'en-GB', country: 'GB', platform: 'iOS', timezone: 'Europe/Berlin' },
      { type: 'mention', text: '<at>Porter</at>', mentioned: { id: `28:${appId}`, name: 'Porter' } },
    ],
    from: { id: `29:${person}`, aadObjectId: aad(person), name: `Person ${person}`, role: 'user' },
    recipient: { id: `28:${appId}`, name: 'Porter' },
    conversation: { id: `a:${at}`, conversationType: 'personal', isGroup: false, tenantId: contosoTenant },
    channelData: { tenant: { id: contosoTenant } },
    ...more,
  };
}
