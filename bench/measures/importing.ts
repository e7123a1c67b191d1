import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runImport, writeCsv, type Ran } from '../import-run.ts';
import { atLeast, atMost, rounded, type Measure, type Stage } from '../measure.ts';

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
        const csv = await writeCsv(folder, file, { header, rows, row });
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
