import { describe, expect, it } from '@jest/globals';
import { contentReader } from '../../src/understanding/knowledge/content.ts';
import { findEntries } from '../../src/understanding/knowledge/search.ts';
import { shippedEntries } from '../../src/understanding/knowledge/shipped.ts';
import type { Language } from '../../src/words/language.ts';

/** The words of a text that carry its meaning, each once. */
function wordsOf(language: Language, text: string): string[] {
  const terms = contentReader(language)(text).filter(({ light }) => !light);
  return [...new Set(terms.map(({ word }) => word))];
}

describe('a question is read for what it is about', () => {
  it.each([
    ['ja', 'PALを他社に説明したいです', ['pal', '他社', '説明']],
    ['ja', 'ゲストのアクセスは必要ですか?', ['ゲスト', 'アクセス', '必要']],
    ['ko', '고객에게 CPOR을 어떻게 설명하나요?', ['고객', 'cpor', '설명']],
    ['ko', '전문화가 만료되면 자격도 없어지나요?', ['전문화', '만료', '자격']],
    ['zh', 'PAL 会不会影响客户的安全？', ['pal', '影响', '客户', '安全']],
    ['zh', '我们怎么申请？', ['申请']],
    ['en', 'the endorsements', ['endors']],
  ] as const)('%s: %s', (language, text, words) => {
    expect(wordsOf(language, text)).toEqual(words);
  });

  it('with a word of courtesy left out whole, never as letters of another', () => {
    expect(wordsOf('ko', '제출')).toEqual(['제출']);
    expect(wordsOf('zh', '申请')).toEqual(['申请']);
    expect(wordsOf('zh', '您好 谢谢')).toEqual([]);
  });
});

describe('a question about something else finds nothing', () => {
  it.each([
    ['ja', '明日の天気はどうですか'],
    ['ja', '近くのおすすめのレストランを紹介して'],
    ['ja', '昨日のサッカーの試合はどっちが勝った?'],
    ['ja', 'プリンターの電源が入らない'],
    ['ja', '人生の意味とは何ですか'],
    ['ja', 'パスポートの更新はいつ'],
    ['ja', '会議室を予約したい'],
    ['ko', '내일 날씨 어때요?'],
    ['ko', '근처 맛집 추천해 주세요'],
    ['ko', '살을 빼려면 어떻게 해야 하나요?'],
    ['ko', '노트북을 초기화하려면 어떻게 하나요?'],
    ['ko', '메일 비밀번호를 잊어버렸어요'],
    ['ko', '연차 휴가는 어떻게 신청하나요?'],
    ['ko', '브라질 대통령은 누구인가요?'],
    ['zh', '明天天气怎么样？'],
    ['zh', '推荐一家附近的好餐厅'],
    ['zh', '年假怎么申请？'],
    ['zh', '打印机打不开'],
    ['zh', '今晚看什么电影好？推荐一部'],
    ['zh', '忘记邮箱密码了'],
    ['zh', '给客户的贺卡'],
  ] as const)('%s: %s', async (language, question) => {
    expect((await findEntries(question, await shippedEntries(), language)).entries).toEqual([]);
  });
});
