/** `npm run cards [-- FOLDER]`: every card and state in Teams' themes, widths and three languages as PNG, and what is wrong. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GALLERY_LANGUAGES, GALLERY_WIDTHS, galleryFaults, gallerySets } from './gallery.ts';
import { ALL_THEMES, drawn, withBrowser } from './render-cards.ts';

const folder = process.argv[2] ?? 'test-results/cards';
const only = process.argv[3];
mkdirSync(folder, { recursive: true });
const pictures: string[] = [];
let faults = 0;

await withBrowser(async (browser) => {
  for (const language of GALLERY_LANGUAGES) {
    for (const set of gallerySets(language)) {
      if (only !== undefined && set.name !== only) continue;
      for (const theme of ALL_THEMES) {
        for (const width of GALLERY_WIDTHS) {
          const page = await drawn(
            browser,
            theme,
            width,
            set.cards.map(({ card }) => card),
            1,
          );
          const name = `${set.name.replaceAll(' ', '-')}-${language}-${theme}-${width}`;
          await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
          pictures.push(name);
          for (const fault of await galleryFaults(page, set)) {
            faults++;
            console.log(`${name}: ${fault}`);
          }
          await page.close();
        }
      }
    }
  }
});
const figures = pictures.map((name) => `<h2>${name}</h2><img src="${name}.png" alt="${name}">`);
writeFileSync(
  join(folder, 'index.html'),
  `<!doctype html><meta charset="utf-8"><title>Cards</title>${figures.join('')}`,
);
console.log(`${pictures.length} pictures in ${folder}, ${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;
