import type { Documents } from '../../usecases/ports.ts';
import { instantOf, type Listed } from './listed.ts';
import { listJobs } from './resting-jobs.ts';
import { listNotices } from './resting-notices.ts';

const HEAD = ['KIND', 'STATE', 'DUE', 'TRIES', 'WHAT', 'WHY'] as const;
/** A long subject pushes its own reason to the right, not everybody's. */
const WIDEST = 60;

/** Everything that is not through: how many of each first, then a row each, in columns. */
export async function listing(documents: Documents): Promise<readonly string[]> {
  const all = [
    ...(await Array.fromAsync(listJobs(documents))),
    ...(await Array.fromAsync(listNotices(documents))),
  ];
  const summary = [`jobs: ${countsOf(all, 'job')}`, `notices: ${countsOf(all, 'notice')}`];
  return all.length === 0 ? summary : [...summary, '', ...inColumns([HEAD, ...all.map(cellsOf)])];
}

function countsOf(all: readonly Listed[], kind: Listed['kind']): string {
  const of = (state: Listed['state']) => all.filter((one) => one.kind === kind && one.state === state).length;
  const rest =
    kind === 'job'
      ? []
      : [`${of('uncertain')} perhaps delivered`, `${of('unreachable')} to people who cannot be reached`];
  return [`${of('waiting')} waiting`, ...rest, `${of('dead')} dead`].join(', ');
}

function cellsOf({ kind, state, due, attempts, what, why }: Listed): readonly string[] {
  return [kind, state, due === null ? '-' : instantOf(due), String(attempts), what, why];
}

function inColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = HEAD.map((_, at) => Math.min(WIDEST, Math.max(...rows.map((row) => row[at]?.length ?? 0))));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
