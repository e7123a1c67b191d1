import { cpus, loadavg, totalmem } from 'node:os';
import { COSTS } from './costs.ts';
import { rounded, type Measure, type Stage } from './measure.ts';

/** A stage that has run. */
export interface Ran {
  readonly stage: Stage;
  readonly measures: readonly Measure[];
}

/** What the figures hang on besides the code. */
export interface Machine {
  /** Processes that ran or waited to run when the bench began; above 1 others were at work. */
  readonly load: number;
  /** Of a durable commit, in ms. */
  readonly commit: { readonly median: number; readonly p99: number };
}

export function loadNow(): number {
  return loadavg()[0] ?? 0;
}

/** `docs/performance.md`, whole. */
export function report(stages: readonly Ran[], on: Machine, seconds: number, now: Date): string {
  const measures = stages.flatMap((ran) => ran.measures);
  const goals = measures.flatMap((measure) => measure.goal ?? []);
  const missed = measures.filter((measure) => measure.goal?.met === false);
  return `${[
    '# Performance',
    'Made by `npm run bench`; do not edit. Figures are medians of rounds that took turns, and ratios hold better than figures: they are of rounds run beside each other on the same machine.',
    machine(on, seconds, now),
    `Goals met: ${goals.filter((goal) => goal.met).length} of ${goals.length}.`,
    ...stages.map(section),
    ...(missed.length === 0 ? [] : ['## Missed, and what costs the time', missed.map(explained).join('\n')]),
  ].join('\n\n')}\n`;
}

/** One stage as a table. */
export function section({ stage, measures }: Ran): string {
  return [
    `## ${stage.title}`,
    stage.how,
    table([
      ['measure', 'figure', 'goal', ''],
      ...measures.map(({ what, figure, goal }) => [
        what,
        figure,
        goal?.text ?? '',
        goal === undefined ? '' : goal.met ? 'met' : '**missed**',
      ]),
    ]),
  ].join('\n\n');
}

function explained({ id, what, figure, goal }: Measure): string {
  return `- ${what}: ${figure}, the goal is ${goal?.text ?? ''}. ${COSTS[id] ?? 'Not looked into yet.'}`;
}

function machine({ load, commit }: Machine, seconds: number, now: Date): string {
  const [cpu, ...others] = cpus();
  return table([
    ['machine', ''],
    ['processor', `${others.length + 1} × ${cpu?.model.trim() ?? 'unknown'}`],
    ['memory', `${Math.round(totalmem() / 2 ** 30)} GiB`],
    ['Node', `${process.version}, ${process.platform} ${process.arch}`],
    ['disk', `a durable commit takes ${rounded(commit.median)} ms (p99 ${rounded(commit.p99)})`],
    ['load average when it began', rounded(load)],
    ['measured', `${now.toISOString().slice(0, 10)}, in ${Math.round(seconds / 60)} minutes`],
  ]);
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
