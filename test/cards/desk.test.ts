import { describe, expect, it } from '@jest/globals';
import { newQuarter, quarterOf } from '../../src/domain/referrals/acceptance.ts';
import { partiesOf } from '../../src/domain/referrals/parties.ts';
import type { Offer, Part, Referral } from '../../src/domain/referrals/referral.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import type { Reader } from '../../src/cards/kit/format.ts';
import { acceptanceCard, followUpCard, handedOverCard } from '../../src/cards/referrals/desk-notices.ts';
import {
  readAssign,
  readLetGo,
  readNote,
  readOutcome,
  ReferralAssignPress,
  ReferralNotePress,
  type DeskTyped,
} from '../../src/cards/referrals/desk.ts';
import { letterFile } from '../../src/cards/kit/letter-file.ts';
import { letterText, mailtoOf, type Letter } from '../../src/cards/kit/letter.ts';
import { introduction } from '../../src/cards/referrals/introduction.ts';
import { referralsListCard, type ReferralsShown } from '../../src/cards/referrals/list.ts';
import {
  readFilter,
  ReferralShowPress,
  ReferralsListPress,
  shownOf,
} from '../../src/cards/referrals/list-press.ts';
import { referralOfferCard, type OfferCardView } from '../../src/cards/referrals/offer.ts';
import { flooredPercent } from '../../src/cards/referrals/rate.ts';
import { offerEntry } from '../../src/domain/referrals/offer-entry.ts';
import { actionsOf, cardFaults, textOf } from '../support/card-rules.ts';
import { inDays, location, noon, offer, referral } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { english, wording } from '../support/wording.ts';

const reader: Reader = { locale: 'en-GB', timeZone: 'Europe/Berlin', now: noon };
const nasty = '**b** [l](https://evil.test) <at>all</at>\n# h';
const contoso = { ...location(), name: 'Contoso (US)' };
const dana = { by: aad(1), name: 'Dana Okafor' };
const figures = { ...newQuarter(quarterOf(noon)), accepted: 29, declined: 6, timedOut: 2 };
const accepted = offer({ status: 'accepted', decidedAt: noon, decidedBy: dana });

function split(own: Offer): Referral {
  const others: Part[] = [
    {
      part: 2,
      workloads: ['intune'],
      offers: [offer({ partnerId: PartnerId.parse('2002'), partnerName: 'Fabrikam', status: 'accepted' })],
      redirect: null,
    },
    {
      part: 3,
      workloads: ['viva-insights'],
      offers: [offer({ partnerId: 'FTC', partnerName: 'FastTrack Center', status: 'ftc' })],
      redirect: null,
    },
  ];
  return referral({ parts: [{ part: 1, workloads: ['teams'], offers: [own], redirect: null }, ...others] });
}

function view(own: Offer, more: Partial<OfferCardView> = {}): OfferCardView {
  const whole = split(own);
  const [part] = whole.parts;
  if (part === undefined) throw new Error('no part');
  return { referral: whole, part, offer: own, location: contoso, ...more };
}

const desk = {
  colleagues: [
    { aadObjectId: aad(1), name: 'Dana Okafor' },
    { aadObjectId: aad(3), name: nasty },
  ],
  history: Array.from({ length: 40 }, (_none, index) => ({
    at: inDays(-index),
    action: 'referral.note',
    who: nasty,
    detail: '',
  })),
};

describe('the card of a referral', () => {
  const long = nasty.repeat(80);
  const worst = {
    ...accepted,
    assignee: { by: aad(3), name: nasty },
    followUp: '2026-11-30',
    journal: Array.from({ length: 20 }, () => ({ at: noon, by: aad(3), name: nasty, text: long })),
    outcome: { result: 'won' as const, services: long, value: 1.5, at: noon, by: aad(3), name: nasty },
  };
  const forms: DeskTyped[] = [
    { form: 'assign', aadObjectIdError: 'not-a-colleague' },
    { form: 'note', text: long, followUp: '', textError: 'notes-long', followUpError: 'choose-day' },
    { form: 'handback', reason: '', notes: long, reasonError: 'choose-reason' },
    {
      form: 'outcome',
      outcome: '',
      services: long,
      value: 'x',
      outcomeError: 'choose-outcome',
      servicesError: 'services-long',
      valueError: 'bad-value',
    },
  ];
  it.each([
    ['offered', referralOfferCard(view(offer(), { figures }), reader)],
    ['accepted, as told', referralOfferCard(view(accepted), reader)],
    ['accepted, whole', referralOfferCard(view(accepted, { desk }), reader)],
    ['with everything at its longest', referralOfferCard(view(worst, { desk }), reader)],
    [
      'handed back',
      referralOfferCard(view(offer({ status: 'declined', handedBack: true }), { desk }), reader),
    ],
    ...forms.map(
      (form) =>
        [`with the ${form.form} form open`, referralOfferCard(view(worst, { desk }), reader, form)] as const,
    ),
  ])('keeps the rules: %s', (_case, card) => {
    expect(cardFaults(card)).toEqual([]);
  });

  it('says what a decline would do, and nothing of the contact, before Accept', () => {
    const text = textOf(referralOfferCard(view(offer(), { figures }), reader));
    expect(text).toMatch(wording('referrals.rate.effect', { quarter: 'Q4 2026', rate: '76.3%' }));
    expect(text).toMatch(
      wording('referrals.offer.shared', {
        parties: '**Fabrikam** (Intune) and **FastTrack Center** (Viva Insights)',
      }),
    );
    expect(text).not.toContain('jo@tailspin.test');
  });

  it('says whom to ask about wrong contacts, while it asks for an answer', () => {
    expect(textOf(referralOfferCard(view(offer()), reader))).toContain('aka.ms/PXPartnerSupport');
    expect(textOf(referralOfferCard(view(accepted), reader))).not.toContain('PXPartnerSupport');
  });

  it('has notes, outcome, hand over and hand back once accepted, and none of them before or after', () => {
    const verbs = (own: Offer) =>
      actionsOf(referralOfferCard(view(own, { desk }), reader)).map((action) => action.verb);
    expect(verbs(accepted)).toEqual([
      'file.get',
      'referral.note',
      'talk.start',
      'referral.outcome',
      'referral.handback',
      'referral.assign',
    ]);
    expect(verbs(offer())).toEqual(['referral.accept', 'referral.decline', 'talk.start']);
    expect(verbs(offer({ status: 'withdrawn' }))).toEqual([]);
  });

  it.each([
    [149, wording('referrals.incentive.below-benefit', { seats: 149, floor: '150' })],
    [150, wording('referrals.incentive.below-cpor', { seats: 150, floor: '300' })],
    [300, wording('referrals.incentive.below-cpor', { seats: 300, floor: '300' })],
    [301, wording('referrals.incentive.above-cpor', { seats: 301, floor: '300' })],
  ])('gives the CPOR hint for %d seats', (seats, hint) => {
    const at = view(accepted);
    const customer = { ...at.referral.customer, seats };
    const text = textOf(referralOfferCard({ ...at, referral: { ...at.referral, customer } }, reader));
    expect(text).toMatch(hint);
  });

  it('leaves whoever has it out of those to hand it to', () => {
    const card = JSON.stringify(referralOfferCard(view(accepted, { desk }), reader));
    expect(card).not.toContain(`"value":"${aad(1)}"`);
    expect(card).toContain(`"value":"${aad(3)}"`);
  });
});

describe('the introduction', () => {
  const letterOf = (whole: Referral) => {
    const [part] = whole.parts;
    if (part === undefined) throw new Error('no part');
    return introduction(whole, part, accepted, contoso, partiesOf(whole, 1));
  };
  const parse = (link: string) => new URL(link);

  it('names every party of a split with its workloads', () => {
    const text = letterText(letterOf(split(accepted)));
    expect(text).toContain(
      `- Contoso (US): Teams\n- Fabrikam: Intune\n- ${english('referral-letter.fasttrack')}: Viva Insights`,
    );
    expect(text).toMatch(/^Dear Jo Berg,\n\n/);
    expect(text).toMatch(/Kind regards,\nDana Okafor\nContoso \(US\)$/);
  });

  it('opens in a mail program, with what people typed as text only', () => {
    const base = split(accepted);
    const name = 'A&B?cc=x@evil.test\r\nBcc: y@evil.test 100% ${x}';
    const link = mailtoOf(letterOf({ ...base, customer: { ...base.customer, name } }));
    const url = parse(link);
    expect(url.protocol).toBe('mailto:');
    expect(url.pathname).toBe('jo@tailspin.test');
    expect([...url.searchParams.keys()]).toEqual(['subject', 'body']);
    expect(url.searchParams.get('subject')).not.toMatch(/[\r\n]/);
    expect(url.searchParams.get('body')).toContain('\r\n- Fabrikam');
  });

  it.each(['', 'not an address', 'a@b?bcc=c@d', 'a@b,c@d', 'a%0d@b.test'])(
    'has no link to an address like “%s”',
    (email) => {
      const base = split(accepted);
      const contact = { name: 'Jo', email, phone: '' };
      const letter = letterOf({ ...base, customer: { ...base.customer, contact } });
      expect(mailtoOf(letter)).toBe('');
    },
  );

  it.each([
    "tim.o'connor+ms@contoso.com",
    'sales&support@contoso.com',
    '"jo b@erg"@contoso.com',
    'jo@käserei.ch',
  ])('has a link to “%s” and nobody else', (email) => {
    const base = split(accepted);
    const contact = { name: 'Jo', email, phone: '' };
    const link = mailtoOf(letterOf({ ...base, customer: { ...base.customer, contact } }));
    expect(decodeURIComponent(parse(link).pathname)).toBe(email);
    expect([...parse(link).searchParams.keys()]).toEqual(['subject', 'body']);
  });

  it('stays short enough for a link, whole paragraphs at a time', () => {
    const paragraphs = Array.from({ length: 30 }, (_none, index) => `${index} ${'ä€👩‍💻'.repeat(10)}`);
    const letter: Letter = { to: 'jo@tailspin.test', toName: '', subject: 'S', paragraphs };
    const link = mailtoOf(letter);
    expect(link.length).toBeLessThanOrEqual(1_900);
    const kept = parse(link).searchParams.get('body')?.split('\r\n\r\n') ?? [];
    expect(kept.length).toBeGreaterThan(1);
    expect(kept).toEqual(paragraphs.slice(0, kept.length));
    const huge = mailtoOf({ ...letter, paragraphs: ['x'.repeat(5_000)] });
    expect(huge).toBe('mailto:jo@tailspin.test?subject=S');
  });

  it('is a draft as a file: its headers hold what they should, and no more', async () => {
    const base = split(accepted);
    const customer = { ...base.customer, name: 'Tailspin\r\nBcc: y@evil.test Ümlaut' };
    const file = (await letterFile(letterOf({ ...base, customer }), noon)).toString('utf8');
    const [headers = ''] = file.split('\r\n\r\n');
    expect(headers).toMatch(/^X-Unsent: 1\r?$/m);
    expect(headers).toMatch(/^To: Jo Berg <jo@tailspin\.test>\r?$/m);
    expect(headers).toMatch(/^Date: Mon, 23 Nov 2026 12:00:00 \+0000\r?$/m);
    expect(headers).not.toMatch(/^(Bcc|From):/m);
    expect(file).toContain('Fabrikam');
  });
});

describe('the list of referrals', () => {
  const entry = (overrides: Partial<Offer>, number: number) =>
    offerEntry({ ...referral(), customer: { ...referral().customer, name: `${nasty} ${number}` } }, 1, {
      ...offer(),
      ...overrides,
    });
  const shown = (overrides: Partial<ReferralsShown> = {}): ReferralsShown => ({
    at: [contoso],
    choices: [contoso],
    leftOut: 0,
    owners: new Map(),
    entries: Array.from({ length: 10 }, (_none, index) => entry({ round: index + 1 }, index)),
    after: '123~offer:R-1:1:10',
    cutShort: false,
    figures: [figures],
    standardOnly: [],
    ...overrides,
  });
  const none = readFilter({});

  it.each([
    ['a full page', referralsListCard(shown(), none, true, reader)],
    ['nothing', referralsListCard(shown({ entries: [], after: undefined }), none, true, reader)],
    [
      'a filter that fits nothing, while paused',
      referralsListCard(
        shown({ entries: [], cutShort: true, at: [{ ...contoso, pausedUntil: inDays(3) }] }),
        readFilter({ status: 'accepted', customer: nasty }),
        false,
        reader,
      ),
    ],
  ])('keeps the rules: %s', (_case, card) => {
    expect(cardFaults(card)).toEqual([]);
  });

  it('says how many wait, how the quarter stands and with which numbers', () => {
    const text = textOf(referralsListCard(shown(), none, true, reader));
    expect(text).toMatch(wording('referrals.list.to-answer', { more: 'yes', count: 10 }));
    expect(text).toMatch(wording('referrals.rate.state.under', { limit: '80%' }));
    expect(text).toMatch(
      wording('referrals.rate.figures', {
        rate: '78.3%',
        decided: 37,
        parts: `29 accepted, 6 declined and ${english('referrals.rate.timed-out', { count: 2 })}`,
      }),
    );
    const empty = shown({ entries: [], after: undefined, figures: [newQuarter(figures.quarter)] });
    expect(textOf(referralsListCard(empty, none, true, reader))).toMatch(
      wording('referrals.rate.state.none'),
    );
  });

  it('never rounds up to the limit', () => {
    expect(flooredPercent(0.79999, reader)).toBe('79.9%');
    expect(flooredPercent(0.8, reader)).toBe('80%');
    expect(flooredPercent(28 / 35, reader)).toBe('80%');
    expect(flooredPercent(0.29, reader)).toBe('29%');
  });

  it('opens what is chosen from it, whatever else its inputs hold', () => {
    const sent = {
      verb: 'referral.show',
      data: { referral: 'R-1/2/3', status: 'any', kind: 'any', customer: '' },
    };
    const read = ReferralShowPress.safeParse(sent);
    expect(read.success && shownOf(read.data.data)).toEqual({ referralId: 'R-1', part: 2, offer: 3 });
  });

  it.each([
    ['neither ids nor a choice', {}],
    ['an id without its part', { referralId: 'R-1' }],
    ['a choice that is a path', { referral: '../1/1' }],
    ['a part that is nothing', { referral: 'R-1/0/1' }],
    ['a field more', { referralId: 'R-1', part: 1, tenantId: '1001' }],
  ])('does not take %s', (_case, data) => {
    expect(ReferralShowPress.safeParse({ verb: 'referral.show', data }).success).toBe(false);
  });

  it.each([
    ['a status that is none', { status: 'open' }],
    ['a kind that is none', { kind: 'Benefit' }],
    ['a name without end', { customer: 'x'.repeat(201) }],
    ['a partner that is none', { partnerId: 'FTC' }],
  ])('does not list by %s', (_case, data) => {
    expect(ReferralsListPress.safeParse({ verb: 'referrals.list', data }).success).toBe(false);
  });
});

describe('what is typed into the desk', () => {
  it.each([
    ['', null],
    ['12000', 12_000],
    ['12,000', 12_000],
    ['$1,234,567.89', 1_234_567.89],
    ['12 000', 12_000],
    ['12.000', 12_000],
    ['12\u202f000', 12_000],
    ['12’000', 12_000],
    ['1.234.567,89', 1_234_567.89],
    ['12,50', 12.5],
    ['12000 USD', 12_000],
    ['١٢٠٠٠', 12_000],
    [5, 5],
  ])('reads %p dollars', (value, dollars) => {
    const at = { referralId: referral().referralId, part: 1 };
    expect(readOutcome({ ...at, outcome: 'won', value })).toMatchObject({
      ok: true,
      value: { value: dollars },
    });
  });

  it.each(['-1', '1e9', '12,0000', 'NaN', '1.234 567', '9'.repeat(13), '0x10', '1,2,3'])(
    'does not take %s for dollars, and keeps it',
    (value) => {
      const at = { referralId: referral().referralId, part: 1 };
      expect(readOutcome({ ...at, outcome: 'lost', value })).toMatchObject({
        ok: false,
        error: { outcome: 'lost', value, valueError: 'bad-value' },
      });
    },
  );

  it('tells a follow-up that was not sent from one that was emptied', () => {
    expect(readNote({ text: 'x' })).toEqual({ ok: true, value: { text: 'x', followUp: undefined } });
    expect(readNote({ followUp: '' })).toEqual({ ok: true, value: { text: '', followUp: null } });
    expect(readNote({ text: 'kept', followUp: '2026-02-30' })).toMatchObject({
      ok: false,
      error: { text: 'kept', followUpError: 'choose-day' },
    });
    expect(readNote({ text: 'x'.repeat(4_001) })).toMatchObject({ ok: false });
  });

  it('names what is missing beside each field', () => {
    expect(readAssign({ aadObjectId: 'Lee' })).toMatchObject({ ok: false, error: { form: 'assign' } });
    expect(readLetGo({ reason: 'bored', notes: 'kept' })).toMatchObject({
      ok: false,
      error: { reason: '', notes: 'kept', reasonError: 'choose-reason' },
    });
  });

  it('takes no field that no card sends', () => {
    const data = { referralId: 'R-1', part: 1, text: 'x' };
    expect(ReferralNotePress.safeParse({ verb: 'referral.note', data }).success).toBe(true);
    for (const extra of [{ by: aad(1) }, { journal: [] }, { status: 'accepted' }]) {
      const sent = { verb: 'referral.note', data: { ...data, ...extra } };
      expect(ReferralNotePress.safeParse(sent).success).toBe(false);
    }
    const wrong = { verb: 'referral.assign', data: { referralId: 'R-1', part: 1, aadObjectId: { $ne: '' } } };
    expect(ReferralAssignPress.safeParse(wrong).success).toBe(false);
  });
});

describe('the desk’s notices', () => {
  const held = { referral: { ...referral(), customer: { ...referral().customer, name: nasty } }, part: 1 };
  const handed = { ...accepted, assignee: { by: aad(3), name: nasty } };
  it.each([
    ['near the limit', acceptanceCard(contoso, figures, 'near', reader)],
    ['under the limit', acceptanceCard(contoso, figures, 'under', reader)],
    ['handed to the reader', handedOverCard({ ...held, offer: handed }, contoso, true, reader)],
    ['handed to another', handedOverCard({ ...held, offer: handed }, contoso, false, reader)],
    ['a follow-up', followUpCard({ ...held, offer: { ...handed, followUp: '2026-11-23' } }, contoso, reader)],
  ])('keep the rules: %s', (_case, card) => {
    expect(cardFaults(card)).toEqual([]);
  });
});
