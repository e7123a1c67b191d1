import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_POLICY } from '../../src/domain/referrals/policy.ts';
import type { ReferralReceived } from '../../src/domain/events/referral-received.ts';
import { documentsOn } from '../../src/store/documents.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Context } from '../../src/usecases/context.ts';
import { createQueues } from '../../src/usecases/decide-again.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { remove } from '../../src/usecases/ports.ts';
import { matchPart } from '../../src/usecases/referrals/match.ts';
import { receiveReferral } from '../../src/usecases/referrals/receive.ts';
import { countingStore, nothingAsked, type Asked } from '../counting-store.ts';
import { addLocations, receivedOf, type Asking } from '../directory.ts';
import { rounded, type Measure, type Stage } from '../measure.ts';
import { median, percentile } from '../stats.ts';
import { numbers } from '../world.ts';

const SIZES = [1_000, 10_000, 100_000];
const REFERRALS = 200;
/** However many locations there are: a few pages of candidates, and what a match reads besides. */
const MAX_DOCUMENTS = 200;

interface Matched {
  readonly ms: number;
  /** What the processor worked for it: the same on a machine that others use as well. */
  readonly cpuMs: number;
  readonly asked: Asked;
}

export const matching: Stage = {
  name: 'matching',
  title: 'Matching one referral',
  how: `The matching job alone, on the embedded store: choose, reserve, offer (two durable commits). All locations serve one country, 2 of 12 languages each, 3 of 15 industries or all, 6 of 19 workloads; ${REFERRALS} referrals ask for 2 workloads each, ${REFERRALS / 10} for 5 workloads (which hardly any location covers alone, so that they are split), and ${REFERRALS / 10} are too small for everybody, which is the longest walk.`,
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'porter-bench-'));
    let asked = nothingAsked();
    const store = countingStore(await openSqlite({ folder }), () => asked);
    const documents = documentsOn(store);
    const clock = { now: () => new Date() };
    const context: Context = { documents, clock, queues: createQueues(), policy: DEFAULT_POLICY };

    const matchOne = async (received: ReferralReceived): Promise<Matched> => {
      await receiveReferral(context, received);
      const { referralId } = received;
      const job = await documents.get(JobDocument, partitions.referral(referralId), 'job:match:1:1');
      if (job === undefined) throw new Error(`${referralId} has no job`);
      asked = nothingAsked();
      const startedAt = performance.now();
      const worked = process.cpuUsage();
      await matchPart(context, { referralId, part: 1 }, { job, done: remove(job) });
      const { user, system } = process.cpuUsage(worked);
      return { ms: performance.now() - startedAt, cpuMs: (user + system) / 1_000, asked };
    };

    const measures: Measure[] = [];
    let there = 0;
    try {
      for (const size of SIZES) {
        await addLocations(store, there + 1, size);
        const matched: { readonly [asking in Asking]: Matched[] } = { usual: [], split: [], nobody: [] };
        for (const number of numbers(REFERRALS)) {
          matched.usual.push(await matchOne(receivedOf(size + number, 'usual')));
          if (number % 10 > 0) continue;
          matched.split.push(await matchOne(receivedOf(size + number, 'split')));
          matched.nobody.push(await matchOne(receivedOf(size + number, 'nobody')));
        }
        measures.push(measureOf(size, matched));
        there = size;
      }
      return measures;
    } finally {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function measureOf(size: number, matched: { readonly [asking in Asking]: readonly Matched[] }): Measure {
  const ms = (asking: Asking) => matched[asking].map((match) => match.ms);
  const asked = Object.values(matched).flatMap((matches) => matches.map((match) => match.asked));
  const documents = Math.max(...asked.map(({ rows, gets }) => rows + gets));
  return {
    id: 'matching',
    what: `among ${size.toLocaleString('en')} locations`,
    figure:
      `${rounded(median(ms('usual')))} ms (p99 ${rounded(percentile(ms('usual'), 99))}, ` +
      `${rounded(median(matched.usual.map(({ cpuMs }) => cpuMs)))} of them the processor’s); split: ` +
      `${rounded(median(ms('split')))} ms; nobody found: ${rounded(median(ms('nobody')))} ms; ` +
      `at most ${documents} documents read`,
    goal: {
      text: `no scan: at most ${MAX_DOCUMENTS} documents`,
      met: documents <= MAX_DOCUMENTS && asked.every(({ across }) => across === 0),
    },
  };
}
