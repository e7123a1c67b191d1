import { expect, it } from '@jest/globals';
import { wordsOf } from '../../src/bot/said.ts';
import { growth, IN_LINE } from '../support/growth.ts';

const mention = (text: string) => ({ type: 'mention', text });

it.each<[string, string, readonly { type: string; text?: string }[]]>([
  ['alone', 'scores', []],
  ['with blanks and breaks', ' \t scores \r\n', []],
  ['behind a mention', '<at>Porter</at> scores', [mention('<at>Porter</at>')]],
  [
    'behind two mentions of a name of two words',
    '<at>Porter</at> <at>Desk</at> scores',
    [mention('<at>Porter</at>'), mention('<at>Desk</at>')],
  ],
  ['behind a tag with attributes', '<at id="0">Porter</at> scores', [mention('<at>Porter</at>')]],
  ['behind a tag without entity', '<AT>Porter</AT> scores', []],
  ['behind a mention of somebody else', '<at>Anna Müller</at> scores', [mention('<at>Anna Müller</at>')]],
  ['before and between mentions', '<at>A</at> scores <at>B</at>', []],
  ['behind half a tag', '</at> scores <at>', []],
  ['behind a mention without tags', '@Porter scores', [mention('@Porter')]],
  ['behind an entity of another kind', 'scores', [{ type: 'clientInfo' }]],
  ['behind an escaped blank', '<at>Porter</at>&nbsp;scores', []],
  ['behind a numbered blank', '<at>Porter</at>&#160;scores&#xA0;', []],
  ['with a no-break space', '\u00a0scores\u202f', []],
  ['with a wide space', '\u3000scores', []],
  ['with a zero-width space', 'scores\u200b', []],
  ['with both', 'scores\u00a0\u200b', []],
  ['with a byte order mark', '\ufeffscores', []],
  ['with direction marks', '\u200escores\u200f\u202c\u2069', []],
  ['with joiners inside', 'sco\u200dr\u2060es', []],
  ['with a soft hyphen', 'sco\u00adres', []],
  ['with a variation selector', 'scores\ufe0f', []],
  ['with a filler', '\u3164scores', []],
  ['with half a surrogate pair', 'scores\ud83d', []],
  ['with control characters', '\u0000scores\u0085', []],
  ['in wide letters', 'ｓｃｏｒｅｓ', []],
])('finds a word %s', (_case, text, entities) => {
  expect(wordsOf(text, entities)).toBe('scores');
});

it('keeps the rest of what was said, in its case', () => {
  expect(wordsOf('<at>Porter</at>  Benefit   referrals\there', [])).toBe('Benefit referrals here');
  expect(wordsOf('a < b & c > d', [])).toBe('a < b & c > d');
});

it.each([
  ['open tags', '<at>'],
  ['halves of tags', '<at '],
  ['references', '&#'],
  ['ligatures that become long', '\ufdfa'],
  ['marks on one letter', '\u0301'],
  ['brackets', '<'],
])('costs in line with the length of the text: %s', async (_case, piece) => {
  const mentions = Array.from({ length: 5_000 }, (_none, at) => mention(`${piece}${at}`));

  expect(
    await growth((pieces) => wordsOf(piece.repeat(pieces), mentions), 250_000 / piece.length),
  ).toBeLessThan(IN_LINE);
});
