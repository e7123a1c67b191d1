import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { atLeast, atMost, rounded, type Measure, type Stage } from '../measure.ts';
import { ROOT } from '../rig.ts';

const CUSTOMERS = 200_000;
const USAGE = 1_000_000;

export const importing: Stage = {
  name: 'import',
  title: 'Import',
  how: 'The real command in a process of its own, checking and writing included, into an empty embedded store; then the same files once more, which changes nothing. Memory is the most that the process ever held (VmHWM).',
  async run() {
    const measures: Measure[] = [];
    for (const [file, header, rows, row] of [
      ['customers.csv', 'customerId,name,domain,country,language,industry,seats', CUSTOMERS, customerRow],
      ['usage.csv', 'customerId,target,date,partnerId,association,activeUsers,seats,acr', USAGE, usageRow],
    ] as const) {
      const folder = await mkdtemp(join(tmpdir(), 'porter-bench-'));
      try {
        const csv = join(folder, 'csv');
        await mkdir(csv);
        await pipeline(Readable.from(lines(header, rows, row)), createWriteStream(join(csv, file)));
        const first = await runImport(csv, join(folder, 'data'));
        const again = await runImport(csv, join(folder, 'data'));
        measures.push(...measuresOf(`${rows.toLocaleString('en')} rows of ${file}`, rows, first, again));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
    return measures;
  },
};

interface Ran {
  readonly seconds: number;
  /** The most it ever held, in MB. */
  readonly peak: number;
}

function measuresOf(what: string, rows: number, first: Ran, again: Ran): Measure[] {
  const peak = Math.max(first.peak, again.peak);
  return [
    {
      id: 'import.rate',
      what: `${what}, rows a second`,
      figure: `${rounded(rows / first.seconds)} (the same again: ${rounded(rows / again.seconds)})`,
      goal: atLeast(rows / first.seconds, 30_000),
    },
    {
      id: 'import.memory',
      what: `${what}, memory`,
      figure: `${rounded(peak)} MB`,
      goal: atMost(peak, 300, ' MB'),
    },
  ];
}

const Package = z.object({ scripts: z.object({ import: z.string() }) });

async function runImport(csv: string, data: string): Promise<Ran> {
  const { scripts } = Package.parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...scripts.import.split(' ').slice(1), csv], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', PORTER_DATA: data },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peak = 0;
  const look = async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1_024);
  };
  const timer = setInterval(() => void look(), 100);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(timer);
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  return { seconds: (performance.now() - startedAt) / 1_000, peak };
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

function customerId(index: number): string {
  return `cccccccc-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

function customerRow(index: number): string {
  return `${customerId(index)},Customer ${index},customer${index}.test,US,en,retail,${100 + (index % 5_000)}`;
}

/** Fifty rows a customer: five targets on ten days, as an export of the programme's figures has them. */
function usageRow(index: number): string {
  const target = ['teams', 'exchange', 'sharepoint', 'intune', 'viva-insights'][index % 5];
  const day = String(1 + (Math.floor(index / 5) % 10)).padStart(2, '0');
  return `${customerId(Math.floor(index / 50))},${target},2026-10-${day},10001,cpor,${index % 900},1000,`;
}
