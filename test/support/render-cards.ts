import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { z } from 'zod';

/** What Chromium needs to run in a container, and to ask nothing of any network. */
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const THEMES = ['light', 'dark'] as const;
/**
 * Teams' themes. Its host configuration of high contrast is not published: this one is the dark one in the colours of Fluent's
 * `teamsHighContrastTheme`.
 */
export const ALL_THEMES = [...THEMES, 'contrast'] as const;
export type Theme = (typeof ALL_THEMES)[number];
/** A desktop chat and a phone, in CSS pixels. */
const WIDTHS = [480, 320] as const;

/**
 * Draws cards as PNG, `<folder>/<theme>-<width>.png` with all of them below each other: by Microsoft's renderer, in
 * Teams' own host configurations. Its fonts are those of this machine, which are wider than Teams'.
 */
export async function renderCards(cards: readonly object[], folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await withBrowser(async (browser) => {
    for (const theme of THEMES) {
      for (const width of WIDTHS) {
        const page = await drawn(browser, theme, width, cards);
        await page.screenshot({ path: join(folder, `${theme}-${width}.png`), fullPage: true });
        await page.close();
      }
    }
  });
}

/**
 * Draws cards as wide as a phone and measures every button, those of opened forms too.
 * @returns the title of each whose text does not fit its box, or whose box does not fit its card
 */
export function buttonsCutOff(cards: readonly object[], width: number): Promise<string[]> {
  return withBrowser(async (browser) => {
    const page = await drawn(browser, 'light', width, cards);
    return z.array(z.string()).parse(await page.evaluate(`(${MEASURE})()`));
  });
}

export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ARGS,
  });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** A page with the cards below each other. @param scale device pixels a CSS pixel */
export async function drawn(
  browser: Browser,
  theme: Theme,
  width: number,
  cards: readonly object[],
  scale = 2,
): Promise<Page> {
  const renderer = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');
  const page = await browser.newPage({
    viewport: { width: width + 32, height: 400 },
    deviceScaleFactor: scale,
  });
  await page.setContent(pageFor(theme, width));
  await page.addScriptTag({ path: renderer });
  const themed = cards.map((card) => themedFor(theme, card));
  await page.evaluate(`(${DRAW})(${JSON.stringify({ cards: themed, config: hostConfig(theme) })})`);
  return page;
}

/** A card with its pictures as Teams chooses them; the renderer knows one picture for all themes. */
function themedFor(theme: Theme, node: unknown): unknown {
  if (Array.isArray(node)) return node.map((child) => themedFor(theme, child));
  if (typeof node !== 'object' || node === null) return node;
  const own = Object.fromEntries(Object.entries(node).map(([key, child]) => [key, themedFor(theme, child)]));
  const { data: urls } = ThemedUrls.safeParse(own['themedUrls']);
  const url = urls?.find((one) => one.theme.toLowerCase() === theme)?.url;
  return url === undefined ? own : { ...own, url };
}

const ThemedUrls = z.array(z.object({ theme: z.string(), url: z.string() }));

function hostConfig(theme: Theme): unknown {
  return JSON.parse(readFileSync(new URL(`teams-host-config-${theme}.json`, import.meta.url), 'utf8'));
}

/** Grounds, text, links and the primary button of each theme. Source: Fluent UI, tokens of the Teams themes. */
const COLORS: { readonly [theme in Theme]: readonly [string, string, string, string, string, string] } = {
  light: ['#f5f5f5', '#fff', '#242424', '#6264a7', '#5b5fc7', '#fff'],
  dark: ['#1f1f1f', '#292929', '#fff', '#a6a7dc', '#5b5fc7', '#fff'],
  contrast: ['#000', '#000', '#fff', '#ffff00', '#1aebff', '#000'],
};

function pageFor(theme: Theme, width: number): string {
  const [page, card, text, link, primary, onPrimary] = COLORS[theme];
  return `<!doctype html><html lang="en"><title>Cards</title><meta charset="utf-8"><style>
    body { margin: 16px; background: ${page}; color: ${text}; font: 14px "Segoe UI", sans-serif; }
    .card { width: ${width}px; margin-bottom: 16px; background: ${card}; border-radius: 4px; overflow: hidden; }
    .ac-pushButton { font: 600 14px "Segoe UI", sans-serif; padding: 6px 14px; border-radius: 4px; border: 1px solid #8886;
      background: transparent; color: inherit; }
    .ac-pushButton.style-positive { background: ${primary}; color: ${onPrimary}; border-color: ${primary}; }
    .ac-container.ac-selectable, .ac-columnSet.ac-selectable { cursor: pointer; }
    p { margin: 0; } a { color: ${link}; }
    .card { outline: ${theme === 'contrast' ? '1px solid #fff' : 'none'}; }
    input, select, textarea { box-sizing: border-box; max-width: 100%; font: inherit; color: ${text}; background: ${page}; border: 1px solid #8886; }
  </style>`;
}

/** Runs in the page. Markdown as far as cards use it: escapes, bold, links and line breaks; what it does not know shows as it is. */
const DRAW = `({ cards, config }) => {
  const escape = (text) => text.replace(/[&<>]/g, (c) => '&#' + c.charCodeAt(0) + ';');
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    const html = escape(text)
      .replace(/\\\\([!-\\/:-@[-\`{-~])/g, (_, c) => '&#' + c.charCodeAt(0) + ';')
      .replace(/\\*\\*(.+?)\\*\\*/g, '<b>$1</b>')
      .replace(/\\[([^\\]]+)\\]\\((https?:[^)\\s]+)\\)/g, '<a href="$2">$1</a>')
      .replace(/\\n\\n/g, '<br>');
    result.outputHtml = '<p>' + html + '</p>';
    result.didProcess = true;
  };
  for (const json of cards) {
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = new AdaptiveCards.HostConfig(config);
    card.parse(json);
    const frame = document.createElement('div');
    frame.className = 'card';
    frame.lang = json.lang ?? 'en';
    frame.append(card.render());
    document.body.append(frame);
  }
}`;

/** Runs in the page, with every form opened, since its buttons are drawn only then. */
const MEASURE = `() => {
  const cut = new Set();
  const measure = () => {
    for (const button of document.querySelectorAll('.ac-pushButton')) {
      const box = button.getBoundingClientRect();
      if (box.width === 0) continue;
      const card = button.closest('.card').getBoundingClientRect();
      const text = document.createRange();
      text.selectNodeContents(button);
      const words = text.getBoundingClientRect();
      const fits = words.left >= box.left - 1 && words.right <= box.right + 1 &&
        button.scrollWidth <= button.clientWidth + 1 && box.right <= card.right + 1 && box.left >= card.left - 1;
      if (!fits) cut.add(button.textContent);
    }
  };
  measure();
  for (const button of [...document.querySelectorAll('.ac-pushButton.expandable')]) {
    button.click();
    measure();
  }
  return [...cut];
}`;

/** `node test/support/render-cards.ts FOLDER CARD.json …` */
if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder, ...files] = process.argv.slice(2);
  if (folder === undefined || files.length === 0) {
    console.error(`usage: ${basename(process.argv[1])} FOLDER CARD.json …`);
    process.exitCode = 1;
  } else {
    await renderCards(
      files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as object),
      folder,
    );
  }
}
