import { command, refuseArgument, runCommand } from './command.ts';
import { cannotWrite } from './folders.ts';

const asked = command('export', 'Writes the store as CSV, also while the bot runs.', [
  ['npm run export -- out', 'writes referrals.csv, claims.csv and the others to the folder out'],
])
  .argument('<DIR>', 'the folder to write to, made if it is missing; files of an earlier export are replaced')
  .action(async (folder: string) => {
    const fault = await cannotWrite(folder);
    if (fault !== undefined) refuseArgument(asked, fault);
    const { exportFolder } = await import('./export/export-folder.ts');
    process.exitCode = await exportFolder(folder);
  });
await runCommand(asked);
