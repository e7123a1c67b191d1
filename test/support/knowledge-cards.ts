import { answerCard, askCard, notKnownCard } from '../../src/cards/knowledge/answer.ts';
import { newsCard, newsItemCard } from '../../src/cards/knowledge/news.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import type { Reader } from '../../src/cards/kit/format.ts';
import type { ReadEntry } from '../../src/domain/knowledge/entry.ts';

function entry(id: string, title: string): ReadEntry {
  const text = 'Only the owner. See **associations**.';
  const source = 'Partner associations overview, DPOR';
  return {
    id,
    name: id,
    kind: 'entry',
    title,
    questions: [],
    source,
    date: '2023-10-23',
    text,
    language: 'en',
  };
}

/** What came from entries, and from who asks. */
export const KNOWLEDGE_NAMES = [
  'Who can attach a DPOR?',
  'Only the owner. See **associations**.',
  'Only the owner. See associations.',
  'Partner associations overview, DPOR',
  'When should it be added?',
  'How is *it* changed?',
  'how do I bake bread',
  'who may attach it',
];

/** Answers, questions and news, in each of their faces. */
export function knowledgeCards(reader: Reader): { readonly [face: string]: AdaptiveCard } {
  const who = entry('dpor-who-attaches.md', 'Who can attach a DPOR?');
  const when = entry('dpor-when.md', 'When should it be added?');
  const asked = { question: 'who may attach it', opensCase: true };
  const change = entry('dpor-change.md', 'How is *it* changed?');
  return {
    answer: answerCard([who, when, change], reader, asked),
    rated: answerCard([who], reader, { ...asked, isRated: true }),
    'not known': notKnownCard({ question: 'how do I bake bread', opensCase: true }, reader),
    'not known to an operator': notKnownCard({ question: 'how do I bake bread', opensCase: false }, reader),
    ask: askCard(reader, true),
    'ask without a question': askCard(reader, true, true),
    news: newsCard([who, when, change], new Set(['dpor-when.md']), reader),
    'no news': newsCard([], new Set(), reader),
    'a piece of news': newsItemCard(who, reader),
  };
}
