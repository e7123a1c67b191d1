import { Command, CommanderError } from 'commander';

/** What a command ends with when its arguments are wrong. 1 is for what it was asked to do and could not. */
const WRONG_ARGUMENT = 2;

/**
 * A command of `npm run`, with its help.
 *
 * @param name as in `npm run <name>`
 * @param examples command lines, each with what it does
 */
export function command(
  name: string,
  purpose: string,
  examples: readonly (readonly [string, string])[],
): Command {
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, does]) => `  ${line.padEnd(width)}  ${does}`.trimEnd());
  return new Command(`npm run ${name} --`)
    .description(purpose)
    .helpOption('-h, --help', 'show this help')
    .addHelpText('after', `\nExamples:\n${lines.join('\n')}`)
    .showHelpAfterError(`See: npm run ${name} -- --help`)
    .exitOverride();
}

/**
 * Runs a command on the arguments of the process. Its action gives the exit code; after help it is 0, and after an argument
 * that is wrong or missing, which has been told by then, {@link WRONG_ARGUMENT}.
 */
export async function runCommand(asked: Command): Promise<void> {
  try {
    await asked.parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : WRONG_ARGUMENT;
  }
}

/** Ends a command because of an argument that can only be judged by looking. */
export function refuseArgument(asked: Command, sentence: string): never {
  asked.error(`error: ${sentence}`);
}
