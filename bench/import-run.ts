import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { processorSeconds } from './processor-seconds.ts';
import { ROOT } from './rig.ts';

export interface Ran {
  readonly seconds: number;
  /** Of processor, in all its threads: what it takes on a machine that others use too. */
  readonly processorSeconds: number;
  /** The most it ever held, in MB. */
  readonly peak: number;
}

/** Writes a CSV file of many rows into a folder of its own below `folder`. @returns that folder */
export async function writeCsv(
  folder: string,
  file: string,
  {
    header,
    rows,
    row,
  }: { readonly header: string; readonly rows: number; readonly row: (index: number) => string },
): Promise<string> {
  const csv = join(folder, 'csv');
  await mkdir(csv, { recursive: true });
  await pipeline(Readable.from(lines(header, rows, row)), createWriteStream(join(csv, file)));
  return csv;
}

const Package = z.object({ scripts: z.object({ import: z.string() }) });

/** The real command in a process of its own. */
export async function runImport(csv: string, data: string): Promise<Ran> {
  const { scripts } = Package.parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...scripts.import.split(' ').slice(1), csv], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', PORTER_DATA: data },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peak = 0;
  let worked = 0;
  const look = async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1_024);
    worked = Math.max(worked, await processorSeconds(child.pid));
  };
  const timer = setInterval(() => void look(), 100);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(timer);
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  return { seconds: (performance.now() - startedAt) / 1_000, processorSeconds: worked, peak };
}

function* lines(header: string, rows: number, row: (index: number) => string): Generator<string> {
  let text = `${header}\n`;
  for (let index = 0; index < rows; index++) {
    text += `${row(index)}\n`;
    if (text.length < 65_536) continue;
    yield text;
    text = '';
  }
  yield text;
}
