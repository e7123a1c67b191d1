import { createRequire } from 'node:module';
import type * as Resvg from '@resvg/resvg-js';
import { remembered } from '../../words/remembered.ts';
import { palettePng } from './palette-png.ts';

const require = createRequire(import.meta.url);
const FONT = require.resolve('@expo-google-fonts/open-sans/600SemiBold/OpenSans_600SemiBold.ttf');
/** Between a plain screen and one of two pixels a CSS pixel, at half the bytes of the latter. */
const ZOOM = 1.5;

let library: typeof Resvg | undefined;

/**
 * An SVG as a PNG in a `data:` URI, which travels inside the card. Its font comes along with Porter, so that it looks the
 * same on every machine. The library is loaded with the first picture: a start needs none.
 */
export const draw = remembered((svg) => {
  // `require` knows nothing of types; this is what the package declares for itself.
  library ??= require('@resvg/resvg-js') as typeof Resvg;
  const font = { loadSystemFonts: false, fontFiles: [FONT], defaultFontFamily: 'Open Sans' };
  const { width, height, pixels } = new library.Resvg(svg, {
    fitTo: { mode: 'zoom', value: ZOOM },
    font,
  }).render();
  return `data:image/png;base64,${palettePng({ width, height, pixels }).toString('base64')}`;
});
