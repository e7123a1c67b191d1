import { describe, expect, it } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { ownWords } from '../../src/bot/quoted.ts';
import { wordsOf } from '../../src/bot/said.ts';

const quote =
  '<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="1600457867820">\n<strong itemprop="mri">Porter</strong><p itemprop="preview">pause</p>\n</blockquote>';

function reply(content: string, text = 'pause\n\nscores'): Partial<Activity> {
  return { text, attachments: [{ contentType: 'text/html', content }] };
}

describe('the own words of a message', () => {
  it.each([
    ['behind a quote', reply(`<div>${quote}<p>scores</p></div>`), 'scores', '1600457867820'],
    ['before a quote', reply(`<p>scores</p>${quote}`), 'scores', '1600457867820'],
    ['behind a quote that does not end', reply(quote.replace('</blockquote>', '')), '', '1600457867820'],
    [
      'behind a quote of nobody’s message',
      reply(quote.replace(/ itemid="\d+"/, '') + '<p>scores</p>'),
      'scores',
      undefined,
    ],
    ['amid a quotation of their own', reply('<blockquote>pause</blockquote>', 'pause'), 'pause', undefined],
    ['without HTML', { text: 'scores' }, 'scores', undefined],
    ['behind a placeholder', { text: '<quoted messageId="17"/> scores' }, 'scores', '17'],
    [
      'behind a placeholder with an entity',
      {
        text: '<quoted messageId="17"/> scores',
        entities: [{ type: 'quotedReply', quotedReply: { messageId: '18' } }],
      },
      'scores',
      '18',
    ],
    ['of nothing at all', {}, '', undefined],
  ])('are found %s', (_case, activity, words, quotes) => {
    const own = ownWords(activity);

    expect(wordsOf(own.text, [])).toBe(words);
    expect(own.quotes).toBe(quotes);
  });
});
