import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCsv } from '../../src/cli/import/read-csv.ts';
import type { Batch, Write } from '../../src/store/document-store.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { hashOf } from '../../src/usecases/hash-of.ts';
import { runImport, writeCsv, type Ran } from '../import-run.ts';
import { atLeast, atMost, rounded, type Measure, type Stage } from '../measure.ts';

const CUSTOMERS = 200_000;
const CUSTOMERS_A_SECOND = 60_000;
const USAGE_A_SECOND = 30_000;
const USAGE = 1_000_000;

export const importing: Stage = {
  name: 'import',
  title: 'Import',
  how: 'The real command in a process of its own, checking and writing included, into an empty embedded store; then the same files once more, which changes nothing. The floor is what no import can do without: the file parsed once, and its documents (a customer and where its name is found) made durable in the same groups, nothing checked and nothing looked up. Memory is the most that the process ever held (VmHWM).',
  async run() {
    const measures: Measure[] = [];
    for (const [file, header, rows, row, goal] of [
      [
        'customers.csv',
        'customerId,name,domain,country,language,industry,seats',
        CUSTOMERS,
        customerRow,
        CUSTOMERS_A_SECOND,
      ],
      [
        'usage.csv',
        'customerId,target,date,partnerId,association,activeUsers,seats,acr',
        USAGE,
        usageRow,
        USAGE_A_SECOND,
      ],
    ] as const) {
      const folder = await mkdtemp(join(tmpdir(), 'porter-bench-'));
      try {
        const csv = await writeCsv(folder, file, { header, rows, row });
        const first = await runImport(csv, join(folder, 'data'));
        const again = await runImport(csv, join(folder, 'data'));
        const what = `${rows.toLocaleString('en')} rows of ${file}`;
        measures.push(...measuresOf(what, rows, { first, again, goal }));
        if (file === 'customers.csv') measures.push(await floorOf(what, join(csv, file), folder, rows));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
    return measures;
  },
};

function measuresOf(
  what: string,
  rows: number,
  { first, again, goal }: { readonly first: Ran; readonly again: Ran; readonly goal: number },
): Measure[] {
  const peak = Math.max(first.peak, again.peak);
  return [
    {
      id: 'import.rate',
      what: `${what}, rows a second`,
      figure: `${rounded(rows / first.seconds)} (the same again: ${rounded(rows / again.seconds)}); ${rounded((1e6 * first.processorSeconds) / rows)} µs of processor a row`,
      goal: atLeast(rows / first.seconds, goal),
    },
    {
      id: 'import.memory',
      what: `${what}, memory`,
      figure: `${rounded(peak)} MB`,
      goal: atMost(peak, 300, ' MB'),
    },
  ];
}

/** The file parsed once, and the documents that its rows make committed. */
async function floorOf(what: string, path: string, folder: string, rows: number): Promise<Measure> {
  const store = await openSqlite({ folder: join(folder, 'floor') });
  const startedAt = performance.now();
  const { user, system } = process.cpuUsage();
  async function* batches(): AsyncGenerator<Batch> {
    for await (const records of readCsv(path, () => undefined)) {
      for (const record of records) {
        if ('problem' in record) throw new Error(record.problem);
        const [id = '', name = '', ...rest] = record.cells;
        const pointer = hashOf(name.toLowerCase());
        yield {
          partition: `pointers/customer-name:${pointer}`,
          writes: [created(id, 'pointer', { to: id })],
        };
        yield {
          partition: `customers/${id}`,
          writes: [created('customer', 'customer', { customerId: id, name, rest, imported: { name, rest } })],
        };
      }
    }
  }
  for await (const outcome of store.commitMany(batches())) if (!outcome.ok) throw outcome.error;
  const seconds = (performance.now() - startedAt) / 1_000;
  const used = process.cpuUsage({ user, system });
  await store.close();
  return {
    id: 'import.floor',
    what: `floor: ${what} parsed and committed, rows a second`,
    figure: `${rounded(rows / seconds)}; ${rounded((used.user + used.system) / rows)} µs of processor a row`,
  };
}

function created(id: string, kind: string, body: object): Write {
  return { op: 'create', id, kind, body: { v: 1, ...body } };
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
