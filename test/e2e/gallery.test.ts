import { expect, it } from '@jest/globals';
import { galleryFaults, gallerySets } from '../support/gallery.ts';
import { drawn, withBrowser } from '../support/render-cards.ts';

/**
 * English and Arabic in each theme, for what axe finds, and each width once at least: sizes do not hang on colours. `npm run
 * cards` draws and measures all of them.
 */
const CASES = [
  ['en', 'light', 480],
  ['en', 'dark', 720],
  ['en', 'contrast', 480],
  ['de', 'light', 320],
  ['ar', 'light', 320],
  ['ar', 'dark', 480],
  ['ar', 'contrast', 720],
] as const;

it.each(CASES)(
  'every card can be read, and fits, in %s, %s, at %s px',
  async (language, theme, width) => {
    const faults = await withBrowser(async (browser) => {
      const found: string[] = [];
      for (const set of gallerySets(language)) {
        const cards = set.cards.map(({ card }) => card);
        const page = await drawn(browser, theme, width, cards, 1);
        found.push(...(await galleryFaults(page, set)).map((fault) => `${set.name}: ${fault}`));
        await page.close();
      }
      return found;
    });

    expect(faults).toEqual([]);
  },
  300_000,
);

/** The checks themselves. */
it('sees text that cannot be read, buttons in too long a row, and a time in too small a box', async () => {
  const time = { type: 'Input.Time', id: 'at', label: 'At' };
  const narrow = { type: 'Column', width: '60px', items: [time] };
  const actions = ['A', 'B', 'C', 'D'].map((title) => ({ type: 'Action.Submit', title }));
  const card = {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      { type: 'TextBlock', text: 'Approved', color: 'Good' },
      { type: 'ColumnSet', columns: [narrow] },
    ],
    actions,
  };

  const faults = await withBrowser(async (browser) =>
    galleryFaults(await drawn(browser, 'light', 480, [card], 1), {
      name: 'a set',
      cards: [{ name: 'bad', card }],
    }),
  );

  expect(faults.map((fault) => fault.split(' ').slice(1, 3).join(' '))).toEqual(
    expect.arrayContaining(['color-contrast 2.06', '4 buttons', 'too narrow']),
  );
});
