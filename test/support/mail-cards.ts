import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import type { Reader } from '../../src/cards/kit/format.ts';
import { dporRequestCard } from '../../src/cards/associations/dpor-request.ts';
import { mailCard } from '../../src/cards/associations/mail.ts';
import { mailsCard } from '../../src/cards/associations/mails.ts';
import {
  pastedCard,
  pastedEnoughCard,
  pasteHintCard,
  type PasteStanding,
} from '../../src/cards/associations/pasted.ts';
import { newCustomer, type Subscription } from '../../src/domain/associations/customer.ts';
import type { DporRequest } from '../../src/domain/associations/dpor-request.ts';
import { readDporMail } from '../../src/domain/associations/dpor-mail.ts';
import type { MailReading } from '../../src/domain/associations/mail-reading.ts';
import type { Location } from '../../src/domain/referrals/location.ts';
import { SubscriptionId } from '../../src/domain/shared/ids.ts';
import { alpha, beta, fourthCoffee, subscription } from './associations.ts';
import { addedText } from './mails.ts';
import { location, noon } from './referrals.ts';
import { aad } from './seed.ts';

const contoso: Location = location({ partnerId: alpha, name: 'Contoso Corporation (US)' });
const customer = newCustomer({ customerId: fourthCoffee, name: 'Fourth Coffee' });
const office = (overrides: Partial<Subscription> = {}) =>
  subscription({
    subscriptionId: SubscriptionId.parse('5b000000-0000-4000-8000-00000000000a'),
    product: 'office-365',
    starts: '2025-01-01',
    ends: '2028-12-31',
    ...overrides,
  });

export function mailReading(overrides: Partial<MailReading> = {}): MailReading {
  return {
    mailId: 'a'.repeat(64),
    source: 'mail',
    receivedAt: noon,
    sentAt: noon,
    subject: 'You are a subscription advisor',
    what: 'added',
    organization: 'Fourth Coffee',
    service: 'Office 365 Enterprise E3',
    starts: { written: '2025-02-01', days: ['2025-02-01'] },
    ends: { written: '2028-12-31', days: ['2028-12-31'] },
    partnerIds: [alpha],
    state: 'unmatched',
    why: 'no-subscription',
    decision: null,
    decidedBy: null,
    ...overrides,
  };
}

/** Every face of the cards about mails and askings, by name. */
export function mailCards(reader: Reader): { readonly [face: string]: AdaptiveCard } {
  const decidedBy = { by: aad(90), name: 'Robin Vale', at: noon, opId: 'op' };
  const { subscriptionId, customerId } = office();
  const decision = { what: 'added', partnerId: alpha, customerId, subscriptionId } as const;
  const candidates = [
    office(),
    office({
      subscriptionId: SubscriptionId.parse('5b000000-0000-4000-8000-00000000000d'),
      dporPartnerId: beta,
      starts: null,
    }),
  ];
  const view = {
    reading: mailReading(),
    locations: [contoso],
    candidates: candidates.map((one) => ({ customer, subscription: one })),
  };
  const pasted = { pasteId: 'b'.repeat(32), text: '', pastedAt: noon, done: null };
  const said = readDporMail(addedText({ organization: 'Fourth Coffee' }));
  if (said === undefined) throw new Error('not read');
  const paste = (standing: PasteStanding, locations: readonly Location[] = [contoso]) =>
    pastedCard({ pasted, said, locations }, standing, 'Dana Okafor', reader);
  const request: DporRequest = {
    subscriptionId,
    customerId,
    partnerId: alpha,
    askedAt: noon,
    product: 'office-365',
    askedBy: aad(1),
    askedByName: 'Dana Okafor',
    answeredAt: null,
  };
  const asking = {
    customer: { ...customer, language: reader.locale },
    subscription: office(),
    location: contoso,
    request,
    standing: 'open',
  } as const;
  const sent = { on: '2026-11-23', by: aad(1), byName: 'Dana Okafor', at: noon };
  const azure = office({ product: 'azure' });
  const ask = (of: Partial<Parameters<typeof dporRequestCard>[0]>) =>
    dporRequestCard({ ...asking, ...of }, 'Dana Okafor', reader);
  const mails = [
    mailReading(),
    mailReading({
      organization: '',
      subject: 'Your invoice of November',
      what: null,
      service: '',
      starts: { written: '', days: [] },
      ends: { written: '', days: [] },
      why: 'unknown-wording',
    }),
  ];
  return {
    'the list': mailsCard({ mails, unmatched: 12, next: 'cursor' }, reader),
    'an empty list': mailsCard({ mails: [], unmatched: 0, next: undefined }, reader),
    'an unmatched mail': mailCard(view, reader),
    'a match that failed': mailCard(view, reader, {
      candidate: '',
      subscriptionId: 'x',
      partnerId: '',
      what: 'removed',
      sentOn: '',
      error: 'not-guid',
    }),
    'a mail for two': mailCard({ ...view, locations: [contoso, location({ partnerId: beta })] }, reader, {
      candidate: '',
      subscriptionId: '',
      partnerId: '',
      what: '',
      sentOn: '',
      error: 'which-partner',
    }),
    'an unreadable mail': mailCard(
      {
        reading: mailReading({ why: 'unreadable', organization: '', subject: '', what: null }),
        locations: [],
        candidates: [],
      },
      reader,
      { candidate: '', subscriptionId: '', partnerId: '', what: '', sentOn: '' },
    ),
    'a mail that nothing proves': mailCard(
      { ...view, reading: mailReading({ why: 'not-authentic' }) },
      reader,
    ),
    'a mail that does not tell when': mailCard(
      { ...view, reading: mailReading({ why: 'undated', sentAt: null }) },
      reader,
      {
        candidate: '',
        subscriptionId: '',
        partnerId: '',
        what: '',
        sentOn: '',
        error: 'which-day',
      },
    ),
    'a mail that was matched': mailCard(
      { ...view, reading: mailReading({ state: 'taken', why: null, decision, decidedBy }) },
      reader,
    ),
    'a mail set aside': mailCard(
      { ...view, reading: mailReading({ state: 'set-aside', why: null, decidedBy, source: 'chat' }) },
      reader,
    ),
    'a pasted mail': paste('asks'),
    'a pasted mail for one of two': paste('which-location', [contoso, location({ partnerId: beta })]),
    'a pasted mail of nobody': paste('asks', []),
    ...Object.fromEntries(
      (
        [
          'undated',
          'told',
          'known',
          'nothing',
          'unmatched',
          'handed-over',
          'too-many',
          'done-before',
        ] as const
      ).map((standing) => [`a pasted mail: ${standing}`, paste(standing)]),
    ),
    'too many pasted': pastedEnoughCard(reader),
    'a mail that was told': mailCard(
      {
        ...view,
        reading: mailReading({
          why: 'pasted',
          source: 'chat',
          told: { by: aad(1), name: 'Dana Okafor', customerIds: [] },
        }),
      },
      reader,
    ),
    'the hint': pasteHintCard(reader),
    'an asking': ask({}),
    'an asking for Azure': ask({ subscription: azure }),
    'an asking that was sent': ask({ request: { ...request, sent } }),
    'an asking with a wrong day': dporRequestCard(asking, 'Dana Okafor', reader, '2031-01-01'),
    'an asking that was answered': ask({
      standing: 'held',
      request: { ...request, sent, answeredAt: noon },
      subscription: office({ dporChangedAt: noon }),
    }),
    'one that holds it': ask({ standing: 'held', request: undefined }),
    'one through CSP': ask({ standing: 'csp', request: undefined }),
    'a letter without an asking': ask({ request: undefined }),
  };
}
