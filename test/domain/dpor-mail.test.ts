import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { comparableName } from '../../src/domain/associations/customer-name.ts';
import { newCustomer } from '../../src/domain/associations/customer.ts';
import { readDporMail } from '../../src/domain/associations/dpor-mail.ts';
import { htmlText } from '../../src/domain/associations/html-text.ts';
import { daysOf, instantOf } from '../../src/domain/associations/mail-dates.ts';
import { matchMail } from '../../src/domain/associations/match-mail.ts';
import { SubscriptionId } from '../../src/domain/shared/ids.ts';
import { fourthCoffee, subscription } from '../support/associations.ts';
import { addedText } from '../support/mails.ts';

describe('a date in a mail', () => {
  it.each<[string, readonly string[]]>([
    ['2015-05-27', ['2015-05-27']],
    ['2015/5/7 and more', ['2015-05-07']],
    ['27.05.2015', ['2015-05-27']],
    ['5/27/2015', ['2015-05-27']],
    ['27/5/2015', ['2015-05-27']],
    ['06/07/2026', ['2026-06-07', '2026-07-06']],
    ['6/6/2026', ['2026-06-06']],
    ['06.07.2026', ['2026-07-06']],
    ['27 May 2015', ['2015-05-27']],
    ['Wednesday, 27-May-2015', ['2015-05-27']],
    ['May 27, 2015', ['2015-05-27']],
    ['Wednesday, September 2nd, 2015', ['2015-09-02']],
    ['2016-02-29', ['2016-02-29']],
    ['2015-02-29', []],
    ['31 April 2015', []],
    ['2015-13-01', []],
    ['27 Foo 2015', []],
    ['2015-05-271', []],
    ['tomorrow', []],
    ['', []],
  ])('%s means %j', (written, days) => {
    expect(daysOf(written)).toEqual(days);
  });

  it.each<[string, string | undefined]>([
    ['Monday, 23 November 2026 10:05', '2026-11-23T10:05:00.000Z'],
    ['November 23, 2026 12:05 AM', '2026-11-23T00:05:00.000Z'],
    ['November 23, 2026 12:05 PM', '2026-11-23T12:05:00.000Z'],
    ['Mon, 23 Nov 2026 10:05:30 +0100', '2026-11-23T09:05:30.000Z'],
    ['23 Nov 2026', '2026-11-23T00:00:00.000Z'],
    ['23 Nov 2026 10:99', undefined],
    ['soon', undefined],
    ['Dienstag, 10. November 2026 09:00', '2026-11-10T09:00:00.000Z'],
    ['Dienstag, 10. M\u00e4rz 2026 09:00:00', '2026-03-10T09:00:00.000Z'],
    ['10.11.2026 09:00', '2026-11-10T09:00:00.000Z'],
    ['mardi 10 novembre 2026 09:00', '2026-11-10T09:00:00.000Z'],
    ['mar. 10 f\u00e9vr. 2026 \u00e0 09:00', '2026-02-10T09:00:00.000Z'],
    ['10 ao\u00fbt 2026 09 h 05', '2026-08-10T09:05:00.000Z'],
    ['martes, 10 de noviembre de 2026 9:00', '2026-11-10T09:00:00.000Z'],
    ['10 de enero de 2026 9:00 p. m.', '2026-01-10T21:00:00.000Z'],
    ['ter\u00e7a-feira, 10 de mar\u00e7o de 2026 09:00', '2026-03-10T09:00:00.000Z'],
    ['marted\u00ec 10 maggio 2026 09:00', '2026-05-10T09:00:00.000Z'],
    ['dinsdag 10 maart 2026 09:00', '2026-03-10T09:00:00.000Z'],
    ['2026\u5e7411\u670810\u65e5 9:00', '2026-11-10T09:00:00.000Z'],
    ['2026\u5e7411\u670810\u65e5\u706b\u66dc\u65e5 \u5348\u5f8c 9:00', '2026-11-10T21:00:00.000Z'],
    ['2026\ub144 11\uc6d4 10\uc77c \ud654\uc694\uc77c \uc624\ud6c4 9:00', '2026-11-10T21:00:00.000Z'],
    ['2026\u5e7411\u670810\u65e5\u661f\u671f\u4e8c \u4e0a\u5348 9:00', '2026-11-10T09:00:00.000Z'],
    [
      '\u0661\u0660 \u0646\u0648\u0641\u0645\u0628\u0631\u060c \u0662\u0660\u0662\u0666 \u0669:\u0660\u0660 \u0645',
      '2026-11-10T21:00:00.000Z',
    ],
    [
      '10 \u062a\u0634\u0631\u064a\u0646 \u0627\u0644\u062b\u0627\u0646\u064a 2026 9:00 \u0635',
      '2026-11-10T09:00:00.000Z',
    ],
    ['10/11/2026 09:00', undefined],
    ['10 marraskuuta 2026', undefined],
  ])('over a forwarded mail, %s, is %s', (written, instant) => {
    expect(instantOf(written)?.toISOString()).toBe(instant);
  });

  it('of any text costs little and throws nothing', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(daysOf(text).length).toBeLessThanOrEqual(2);
        instantOf(text);
      }),
    );
  });
});

describe('what stands over a forwarded mail', () => {
  const text = (head: string) => `FYI\n\n${head}\n\n${addedText()}`;

  it.each<[string, string]>([
    ['English', 'From: Team\nSent: Tuesday, November 10, 2026 9:00 AM\nTo: a@b.test\nSubject: Advisor'],
    ['German', 'Von: Team\nGesendet: Dienstag, 10. November 2026 09:00\nAn: a@b.test\nBetreff: Advisor'],
    ['French', 'De : Team\nEnvoy\u00e9 : mardi 10 novembre 2026 09:00\n\u00c0 : a@b.test\nObjet : Advisor'],
    ['Spanish', 'De: Team\nEnviado: martes, 10 de noviembre de 2026 9:00\nPara: a@b.test\nAsunto: Advisor'],
    ['Portuguese', 'De: Team\nEnviado: 10/11/2026 09:00\nPara: a@b.test\nAssunto: Advisor'],
    ['Italian', 'Da: Team\nInviato: marted\u00ec 10 novembre 2026 09:00\nA: a@b.test\nOggetto: Advisor'],
    ['Dutch', 'Van: Team\nVerzonden: dinsdag 10 november 2026 09:00\nAan: a@b.test\nOnderwerp: Advisor'],
    [
      'Japanese',
      '\u5dee\u51fa\u4eba: Team\n\u9001\u4fe1\u65e5\u6642: 2026\u5e7411\u670810\u65e5 9:00\n\u5b9b\u5148: a@b.test\n\u4ef6\u540d: Advisor',
    ],
    [
      'Korean',
      '\ubcf4\ub0b8 \uc0ac\ub78c: Team\n\ubcf4\ub0b8 \ub0a0\uc9dc: 2026\ub144 11\uc6d4 10\uc77c \ud654\uc694\uc77c \uc624\uc804 9:00\n\ubc1b\ub294 \uc0ac\ub78c: a@b.test',
    ],
    [
      'Chinese',
      '\u53d1\u4ef6\u4eba: Team\n\u53d1\u9001\u65f6\u95f4: 2026\u5e7411\u670810\u65e5 9:00\n\u6536\u4ef6\u4eba: a@b.test\n\u4e3b\u9898: Advisor',
    ],
    [
      'Arabic',
      '\u0645\u0646: Team\n\u062a\u0627\u0631\u064a\u062e \u0627\u0644\u0625\u0631\u0633\u0627\u0644: 10 \u0646\u0648\u0641\u0645\u0628\u0631, 2026 9:00 \u0635\n\u0625\u0644\u0649: a@b.test',
    ],
    [
      'English labels over a German date',
      'From: Team\nSent: Dienstag, 10. November 2026 09:00:00\nTo: a@b.test',
    ],
  ])('is read in %s', (_case, head) => {
    const said = readDporMail(text(head));
    expect([said?.forwarded, said?.sentAt?.toISOString()]).toEqual([true, '2026-11-10T09:00:00.000Z']);
  });

  it('stands over none where nothing was forwarded', () => {
    expect(readDporMail(addedText())).toMatchObject({ forwarded: false, sentAt: undefined });
  });
});

describe('a customer’s name', () => {
  it.each<[string, string]>([
    ['Litware, Inc.', 'LITWARE'],
    ['A. Datum Corporation', 'A Datum Corp'],
    ['Margie’s Travel', "Margie's Travel"],
    ['City Power & Light', 'City Power and Light'],
    ['Müller & Söhne GmbH & Co. KG', 'Muller & Sohne'],
    ['Straße 7', 'STRASSE 7'],
    ['Ｃｏｎｔｏｓｏ　Ｓ．Ａ．', 'Contoso SA'],
    ['Contoso Pty Ltd', 'Contoso'],
    ['日本マイクロソフト', '日本マイクロソフト'],
  ])('%s is %s', (one, other) => {
    expect(comparableName(one)).toBe(comparableName(other));
    expect(comparableName(one)).not.toBe('');
  });

  it.each<[string, string]>([
    ['Contoso', 'Contoso Suites'],
    ['Coho Winery', 'Coho Vineyard'],
    ['Group', 'Company'],
  ])('%s is not %s', (one, other) => {
    expect(comparableName(one)).not.toBe(comparableName(other));
  });

  it.each(['', '---', '\u200b', '👍'])('of nothing to compare is nothing: %j', (name) => {
    expect(comparableName(name)).toBe('');
  });

  it('is compared alike however often it was made comparable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (name) => {
        const once = comparableName(name);
        expect(comparableName(once)).toBe(once);
      }),
    );
  });
});

describe('a wording', () => {
  const fields = 'Organization Name: X Service: Azure Subscription Start Date: 2025-01-01';

  it.each<[string, 'added' | 'removed' | undefined]>([
    ['X has added you as their subscription advisor.', 'added'],
    ['X HAS ADDED YOU AS A SUBSCRIPTION ADVISER.', 'added'],
    ['X has designated you as its Digital Partner of Record.', 'added'],
    ['X has removed you as their subscription advisor.', 'removed'],
    ['You are no longer the subscription advisor of X.', 'removed'],
    ['You\u2019re no longer listed as their partner of record.', 'removed'],
    ['X no longer lists you as their partner of record.', 'removed'],
    ['X has added them as their subscription advisor.', undefined],
    ['X has added you as a reader.', undefined],
    [
      'X has added you as their subscription advisor. X has removed you as their subscription advisor.',
      undefined,
    ],
  ])('%s says %s', (sentence, what) => {
    expect(readDporMail(`${sentence} ${fields}`)?.what).toBe(what);
  });

  it('over lines is the same', () => {
    expect(readDporMail('X has added\r\n> you as\n   their subscription\tadvisor')?.what).toBe('added');
  });

  it('of any text throws nothing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readDporMail(addedText() + text)));
  });
});

describe('the text of HTML', () => {
  it.each<[string, string]>([
    ['a &amp; b &lt;c&gt; &#x41;&#66; &eacute;&Auml;', 'a & b <c> AB éÄ'],
    ['&nope; &#0; &#xFFFFFFF;', '&nope; \ufffd &#xFFFFFFF;'],
    ['a<script>b</script>c<style>d</style>e<!-- f -->g', 'aceg'],
    ['<SCRIPT>never closed', ''],
    ['a<br/>b<p>c</p>', 'a\nb\nc\n'],
    ['<a href="http://evil.test">words</a><img src=x>', 'words'],
    ['a < b', 'a '],
    ['<td>a</td><td>b</td>', ' a  b '],
  ])('%s', (html, text) => {
    expect(htmlText(html)).toBe(text);
  });

  it('never holds an element that it was not told as text', () => {
    fc.assert(
      fc.property(fc.string(), (html) => {
        expect(htmlText(html.replaceAll('&', ''))).not.toMatch(/<[a-z]/i);
      }),
    );
  });
});

describe('what a mail means', () => {
  const customer = newCustomer({ customerId: fourthCoffee, name: 'Fourth Coffee' });
  const one = (last: string, overrides: Parameters<typeof subscription>[0] = {}) =>
    subscription({
      subscriptionId: SubscriptionId.parse(`5b000000-0000-4000-8000-0000000000${last}`),
      product: 'office-365',
      starts: '2025-01-01',
      ends: '2028-12-31',
      ...overrides,
    });
  const mail = (
    overrides: { service?: string; starts?: string; ends?: string; organization?: string } = {},
  ) => {
    const { organization = 'Fourth Coffee', service = 'Office 365 E3', starts = '', ends = '' } = overrides;
    const date = (written: string) => ({ written, days: daysOf(written) });
    return { organization, service, starts: date(starts), ends: date(ends) };
  };
  const match = (of: ReturnType<typeof mail>, ...subscriptions: ReturnType<typeof one>[]) => {
    const { one: found, why } = matchMail(of, [{ customer, subscriptions }]);
    return found?.subscription.subscriptionId.slice(-2) ?? why;
  };

  it.each<[string, ReturnType<typeof mail>, ReturnType<typeof one>[], string]>([
    ['the only one of the product', mail(), [one('01'), one('02', { product: 'azure' })], '01'],
    ['nothing of another product', mail({ service: 'Intune' }), [one('01')], 'no-subscription'],
    ['nothing without a service', mail({ service: '' }), [one('01')], 'no-subscription'],
    ['nothing whose start differs', mail({ starts: '2025-01-02' }), [one('01')], 'no-subscription'],
    [
      'nothing whose end differs',
      mail({ starts: '2025-01-01', ends: '2028-12-30' }),
      [one('01')],
      'no-subscription',
    ],
    ['nothing by a date that is none', mail({ starts: 'soon' }), [one('01')], 'no-subscription'],
    [
      'one without dates of its own',
      mail({ starts: '2025-01-01' }),
      [one('01', { starts: null, ends: null })],
      '01',
    ],
    [
      'the one that agrees in more dates',
      mail({ starts: '2025-01-01' }),
      [one('01', { starts: null }), one('02')],
      '02',
    ],
    ['neither of two alike', mail({ starts: '2025-01-01' }), [one('01'), one('02')], 'several'],
    [
      'either order of day and month',
      mail({ starts: '03/01/2025' }),
      [one('01', { starts: '2025-01-03' })],
      '01',
    ],
    [
      'another name of the product',
      mail({ service: 'Some Service' }),
      [one('01', { product: 'some service' })],
      '01',
    ],
    ['no other customer', mail({ organization: 'Fourth' }), [one('01')], 'no-customer'],
  ])('is %s', (_case, of, subscriptions, found) => {
    expect(match(of, ...subscriptions)).toBe(found);
  });
});
