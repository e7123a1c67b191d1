import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../folders.ts';

/** What a demo needs for itself. */
export interface Ground {
  readonly ports: readonly string[];
  readonly folder: string;
}

/** Where the demo keeps its data unless told otherwise; releases before the mark put no mark there. */
export const DEMO_FOLDER = '.data-demo';
/** Says that a demo made the folder, and which process has it now. */
const MARK = 'demo.json';
const Mark = z.object({ pid: z.int().positive() });
const Coded = z.looseObject({ code: z.string() });

/**
 * Makes the folder the demo's own and empties it. Before anything is touched it is seen that the ports are free, that the
 * folder can be written, that no running demo has it, and that it is not somebody's store.
 *
 * @throws Error that says in one line what is in the way, and what to do
 */
export async function takeGround({ ports, folder }: Ground): Promise<void> {
  for (const port of ports) {
    if (!(await isFree(Number(port)))) {
      throw new Error(
        `Port ${port} is in use, perhaps by another demo. End it, or choose others: npm run demo -- --port 56160 --bot-port 3979 --data ${DEMO_FOLDER}-2`,
      );
    }
  }
  const names = await namesIn(folder);
  const mark = names.includes(MARK) ? await markIn(folder) : undefined;
  if (mark !== undefined && isRunning(mark.pid)) {
    throw new Error(
      `The folder ${folder} is in use by another demo (process ${mark.pid}). End it, or choose another: --data ${folder}-2`,
    );
  }
  if (names.length > 0 && !names.includes(MARK) && folder !== DEMO_FOLDER) {
    throw new Error(
      `The folder ${folder} holds what no demo has made. Choose an empty one: --data ${folder}-demo`,
    );
  }
  await writing(folder, () => writeFile(join(folder, MARK), JSON.stringify({ pid: process.pid })));
  for (const name of names.filter((one) => one !== MARK)) {
    await writing(folder, () => rm(join(folder, name), { recursive: true, force: true }));
  }
}

/** The names in a folder, which is made if it is missing. */
function namesIn(folder: string): Promise<readonly string[]> {
  return writing(folder, async () => {
    await makeFolder(folder);
    return readdir(folder);
  });
}

/** @returns undefined for a mark that cannot be read: whoever wrote it is long gone */
async function markIn(folder: string): Promise<z.infer<typeof Mark> | undefined> {
  const text = await readFile(join(folder, MARK), 'utf8');
  try {
    return Mark.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function writing<T>(folder: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const coded = Coded.safeParse(error);
    if (!coded.success) throw error;
    throw new Error(
      `The folder ${folder} cannot be written (${coded.data.code}). Choose another: --data FOLDER`,
      { cause: error },
    );
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Whose process it is does not matter, only that it is there.
    return Coded.safeParse(error).data?.code === 'EPERM';
  }
}

/** Whether nobody listens there, neither at the loopback address nor at all of them. */
async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, undefined));
}

function canListen(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host }, () => server.close(() => resolve(true)));
  });
}
