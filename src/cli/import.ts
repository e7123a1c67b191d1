import { command, refuseArgument, runCommand } from './command.ts';
import { cannotRead } from './folders.ts';
import type { ImportFlags } from './import/import-folder.ts';

const asked = command('import', 'Reads the CSV files of a folder into the store, also while the bot runs.', [
  ['npm run import -- sample', 'imports the sample organisation'],
  ['npm run import -- data --dry-run', 'only tells what it would change'],
])
  .argument('<DIR>', 'the folder; of partners.csv, contacts.csv and the others whatever is there is read')
  .option('--dry-run', 'store nothing, and count what would be created, changed, left and removed')
  .option('--baseline', 'take other DPOR partners as they stand: nobody is told of a change')
  .action(async (folder: string, flags: ImportFlags) => {
    const fault = await cannotRead(folder);
    if (fault !== undefined) refuseArgument(asked, fault);
    const { importFolder } = await import('./import/import-folder.ts');
    process.exitCode = await importFolder(folder, flags);
  });
await runCommand(asked);
