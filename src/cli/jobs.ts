import { Argument } from 'commander';
import { command, runCommand } from './command.ts';

await runCommand(
  command('jobs', 'Tells what waits and what gave up, and makes that due again.', [
    ['npm run jobs -- list', 'names every job and card that waits or gave up, and why'],
    ['npm run jobs -- retry', 'tries everything again that gave up'],
  ])
    .addArgument(new Argument('<list|retry>', 'what to do').choices(['list', 'retry']))
    .action(async (what: 'list' | 'retry') => {
      const { listOrRetry } = await import('./jobs/list-or-retry.ts');
      process.exitCode = await listOrRetry(what);
    }),
);
