import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GlobalId } from '../../src/domain/shared/ids.ts';
import { documentsOn } from '../../src/store/documents.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { accountView } from '../../src/usecases/scores/scoreboard.ts';
import { countingStore, nothingAsked } from '../counting-store.ts';
import { runImport, writeCsv, type Ran } from '../import-run.ts';
import { atMost, rounded, type Measure, type Stage } from '../measure.ts';
import { percentile } from '../stats.ts';

/** Fewer for a look: `PORTER_BENCH_ACCOUNTS=5000 npm run bench -- scores`. */
const ACCOUNTS = Number(process.env['PORTER_BENCH_ACCOUNTS'] ?? 100_000);
const SHOWN = 2_000;
const MAX_MB = 400;
const HEADER = 'globalId,asOf,area,track,metric,association,value';

/** One account's figures of a day: two areas of five metrics. */
const FIGURES = [
  ['modern-work', 'enterprise', 'net-customer-adds', 'cpor'],
  ['modern-work', 'enterprise', 'intermediate-certifications', ''],
  ['modern-work', 'enterprise', 'advanced-certifications', ''],
  ['modern-work', 'enterprise', 'usage-growth', 'dpor'],
  ['modern-work', 'enterprise', 'deployments', 'dpor'],
  ['infrastructure', '', 'net-customer-adds', 'pal'],
  ['infrastructure', '', 'intermediate-certifications', ''],
  ['infrastructure', '', 'advanced-certifications', ''],
  ['infrastructure', '', 'usage-growth', 'pal'],
  ['infrastructure', '', 'deployments', 'dpor'],
] as const;
const DAYS = ['2026-09-20', '2026-10-20'];
const ROWS = ACCOUNTS * FIGURES.length * DAYS.length;

export const scores: Stage = {
  name: 'scores',
  title: 'Scores',
  how: `${ACCOUNTS.toLocaleString('en')} global accounts of two areas on two days, ${ROWS.toLocaleString('en')} rows, imported by the real command into an empty embedded store; then once more with every value changed, which works out every score anew, and once more unchanged. Memory is the most that the process ever held (VmHWM). Then ${SHOWN.toLocaleString('en')} of them are looked up as a card does.`,
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'porter-bench-'));
    const data = join(folder, 'data');
    const importWith = async (more: number) =>
      runImport(
        await writeCsv(folder, 'metrics.csv', {
          header: HEADER,
          rows: ROWS,
          row: (index) => rowOf(index, more),
        }),
        data,
      );
    try {
      const first = await importWith(0);
      const changed = await importWith(1);
      const again = await importWith(1);
      return [...importMeasures(first, changed, again), await shown(data)];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function importMeasures(first: Ran, changed: Ran, again: Ran): readonly Measure[] {
  const accounts = `${ACCOUNTS.toLocaleString('en')} accounts`;
  const peak = Math.max(first.peak, changed.peak, again.peak);
  return [
    {
      id: 'scores.time',
      what: `${accounts} imported and scored`,
      figure: `${rounded(first.seconds)} s (all changed: ${rounded(changed.seconds)} s; unchanged: ${rounded(again.seconds)} s)`,
    },
    {
      id: 'scores.processor',
      what: `${accounts}, time of processor`,
      figure: `${rounded(first.processorSeconds)} s (all changed: ${rounded(changed.processorSeconds)} s; unchanged: ${rounded(again.processorSeconds)} s)`,
    },
    {
      id: 'scores.memory',
      what: `${accounts}, memory`,
      figure: `${rounded(first.peak)} MB (all changed: ${rounded(changed.peak)} MB; unchanged: ${rounded(again.peak)} MB)`,
      goal: atMost(peak, MAX_MB, ' MB'),
    },
  ];
}

async function shown(data: string): Promise<Measure> {
  const asked = nothingAsked();
  const store = countingStore(await openSqlite({ folder: data }), () => asked);
  const documents = documentsOn(store);
  const now = new Date('2026-11-24T12:00:00Z');
  const times: number[] = [];
  try {
    for (let index = 0; index < SHOWN; index++) {
      const globalId = accountOf(Math.floor((index * ACCOUNTS) / SHOWN));
      const startedAt = performance.now();
      await accountView(documents, globalId, now);
      times.push(performance.now() - startedAt);
    }
  } finally {
    await store.close();
  }
  const reads = (asked.gets + asked.queries) / SHOWN;
  return {
    id: 'scores.show',
    what: 'one of them shown',
    figure: `${rounded(percentile(times, 50))} ms (p99 ${rounded(percentile(times, 99))}); ${rounded(asked.gets / SHOWN)} point reads, ${rounded(asked.queries / SHOWN)} queries`,
    goal: { text: 'one point read', met: reads === 1 && asked.queries === 0 },
  };
}

function accountOf(index: number): GlobalId {
  return GlobalId.parse(String(1_000_000 + index));
}

/** An account's rows lie together, as an export of the programme's figures has them. */
function rowOf(index: number, more: number): string {
  const [area, track, metric, association] = FIGURES[index % FIGURES.length] ?? FIGURES[0];
  const place = Math.floor(index / FIGURES.length);
  const account = Math.floor(place / DAYS.length);
  return `${accountOf(account)},${DAYS[place % DAYS.length]},${area},${track},${metric},${association},${(account % 7) + more}`;
}
