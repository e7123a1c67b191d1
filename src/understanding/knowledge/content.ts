import type { Language } from '../../words/language.ts';
import { lexiconOf, phrasesOf } from '../lexicon.ts';
import { termReader, type Term } from '../terms.ts';
import { SMALL_WORDS } from './small-words.ts';

/** A term, and the word that it is of: itself, or one of which it is a pair of characters. */
export interface AskedTerm extends Pick<Term, 'stem' | 'light' | 'unspaced'> {
  readonly word: string;
}

type Reader = (text: string) => readonly AskedTerm[];

/**
 * Reads a text for what it is about.
 *
 * Japanese, Korean and Chinese tie words and grammar together. Pairs of characters across their borders are in hardly any other
 * text, and would weigh like words that no entry has: so words are taken apart first, and grammar out. One character alone says little.
 */
export function contentReader(language: Language): Reader {
  const apart = APART[language];
  if (apart === undefined) {
    const { read } = lexiconOf(language);
    const small = SMALL_WORDS[language];
    return (text) =>
      read(text).map((term) => ({
        ...term,
        light: term.light || small?.has(term.typed) === true,
        word: term.stem,
      }));
  }
  // Words of courtesy are left out whole, never as letters of another word.
  const courtesy = new Set(phrasesOf(language, 'polite'));
  const read = termReader(language, []);
  return (text) =>
    text
      .normalize('NFKC')
      .replace(RUNS, (run) => ` ${apart(run).join(' ')} `)
      .split(' ')
      .filter((word) => !courtesy.has(word))
      .flatMap((word) => read(word).map((term) => asked(term, word)));
}

function asked({ stem, light, unspaced }: Term, word: string): AskedTerm {
  return { stem, light: light || (unspaced && stem.length === 1), unspaced, word: unspaced ? word : stem };
}

/** Written in one script, beside which Latin words may stand without a space. */
const RUNS = /[\p{Script=Katakana}ー]+|\p{Script=Hiragana}+|\p{Script=Han}+|\p{Script=Hangul}+/gu;

/** The words of a run, without grammar. */
const APART: { readonly [language in Language]?: (run: string) => readonly string[] } = {
  ja: japaneseWords,
  ko: koreanWords,
  zh: chineseWords,
};

const JAPANESE = new Intl.Segmenter('ja', { granularity: 'word' });
const CHINESE = new Intl.Segmenter('zh', { granularity: 'word' });

function segments(run: string, segmenter: Intl.Segmenter): string[] {
  return [...segmenter.segment(run)].map(({ segment }) => segment);
}

/** The grammar of Japanese is written in hiragana, what its words mean in kanji and katakana. */
function japaneseWords(run: string): readonly string[] {
  if (/\p{Script=Hiragana}/u.test(run)) return [];
  return /\p{Script=Han}/u.test(run) ? segments(run, JAPANESE) : [run];
}

/** Words that only make a question of others. */
const CHINESE_GRAMMAR = new Set(
  (
    '能不能 会不会 是不是 行不行 要不要 可不可以 有没有 什么 怎么 怎样 怎么样 怎么办 如何 为什么 干什么 哪个 哪些 哪里 多少 几个 几次 ' +
    '一个 一下子 知道 不知道 不知 只有 还是 还算 不算 以后 之前 之后 的话 的是 有人 又能 也没 都没 会派 觉得 最近 已经 那天 什么时候 ' +
    '可以 应该 必须 需要 是否 能否 并且 或者 如果 因为 以及 他们 自己 这个 那个 比较 好多 实在 别人 同时'
  ).split(' '),
);

function chineseWords(run: string): readonly string[] {
  return segments(run, CHINESE).filter((word) => !CHINESE_GRAMMAR.has(word));
}

/** What makes a verb of a Korean noun, with all that follows it; of a verb, its endings. */
const KOREAN_VERB = /(?<=..)(?:[하해했합한할되돼됐됩된될]|입니|인가|이에|예요|인데|인지).*$/u;
const KOREAN_ENDING = /(?<=..)(?:[나까]요|습니[다까]|[어아여워]요|세요|으면|면|[는은]데|지|고|게)$/u;
/** Particles of Korean, some of which follow another. */
const KOREAN_PARTICLE =
  /(?<=..)(?:에게|한테|에서|으로|까지|부터|처럼|보다|마다|이나|이란|라는|라고|들|[은는이가을를에의로와과도만나란])$/u;
/** Words that only make a question or a sentence of others, by how they begin or whole. */
const KOREAN_GRAMMAR = new RegExp(
  `^(?:${[
    '(?:[있없않싶뭐뭔뭘좋왜]|무엇|무슨|저희|우리).*',
    '(?:[되하해된될할한][는나지죠야게]?|어[떤떻느디]).*',
    '[건걸][가하로]?.*|받[아게]야?|알게|보나|보는|주[나는]|가장|전에',
  ].join('|')})$`,
  'u',
);

function koreanWords(run: string): readonly string[] {
  const noun = run.replace(KOREAN_VERB, '').replace(KOREAN_ENDING, '');
  const stem = noun.replace(KOREAN_PARTICLE, '').replace(KOREAN_PARTICLE, '');
  return KOREAN_GRAMMAR.test(stem) ? [] : [stem];
}
