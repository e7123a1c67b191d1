import { command, runCommand } from './command.ts';

await runCommand(
  command('build', 'Writes Porter as a container runs it: few files in place of many, which start faster.', [
    ['npm run build', 'writes dist/'],
  ])
    .option('--to <DIR>', 'another folder to write to; what is in it goes', 'dist')
    .action(async ({ to }: { to: string }) => {
      const { bundle } = await import('./build/bundle.ts');
      await bundle(to);
    }),
);
