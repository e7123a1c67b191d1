import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { durableCommit } from './disk.ts';
import type { Stage } from './measure.ts';
import { cost } from './measures/cost.ts';
import { events } from './measures/events.ts';
import { importing } from './measures/importing.ts';
import { instances } from './measures/instances.ts';
import { matching } from './measures/matching.ts';
import { memory } from './measures/memory.ts';
import { notices } from './measures/notices.ts';
import { reads } from './measures/reads.ts';
import { scores } from './measures/scores.ts';
import { sending } from './measures/sending.ts';
import { start } from './measures/start.ts';
import { turns } from './measures/turns.ts';
import { loadNow, report, section, type Ran } from './report.ts';
import { ROOT } from './rig.ts';

/** `npm run bench [-- STAGE …]`. All stages together write `docs/performance.md`; some of them only print. */
const STAGES: readonly Stage[] = [
  turns,
  start,
  memory,
  reads,
  matching,
  importing,
  scores,
  events,
  notices,
  instances,
  sending,
  cost,
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => STAGES.every((stage) => stage.name !== name));
if (unknown.length > 0) {
  console.error(
    `No such stage: ${unknown.join(', ')}. There are ${STAGES.map((stage) => stage.name).join(', ')}.`,
  );
  process.exit(1);
}

const startedAt = performance.now();
const load = loadNow();
const commit = await durableCommit();
const done: Ran[] = [];
for (const stage of STAGES) {
  if (asked.length > 0 && !asked.includes(stage.name)) continue;
  const ran = { stage, measures: await stage.run() };
  console.log(`${section(ran)}\n`);
  done.push(ran);
}
if (asked.length === 0) {
  const seconds = (performance.now() - startedAt) / 1_000;
  const file = join(ROOT, 'docs', 'performance.md');
  await writeFile(file, report(done, { load, commit }, seconds, new Date()));
  console.log(`Written: ${file}`);
}
process.exit(0);
