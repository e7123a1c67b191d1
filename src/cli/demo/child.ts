import { spawn } from 'node:child_process';

export interface Child {
  readonly name: string;
  /** Exit code, or null after a signal. */
  readonly ended: Promise<number | null>;
  /** What it wrote so far, the last of it. */
  output(): string;
  /** Asks it to end, and sees to it after some seconds. */
  stop(): Promise<void>;
}

const KEEP = 200_000;
const PATIENCE_MS = 10_000;

/** A process of the demo, quiet unless it fails. */
export function startChild(
  name: string,
  [file = '', ...args]: readonly string[],
  environment: NodeJS.ProcessEnv,
): Child {
  const child = spawn(file, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-KEEP);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.once('error', (error) => {
      keep(Buffer.from(error.message));
      resolve(127);
    });
  });
  return {
    name,
    ended,
    output: () => output,
    async stop() {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      await ended;
      clearTimeout(late);
    },
  };
}
