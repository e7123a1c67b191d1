import { writeFileSync } from 'node:fs';
import { catalogueOf } from '../words/catalogue.ts';
import { command, runCommand } from './command.ts';

/** A test says when what it writes is out of date. */
await runCommand(
  command('words', 'Writes src/words/messages.ts, the types of all messages, from the English ones.', [
    ['npm run words', ''],
  ]).action(async () => {
    const { declarationOf } = await import('./words/declaration.ts');
    const target = new URL('../words/messages.ts', import.meta.url);
    writeFileSync(target, await declarationOf(catalogueOf('en')));
    console.log(`${catalogueOf('en').size} messages`);
  }),
);
