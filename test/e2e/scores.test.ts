import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { LANGUAGE_NAMES, type Language } from '../../src/words/language.ts';
import { say, type PlainKey } from '../../src/words/say.ts';
import { typedWord } from '../../src/words/typed-word.ts';
import { scoreCards } from '../support/other-cards.ts';
import { renderCards } from '../support/render-cards.ts';
import { demoProcess, type DemoProcess } from './demo-process.ts';
import { button, DOCS } from './desk-chat.ts';
import type { Playground } from './playground.ts';

const US = 'Contoso Corporation (US)';
/** Longer than any card, with what the page puts around it. */
const TALL = 3_000;
const PICTURES = join(DOCS, 'scores');

/** How a device shows them: all cards on a desktop, and those with the most on them on a phone. */
const DEVICES = [
  { device: 'wide', locale: 'en', width: 1_000, pictures: undefined },
  { device: 'phone', locale: 'de', width: 400, pictures: ['area', 'plan', 'customer', 'left'] },
] as const satisfies readonly {
  readonly device: string;
  readonly locale: Language;
  readonly width: number;
  readonly pictures: readonly string[] | undefined;
}[];

/** The Playground has no dark theme; Microsoft's renderer has, and draws the picture of who has no charts. */
it('draws the cards of a score in both themes at the width of a phone', async () => {
  await mkdir(PICTURES, { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), 'porter-cards-'));
  const faces = scoreCards();
  try {
    await renderCards(
      ['overview', 'area', 'plan', 'eligibility of one'].flatMap((face) => faces[face] ?? []),
      folder,
    );
    for (const theme of ['light', 'dark']) {
      await copyFile(join(folder, `${theme}-320.png`), join(PICTURES, `cards-${theme}.png`));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

describe.each(DEVICES)(
  'scores and associations, $device, in $locale',
  ({ device, locale, width, pictures }) => {
    let demo: DemoProcess;
    let dana: Playground;
    const said = (key: PlainKey) => say({ locale }, key);
    const word = (command: string) => typedWord(command, { locale });
    const isPictured = (name: string) => pictures === undefined || pictures.some((one) => one === name);
    /** The whole card, however long: nothing of the page lies over it then. */
    const picture = async (card: Locator, name: string) => {
      if (!isPictured(name)) return;
      const { page } = dana;
      await page.setViewportSize({ width, height: TALL });
      await card.scrollIntoViewIfNeeded();
      await card.screenshot({ path: join(PICTURES, `${device}-${name}.png`) });
      await page.setViewportSize({ width, height: 900 });
    };
    /** What is answered next. */
    const answer = async (text: string, kind: PlainKey) => {
      const before = await dana.cards.count();
      await dana.say(text);
      const card = dana.cards.nth(before);
      await card.waitFor({ timeout: 60_000 });
      expect((await card.innerText()).toLowerCase()).toContain(said(kind).toLowerCase());
      return card;
    };

    beforeAll(async () => {
      await mkdir(PICTURES, { recursive: true });
      demo = await demoProcess();
      dana = await demo.page(0, width);
      await dana.card('Welcome, Dana');
      if (locale === 'en') return;
      await dana.say('settings');
      const settings = await dana.card('What reaches you');
      await settings.getByRole('combobox', { name: 'Language' }).click();
      await dana.page.getByRole('option', { name: LANGUAGE_NAMES[locale] }).click();
      await dana.press(button(settings, 'Save'), said('settings.state.saved'));
    }, 240_000);
    afterAll(() => demo?.close(), 60_000);

    it('shows the overview, an area and why it is so', async () => {
      const overview = await answer(word('scores'), 'scores.kind');
      await picture(overview, 'overview');
      const area = await dana.press(button(overview, 'Modern Work'), said('names.metric.net-customer-adds'));
      await picture(area, 'area');
      if (!isPictured('why')) return;
      const why = await dana.press(button(area, said('planning.why.kind')), said('planning.why.plan'));
      await picture(why, 'why');
    }, 120_000);

    it('plans, and answers what would be, from sentences', async () => {
      const isEnglish = locale === 'en';
      const shortest = isEnglish
        ? 'what is the shortest way to 70 in modern work'
        : 'was ist der kürzeste Weg auf 70 in Modern Work';
      await picture(await answer(shortest, 'planning.plan.kind'), 'plan');
      const whatIf = isEnglish ? 'what if we add 1 customer' : 'was wäre, wenn wir 1 Kunden hinzufügen';
      const card = await answer(whatIf, 'planning.plan.kind');
      expect(await card.innerText()).toMatch(/67[.,]5/);
      await picture(card, 'what-if');
    }, 120_000);

    it.each(
      (
        [
          ['matrix', 'does PAL count for security', '', 'planning.eligibility.kind'],
          ['certificates', 'who is certified', '', 'people.kind'],
          [
            'customer',
            'who is partner of record for Adventure Works',
            'wer ist Partner of Record für Adventure Works',
            'associations.list.kind',
          ],
          ['pal', 'how do we set up PAL at Fourth Coffee', '', 'pal.kind'],
          ['portfolio', 'portfolio', '', 'portfolio.kind'],
          ['left', 'what are we missing', 'was entgeht uns', 'left.kind'],
          ['csp', 'csp', '', 'csp.kind'],
        ] as const
      ).filter(([name]) => isPictured(name)),
    )(
      'answers with the card of %s',
      async (name, english, german, kind) => {
        const card = await answer(locale === 'en' ? english : german, kind);
        if (name === 'portfolio') await dana.press(button(card, US), said('portfolio.left'));
        if (name === 'csp') await card.getByText(US).first().waitFor();
        if (name === 'left') await openedAt(card);
        await picture(card, name);
      },
      120_000,
    );

    /** The list of the location where there is something. */
    async function openedAt(card: Locator): Promise<void> {
      await card.getByText(said('left.month.open')).last().click();
      await card.getByText(said('left.intro')).waitFor();
      await card.getByText(US).first().waitFor();
    }
  },
);
