import { expect, it } from '@jest/globals';
import { join } from 'node:path';
import { createRegistry } from '../../src/capabilities.ts';
import { openStore } from '../../src/store/open-store.ts';
import { folderOf, importing, removeFolders } from '../support/csv-folder.ts';
import { crawl, type Presser } from '../support/odd/crawl.ts';
import { oddEvents } from '../support/odd/events.ts';
import { oddFiles, withoutRows } from '../support/odd/files.ts';
import { porterProcess } from '../support/porter-process.ts';
import { figures, seeded } from './world.ts';

const SEED = Number(process.env['PORTER_ODD_SEED'] ?? 1);
const SEEDS = Number(process.env['PORTER_ODD_SEEDS'] ?? 3);
const PRESSES = 300;
/** Of the cells that may be odd. */
const SHARE = 0.15;
/** Rows that are wrong only beside others show when those are gone. */
const MAX_ROUNDS = 8;

const [CONTOSO, FABRIKAM, PROGRAMME] = [
  '11111111-1111-4111-8111-111111111111',
  '44444444-4444-4444-8444-444444444441',
  '99999999-9999-4999-8999-999999999991',
];
/** Of the sample: an admin of several locations, an accountant, an admin elsewhere, an operator. */
const PRESSERS: readonly Presser[] = [
  { tenantId: CONTOSO, aadObjectId: person(30), locale: 'en-GB', timeZone: 'Etc/GMT+12' },
  { tenantId: CONTOSO, aadObjectId: person(32), locale: 'th-TH', timeZone: 'Asia/Kathmandu' },
  { tenantId: FABRIKAM, aadObjectId: person(40), locale: 'ar-SA', timeZone: 'no such zone' },
  { tenantId: PROGRAMME, aadObjectId: person(50), locale: 'ja-JP', timeZone: 'Pacific/Kiritimati' },
];
const SENTENCES = [
  'scores modern work',
  'scores security',
  'does PAL count for security?',
  'left on the table',
  'what would bring us to 70',
  'claims approved',
  'customer Tailspin',
];

it.each(Array.from({ length: SEEDS }, (_none, number) => SEED + number))(
  'answers every word and button over odd data with a sound card, in time (seed %s)',
  async (seed) => {
    const porter = await porterProcess();
    const faults: string[] = [];
    try {
      await importOdd(join(porter.folder, 'data'), seed);
      await porter.start({
        PORTER_NOTIFY_RATE: '2000',
        PORTER_TENANTS: [CONTOSO, FABRIKAM, PROGRAMME].join(','),
        LOG_LEVEL: 'error',
      });
      for (const event of oddEvents()) {
        const { status, body } = await porter.events(event);
        if (status !== 202) faults.push(`${status} ${JSON.stringify(body)}: ${JSON.stringify(event)}`);
      }
      await porter.idle();
      for (const presser of PRESSERS) {
        const { answers, slowest, ...found } = await crawl(porter, presser, words(), PRESSES);
        figures(`odd data, seed ${seed}`, { reads: presser.locale, answers, ...slowest });
        faults.push(...found.faults);
      }
      await porter.idle();
      const { body } = await porter.ready();
      if (body.dead !== 0) faults.push(`${body.dead} jobs ended with the dead`);
      const code = await porter.stop();
      if (code !== 0) faults.push(`ended with ${code}`);
      faults.push(
        ...porter
          .output()
          .split('\n')
          .filter((line) => /"level":[56]0/.test(line)),
      );
    } finally {
      await porter.close();
      removeFolders();
    }
    expect(faults).toEqual([]);
  },
  1_200_000,
);

function person(number: number): string {
  return `33333333-3333-4333-8333-3333333333${number}`;
}

/** The first word of each command, and some sentences. */
function words(): readonly string[] {
  const { commands } = createRegistry(() => Promise.reject(new Error('no card is seen again')));
  return [...commands.map((command) => command.words[0] ?? ''), ...SENTENCES];
}

/** Imports the sample with odd cells, without the rows that the import refuses for them. */
async function importOdd(data: string, seed: number): Promise<void> {
  let files = oddFiles('sample', seeded(seed), SHARE);
  const store = await openStore({ engine: 'sqlite', folder: data });
  try {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const { problems } = await importing(store, folderOf(files), { now: new Date() });
      if (problems.length === 0) return;
      files = withoutRows(files, problems);
    }
    throw new Error('rows are refused again and again');
  } finally {
    await store.close();
  }
}
