import { InvalidArgumentError, Option } from 'commander';
import { command, refuseArgument, runCommand } from './command.ts';
import { DEMO_FOLDER, takeGround } from './demo/ground.ts';
import { PEOPLE, type DemoPerson } from './demo/people.ts';

interface Options {
  readonly as: DemoPerson['role'];
  readonly port: number;
  readonly botPort: number;
  readonly data: string;
}

const asked = command(
  'demo',
  'Starts Porter with the sample organisation, and a page for each of four people.',
  [
    ['npm run demo', 'opens the page of the admin, and names the others'],
    ['npm run demo -- --as operator', 'opens the page of the operator'],
  ],
)
  .addOption(
    new Option('--as <PERSON>', 'whose page is opened: all four are there')
      .choices(PEOPLE.map(({ role }) => role))
      .default('admin'),
  )
  .option('--port <N>', 'the port of the first page; the other three follow it', port, 56_150)
  .option('--bot-port <N>', 'the port of Porter itself', port, 3_978)
  .option('--data <DIR>', 'the folder of the demo’s data, emptied at the start', DEMO_FOLDER)
  .action(async ({ as, port: first, botPort, data }: Options) => {
    const ports = PEOPLE.map((_, at) => first + at);
    if (ports.includes(botPort)) refuseArgument(asked, `--bot-port: ${botPort} is the port of a page.`);
    try {
      await takeGround({ ports: [...ports, botPort].map(String), folder: data });
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
      return;
    }
    const { runDemo } = await import('./demo/run-demo.ts');
    await runDemo({ as, ports, botPort, data });
  });
await runCommand(asked);

/** @throws InvalidArgumentError for what is no port with room for three more behind it */
function port(text: string): number {
  const number = Number(text);
  if (!/^\d{1,5}$/.test(text) || number < 1 || number > 65_532) {
    throw new InvalidArgumentError('It must be a number from 1 to 65532.');
  }
  return number;
}
