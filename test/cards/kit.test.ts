import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { asText, NONE } from '../../src/words/text.ts';
import { execute, withSubmitFallbacks } from '../../src/cards/kit/action.ts';
import {
  countryName,
  date,
  dateTime,
  day,
  languageName,
  number,
  percent,
  relative,
  timeLeft,
  type Reader,
  localDay,
} from '../../src/cards/kit/format.ts';
import { head } from '../../src/cards/kit/head.ts';
import { marked, unmarked } from '../../src/cards/kit/marks.ts';
import { asSentence, sentences } from '../../src/cards/kit/sentences.ts';
import { attachment, cardTemplate, summaryOf, type AdaptiveCard } from '../../src/cards/kit/template.ts';
import { bold, clean, paragraphs, plain } from '../../src/cards/kit/text.ts';
import { cardFaults } from '../support/card-rules.ts';
import { growth, IN_LINE } from '../support/growth.ts';
import { english } from '../support/wording.ts';

const reader: Reader = {
  locale: 'en-GB',
  timeZone: 'Europe/Berlin',
  now: new Date('2026-11-24T08:00:00Z'),
};
const deadline = new Date('2026-11-30T16:00:00Z');

describe('the head of a card', () => {
  const stateAt = (kind: string, subject: string, state: string) => {
    const { state: beside, stateBelow } = head(asText(kind), '', subject, asText(state));
    return beside === '' ? ['below', stateBelow] : ['beside', beside];
  };

  it.each([
    ['short words', 'Claim', 'Tailspin Toys', 'Approved', 'beside'],
    ['a long state', 'Claim', 'Tailspin Toys', 'Enrolled, renewal due · 68', 'below'],
    ['a long word in its kind', 'Ausführungsnachweis', 'Tailspin Toys', '3 gesammelt', 'below'],
    ['a long word in its subject', 'Claim', 'Donaudampfschifffahrt', 'Approved', 'below'],
  ])('has its state where no word of it is broken: %s', (_case, kind, subject, state, where) => {
    expect(stateAt(kind, subject, state)).toEqual([where, state]);
  });
});

describe('what a colour says', () => {
  const text = (color: string, said = 'Approved') => marked({ type: 'TextBlock', text: said, color });

  it('stands in front as a mark, and keeps a colour only where every theme can show it', () => {
    expect(text('Good')).toEqual({ type: 'TextBlock', text: '✓ Approved' });
    expect(text('Attention')).toEqual({ type: 'TextBlock', text: '⚠ Approved' });
    expect(text('Accent')).toEqual({ type: 'TextBlock', text: '● Approved', color: 'Accent' });
  });

  it('is not said twice by what is a sign itself', () => {
    expect(text('Accent', '●')).toEqual({ type: 'TextBlock', text: '●', color: 'Accent' });
    expect(text('Good', '✓')).toEqual({ type: 'TextBlock', text: '✓' });
  });

  it('is left alone where there is none, or nothing said', () => {
    expect(text('Default')).toEqual({ type: 'TextBlock', text: 'Approved', color: 'Default' });
    expect(text('Good', '')).toEqual({ type: 'TextBlock', text: '', color: 'Good' });
    expect(unmarked('✓ Approved')).toBe('Approved');
    expect(unmarked('Approved')).toBe('Approved');
  });
});

describe('text that people typed', () => {
  it.each([
    ['emphasis', '**b** _i_ ~s~ `c`', '\\*\\*b\\*\\* \\_i\\_ \\~s\\~ \\`c\\`'],
    ['a heading', '# h', '\\# h'],
    ['a quotation', '> q', '\\> q'],
    ['a list', '- l', '\\- l'],
    ['a numbered list', '1. l', '1\\. l'],
    ['a mention', '<at>Bob</at>', '\\<at>Bob\\</at>'],
    ['an entity', '&lt;b&gt;', '\\&lt;b\\&gt;'],
    ['a backslash', 'a\\*b', 'a\\\\\\*b'],
  ])('formats nothing: %s', (_case, typed, shown) => {
    expect(plain(typed)).toBe(shown);
  });

  it.each([
    '[Sign in](https://evil.example)',
    '![](https://evil.example/x.png)',
    'see https://evil.example/a?b=c',
    'www.evil.example',
    '<https://evil.example>',
    'javascript://alert(1)',
    '[a][b] [b]: https://evil.example',
  ])('links nowhere: %s', (typed) => {
    const shown = plain(typed);

    expect(shown).not.toContain('](');
    expect(shown).not.toMatch(/:\/\/|www\.|<(?=http)(?<!\\<)/);
  });

  it.each([
    'Contoso Corporation (US)',
    'AT&T',
    'C# and F#',
    'snake_case_name',
    'Yahoo!',
    '50 % > 40 %',
    'ZWJ 👩‍💻',
    'नमस्ते',
    '2 - 3',
  ])('stays as it is where Markdown could not act: %s', (typed) => {
    expect(plain(typed)).toBe(typed);
  });

  it('loses control, bidirectional and invisible characters', () => {
    expect(clean('a\u0000b\u0007c\r\nd\u202ee\u2066f\u200bg\ufeffh\u2028i\ud800')).toBe(
      'a b c defgh i\ufffd',
    );
    expect(clean('Cont\u200doso')).toBe('Contoso');
  });

  it('is cut between what is read as one character', () => {
    expect(clean('👩‍💻👩‍💻👩‍💻', 2)).toBe('👩‍💻…');
    expect(clean('abc', 3)).toBe('abc');
    expect(clean('abcd', 3)).toBe('ab…');
  });

  it('is never read as a template', () => {
    const render = cardTemplate<object>('message');
    const typed = head(
      asText('Referral'),
      '${json(kind)}',
      '${subject} $when $data {{x}}',
      asText('${state}'),
    );

    const card = render({ fallbackText: 'x', head: typed });

    expect(JSON.stringify(card)).toContain('${json(kind)}');
    expect(JSON.stringify(card)).toContain('${subject} $when $data {{x}}');
  });

  it.each([
    '{{DATE(2017-02-14T06:08:00Z, SHORT)}}',
    '{{TIME(2017-02-14T06:08:00Z)}}',
    '{{date(x)}} {{{TIME(',
  ])('is never replaced by a date, wherever in a card it stands: %s', (typed) => {
    const render = cardTemplate<object>('message');
    const card = render({
      fallbackText: typed,
      head: head(plain(typed), plain(typed), plain(typed), plain(typed)),
      lines: [plain(typed), typed],
      facts: [{ title: typed, value: typed }],
      small: plain(typed),
    });

    const read = JSON.stringify(card);
    expect(read).not.toMatch(/\{\{(?:DATE|TIME)\(/i);
    expect(read.replaceAll('\u2060', '')).toContain(typed);
  });

  it.each([
    ['links', 'a-'],
    ['schemes', 'a:'],
    ['numbers', '1)'],
    ['entities', '&a'],
    ['marks on one letter', '\u0301'],
    ['joiners', 'a\u200d'],
    ['braces', '{'],
    ['emphasis', '_*'],
    ['flags', '\u{1f1e6}'],
  ])('costs in line with its length: %s', async (_case, piece) => {
    const shown = plain(piece.repeat(200_000 / piece.length));

    expect(shown.length).toBeLessThan(200_000);
    expect(await growth((pieces) => plain(piece.repeat(pieces)), 200_000 / piece.length)).toBeLessThan(
      IN_LINE,
    );
  });

  it('keeps its paragraphs in notes', () => {
    expect(paragraphs('one\r\n\r\n- two\n')).toBe('one\n\n\\- two');
  });

  it('is bold when asked, and not when there is none', () => {
    expect(bold('a*b')).toBe('**a\\*b**');
    expect(bold(' ')).toBe('');
  });
});

describe('sentences', () => {
  it.each([
    ['en', 'Done', 'Done. Next.'],
    ['en', 'What do you mean?', 'What do you mean? Next.'],
    ['ja', '完了', '完了。Next.'],
    ['ja', 'よろしいですか?', 'よろしいですか?Next.'],
    ['ar', 'ماذا تقصد؟', 'ماذا تقصد؟ Next.'],
  ])('in %s follow a heading that reads %s', (locale, heading, said) => {
    const of = { locale };
    expect(sentences(of, asSentence(asText(heading), of), asText('Next.'))).toBe(said);
  });
});

describe('a card that runs from right to left', () => {
  it('keeps facts in a row in the order of its script', () => {
    const render = cardTemplate<object>('message');
    const row = asText('Contoso · Fabrikam');
    const data = {
      fallbackText: 'x',
      head: head(NONE, '', ''),
      lines: [row],
      facts: [],
      small: '',
      buttons: [],
    };

    expect(JSON.stringify(render(data, { locale: 'ar' }))).toContain('Contoso \u200f· \u200fFabrikam');
    expect(JSON.stringify(render(data, { locale: 'de' }))).toContain('Contoso · Fabrikam');
  });
});

describe('dates and numbers', () => {
  it.each(['en-US', 'ar-SA', 'ar-EG', 'fa-IR', 'th-TH', 'hi-IN', 'mr-IN', 'ja-JP-u-ca-japanese'])(
    'a calendar day is written as ISO 8601 has it, whatever the reader’s language: %s',
    (locale) => {
      const reader = { locale, timeZone: 'Asia/Tokyo', now: new Date('2026-11-27T20:00:00Z') };

      expect(localDay(reader.now, reader)).toBe('2026-11-28');
    },
  );

  it('are in the zone and language of the reader', () => {
    expect(dateTime(deadline, reader)).toBe('Mon 30 Nov, 17:00 (Berlin)');
    expect(dateTime(deadline, { ...reader, locale: 'de-DE' })).toBe('Mo., 30. Nov., 17:00 (Berlin)');
    const elsewhere = { ...reader, timeZone: 'America/New_York' };
    expect(dateTime(deadline, elsewhere)).toBe('Mon 30 Nov, 11:00 (New York)');
    expect(day('2026-10-20', elsewhere)).toBe('20 Oct 2026');
    expect(number(1_234.56, reader)).toBe('1,234.6');
    expect(number(1_234.56, { ...reader, locale: 'de-DE' })).toBe('1.234,6');
    expect(number(-0, reader)).toBe('0');
    expect(percent(0.784, reader)).toBe('78.4%');
  });

  it('name the year when it is another than the reader’s', () => {
    expect(date(deadline, reader)).toBe('Mon 30 Nov');
    expect(date(new Date('2027-01-04T09:00:00Z'), reader)).toBe('Mon, 4 Jan 2027');
  });

  it.each([
    ['a zone that means nothing', { timeZone: 'Mars/Olympus' }, 'Mon 30 Nov, 16:00 (UTC)'],
    ['no zone', { timeZone: '' }, 'Mon 30 Nov, 16:00 (UTC)'],
    ['a locale that means nothing', { locale: 'not a locale' }, 'Mon 30 Nov, 17:00 (Berlin)'],
    ['no locale', { locale: '' }, 'Mon 30 Nov, 17:00 (Berlin)'],
    ['another calendar', { locale: 'en-GB-u-ca-buddhist-nu-thai' }, 'Mon 30 Nov, 17:00 (Berlin)'],
  ])('survive %s', (_case, overrides, text) => {
    expect(dateTime(deadline, { ...reader, ...overrides })).toBe(text);
  });

  it.each([
    ['2026-12-01T08:00:00Z', '7 days left', 'in 7 days'],
    ['2026-11-30T16:00:00Z', '6 days left', 'in 6 days'],
    ['2026-11-25T08:00:00Z', '1 day left', 'tomorrow'],
    ['2026-11-25T07:59:59Z', '23 hours left', 'in 23 hours'],
    ['2026-11-24T09:00:00Z', '1 hour left', 'in 1 hour'],
    ['2026-11-24T08:59:59Z', '59 minutes left', 'in 59 minutes'],
    ['2026-11-24T08:00:59Z', english('units.minutes-left', { minutes: 0 }), 'this minute'],
    ['2026-11-24T08:00:00Z', 'Overdue', 'this minute'],
    ['2026-11-22T08:00:00Z', 'Overdue', '2 days ago'],
  ])('say how far away %s is', (instant, left, distance) => {
    expect(timeLeft(new Date(instant), reader)).toBe(left);
    expect(relative(new Date(instant), reader)).toBe(distance);
  });

  it('name countries and languages, and leave what means nothing', () => {
    expect(countryName('US', reader)).toBe('United States');
    expect(languageName('de', { ...reader, locale: 'fr-FR' })).toBe('allemand');
    expect(countryName('??', reader)).toBe('??');
    expect(languageName('', reader)).toBe('');
  });
});

describe('buttons', () => {
  it('carry verb and data twice, for clients with and without Action.Execute', () => {
    const button = execute({ title: asText('Pause'), verb: 'referrals.pause', data: { partnerId: '1234' } });

    expect(button).toMatchObject({
      type: 'Action.Execute',
      verb: 'referrals.pause',
      data: { partnerId: '1234' },
      fallback: {
        type: 'Action.Submit',
        title: 'Pause',
        data: { partnerId: '1234', verb: 'referrals.pause' },
      },
    });
    expect(button.fallback).not.toHaveProperty('verb');
  });

  it('are repeated and hidden once, not again in their fallback', () => {
    const [action] = [
      withSubmitFallbacks({ type: 'Action.Execute', title: 'a', verb: 'v', $when: '${x}', $data: '${y}' }),
    ];

    expect(action).toMatchObject({ $when: '${x}', $data: '${y}', fallback: { data: { verb: 'v' } } });
    expect(action).not.toHaveProperty('fallback.$when');
    expect(action).not.toHaveProperty('fallback.$data');
  });
});

describe('the templates', () => {
  const names = readdirSync(new URL('../../cards/', import.meta.url))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace('.json', ''));

  it.each(names)('%s can be read and has a plain summary', (name) => {
    expect(() => cardTemplate(name)).not.toThrow();
  });

  it('travel as an attachment whose summary is the card’s plain sentence', () => {
    const card: AdaptiveCard = { type: 'AdaptiveCard', version: '1.5', fallbackText: 'Hello', body: [] };

    expect(attachment(card)).toEqual({
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: card,
    });
    expect(summaryOf(card)).toBe('Hello');
  });
});

describe('the toast of a card', () => {
  it('links nowhere, whatever a name in it says', () => {
    const render = cardTemplate<object>('message');

    const card = render({ fallbackText: 'Newco [x](https://evil.test) www.evil.test ${a}' });

    expect(card.fallbackText).toBe('Newco [x]\u2060(https:\u2060//evil.test) www\u2060.evil.test ${a}');
  });
});

describe('the rules for cards', () => {
  const good: AdaptiveCard = {
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: 'x',
    body: [{ type: 'TextBlock', text: 'x' }],
    actions: [execute({ title: asText('a'), verb: 'v', data: {} })],
  };

  it('find nothing wrong with a good one', () => {
    expect(cardFaults(good)).toEqual([]);
  });

  it.each<[string, object]>([
    ['a field without data', { body: [{ type: 'TextBlock', text: '${name}' }] }],
    [
      'seven buttons',
      { actions: Array.from({ length: 7 }, () => execute({ title: asText('a'), verb: 'v', data: {} })) },
    ],
    ['a button without fallback', { actions: [{ type: 'Action.Execute', title: 'a', verb: 'v' }] }],
    [
      'another verb in the fallback',
      { actions: [{ ...execute({ title: asText('a'), verb: 'v', data: {} }), verb: 'w' }] },
    ],
    ['an unknown element', { body: [{ type: 'Marquee', text: 'x' }] }],
    ['yellow text', { body: [{ type: 'TextBlock', text: 'x', color: 'Warning' }] }],
    ['too much of it', { body: [{ type: 'TextBlock', text: 'x'.repeat(41_000) }] }],
    ['an older version', { version: '1.4' }],
    ['no fallbackText', { fallbackText: '' }],
    ['an input without label', { body: [{ type: 'Input.Text', id: 'notes' }] }],
  ])('find %s', (_case, overrides) => {
    expect(cardFaults({ ...good, ...overrides })).not.toEqual([]);
  });
});
