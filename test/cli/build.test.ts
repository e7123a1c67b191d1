import { readdirSync } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bundle, bundledName, ENTRIES } from '../../src/cli/build/bundle.ts';
import { connectorServer } from '../support/connector-server.ts';
import { porterProcessAt, type PorterProcess } from '../support/porter-process.ts';
import { activity, csvOf, saidTo } from '../support/wire.ts';
import { messageFor } from '../../src/words/catalogue.ts';

// Below the project, since packages that stay apart are looked for from there upwards.
const TO = join('test-results', 'bundle');

const FIGURES = `globalId,asOf,area,track,metric,association,value
9000,2026-10-20,security,enterprise,net-customer-adds,,2
`;

describe('the bundle', () => {
  let porter: PorterProcess;

  beforeAll(async () => {
    await bundle(TO);
    porter = await porterProcessAt(await connectorServer(), undefined, TO);
    // Person 1 is at home in two accounts, so that `scores` asks which.
    const csv = csvOf([
      { partnerId: '1001', people: [1], admins: [1] },
      { partnerId: '1002', people: [1], admins: [1] },
    ]);
    const partners = csv['partners.csv']?.replace('1002,9000', '1002,9001') ?? '';
    await porter.import({ ...csv, 'partners.csv': partners, 'metrics.csv': FIGURES });
  }, 120_000);
  afterAll(async () => {
    await porter.close();
    await rm(TO, { recursive: true, force: true });
  });

  it('holds each entry, the words of every language, templates and knowledge, and no sources', () => {
    const files = readdirSync(TO, { recursive: true, encoding: 'utf8' });

    expect(ENTRIES.map(bundledName).filter((name) => !files.includes(name))).toEqual([]);
    expect(readdirSync(join(TO, 'words')).toSorted()).toEqual(
      readdirSync('src/words', { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .toSorted(),
    );
    expect(readdirSync(join(TO, 'cards'))).toEqual(readdirSync('cards'));
    expect(readdirSync(join(TO, 'knowledge'))).toEqual(readdirSync('knowledge'));
    expect(files.filter((name) => name.endsWith('.ts'))).toEqual([]);
  });

  it('runs a command', async () => {
    const listed = await porter.run('jobs', ['list']);

    expect(listed.code).toBe(0);
  });

  it('answers in the reader’s language, asks, and draws', async () => {
    await porter.start();
    const say = (text: string) => porter.post(activity(porter, 1, { text, locale: 'de-DE' }));

    await say('hi');
    await say('scores');
    await say('1');
    const [today, question, scores] = saidTo(porter, 1);

    expect(today).toContain(messageFor('de', 'today.nothing'));
    expect(question).toContain(messageFor('de', 'scores.choose.subject'));
    expect(scores).toContain('"lang":"de"');
  });

  it('looks its data file through in a thread', async () => {
    await porter.stop();
    const file = join(porter.folder, 'data', 'porter.db');
    const { size } = await stat(file);
    const handle = await open(file, 'r+');
    await handle.write(Buffer.alloc(12_288, 0xa5), 0, 12_288, Math.floor(size / 2 / 4_096) * 4_096);
    await handle.close();
    await porter.start();

    let answer = await porter.ready();
    for (; answer.status === 200; answer = await porter.ready()) await delay(50);

    expect(answer.body).toEqual({ status: 'unavailable', reason: 'damaged' });
  });
});
