/**
 * `npm run words`: writes `src/words/messages.ts`, the types of all keys and their arguments, from the English catalogue.
 * A test says when it is out of date.
 */
import { writeFileSync } from 'node:fs';
import { declarationOf } from './words/declaration.ts';
import { catalogueOf } from '../words/catalogue.ts';

const target = new URL('../words/messages.ts', import.meta.url);
writeFileSync(target, await declarationOf(catalogueOf('en')));
console.log(`${catalogueOf('en').size} messages`);
