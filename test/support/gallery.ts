import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { allCards } from './all-cards.ts';

/** What people read least alike: short words, long ones, and a script from right to left. */
export const GALLERY_LANGUAGES = ['en', 'de', 'ar'] as const;
/** A small phone, a chat beside others, and a wide one, in CSS pixels. */
export const GALLERY_WIDTHS = [320, 480, 720] as const;

/** One picture of the gallery: a kind of card in all its faces. */
export interface GallerySet {
  readonly name: string;
  readonly cards: readonly { readonly name: string; readonly card: object }[];
}

/** All cards in a language; the forms that a card opens stand behind it as cards of their own, so that they are drawn. */
export function gallerySets(language: string): readonly GallerySet[] {
  return allCards(language).map(({ name, faces }) => ({
    name,
    cards: Object.entries(faces).flatMap(([face, card]) => [
      { name: face, card },
      ...formsOf(card).map((form, at) => ({ name: `${face}, form ${at + 1}`, card: asWithin(card, form) })),
    ]),
  }));
}

/** A form reads in the direction and the language of the card that opens it. */
function asWithin(card: object, form: object): object {
  const { rtl, lang } = Directed.parse(card);
  return { ...form, ...(rtl === undefined ? {} : { rtl }), ...(lang === undefined ? {} : { lang }) };
}

function formsOf(node: unknown): readonly object[] {
  if (Array.isArray(node)) return node.flatMap(formsOf);
  if (typeof node !== 'object' || node === null) return [];
  const own = 'type' in node && node.type === 'Action.ShowCard' && 'card' in node ? [node.card] : [];
  const within = Object.entries(node).filter(([key]) => key !== 'fallback');
  return [
    ...own.filter((form): form is object => typeof form === 'object' && form !== null),
    ...within.flatMap(([, child]) => formsOf(child)),
  ];
}

/**
 * All that axe knows of a card: WCAG 2.1 to AA, and its best practices; how large an input is drawn is the client's. What is about whole pages does not apply to a part.
 * One rule that is still an experiment is left out: of a row that is tapped it takes all text for its label, where the heading
 * is, and that begins its name.
 */
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const Directed = z.object({ rtl: z.boolean().optional(), lang: z.string().optional() });
const Found = z.array(z.object({ card: z.number(), fault: z.string() }));

/**
 * What is wrong on a page of cards: text of less than 4.5 : 1, pictures and inputs without a name and the like (axe-core), text, inputs
 * and buttons that do not fit, words
 * that are broken, more than three buttons in a row.
 *
 * @returns each with the name of its card
 */
export async function galleryFaults(page: Page, { cards }: GallerySet): Promise<readonly string[]> {
  await page.addScriptTag({ path: AXE });
  const found = [
    ...Found.parse(await page.evaluate(`(${AXE_CHECK})(${JSON.stringify(AXE_TAGS)})`)),
    ...Found.parse(await page.evaluate(`(${FIT_CHECK})()`)),
  ];
  return found.map(({ card, fault }) => `${cards[card]?.name ?? 'somewhere'}: ${fault}`);
}

/** Runs in the page. */
const AXE_CHECK = `async (tags) => {
  const frames = [...document.querySelectorAll('.card')];
  // The renderer ties no label to the box of a list that is searched as one types, though the card has it.
  for (const box of document.querySelectorAll('.ac-choiceSetInput-filtered-textbox')) {
    let around = box.parentElement;
    while (around && !around.querySelector('label')) around = around.parentElement;
    box.setAttribute('aria-label', around?.querySelector('label')?.textContent ?? '');
  }
  const { violations } = await axe.run(frames, { runOnly: { type: 'tag', values: tags }, rules: { 'label-content-name-mismatch': { enabled: false } }, resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => {
    const element = document.querySelector(node.target[0]);
    const data = node.any[0]?.data;
    const ratio = data?.contrastRatio === undefined ? '' : ' ' + data.contrastRatio + ' ' + data.fgColor + ' on ' + data.bgColor;
    return { card: frames.indexOf(element.closest('.card')), fault: id + ratio + ': ' + element.outerHTML.slice(0, 120) };
  }));
}`;

/** Runs in the page. A pixel is left for rounding. */
const FIT_CHECK = `() => {
  const found = [];
  [...document.querySelectorAll('.card')].forEach((frame, card) => {
    const outer = frame.getBoundingClientRect();
    const tell = (fault, element) => found.push({ card, fault: fault + ': ' + (element.textContent || element.outerHTML).slice(0, 80) });
    const leaves = (box) => box.width > 0 && (box.right > outer.right + 1 || box.left < outer.left - 1);
    for (const element of frame.querySelectorAll('.ac-textBlock, .ac-richTextBlock, .ac-fact-title, .ac-fact-value, input, select, textarea, img')) {
      const box = element.getBoundingClientRect();
      if (leaves(box)) tell('leaves the card', element);
      else if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && element.tagName === 'DIV') tell('cut off', element);
    }
    const walker = document.createTreeWalker(frame, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      for (const { index, 0: word } of node.textContent.matchAll(/\\S{2,}/gu)) {
        // Addresses, ids and what has a hyphen may be broken, and a word that no phone has room for.
        if (word.length > 26 || /[\\d/@:_%?=#\\u00ad-]/u.test(word)) continue;
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
        if (tops.size > 1) found.push({ card, fault: 'broken word: ' + word });
      }
    }
    for (const button of frame.querySelectorAll('.ac-pushButton')) {
      const box = button.getBoundingClientRect();
      const text = document.createRange();
      text.selectNodeContents(button);
      const words = text.getBoundingClientRect();
      const fits = words.left >= box.left - 1 && words.right <= box.right + 1 && button.scrollWidth <= button.clientWidth + 1;
      if (box.width > 0 && (!fits || leaves(box))) tell('button cut off', button);
    }
    for (const set of frame.querySelectorAll('.ac-actionSet')) {
      const tops = [...set.querySelectorAll('.ac-pushButton')].map((button) => Math.round(button.getBoundingClientRect().top));
      const most = Math.max(0, ...tops.map((top) => tops.filter((other) => other === top).length));
      if (most > 3) tell(most + ' buttons in a row', set);
    }
    for (const time of frame.querySelectorAll('input[type=time], input[type=date]')) {
      // What a browser needs for "00:00" with its symbol, or a whole date.
      const least = time.type === 'time' ? 84 : 118;
      if (time.getBoundingClientRect().width < least) tell('too narrow for its ' + time.type, time);
    }
  });
  return found;
}`;
