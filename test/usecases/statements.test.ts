import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MAX_FILE_BYTES } from '../../src/domain/files/kept-file.ts';
import type { Person } from '../../src/domain/memberships/person.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { FileChunkDocument, KeptFileDocument } from '../../src/usecases/files/documents.ts';
import { getStatement } from '../../src/usecases/statements/get.ts';
import { listStatements } from '../../src/usecases/statements/list.ts';
import { importing, removeFolders } from '../support/csv-folder.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { location } from '../support/referrals.ts';
import { contact, person, seedLocation } from '../support/seed.ts';

const us = PartnerId.parse('1001');
const fr = PartnerId.parse('1002');
/** At the first location an admin of both programmes, a statement admin, a member, and an admin of the other programme alone; an admin of the second. */
const [ADMIN, STATEMENTS, MEMBER, OTHER, FRENCH, STRANGER] = [1, 2, 3, 4, 5, 7];

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld();
  const { documents } = world.context;
  await seedLocation(documents, location({ partnerId: us, name: 'Contoso Corporation (US)' }), [
    contact(us, ADMIN, { role: 'program-admin' }),
    contact(us, ADMIN, { role: 'program-admin', program: 'CM' }),
    contact(us, STATEMENTS, { role: 'statement-admin' }),
    contact(us, MEMBER),
    contact(us, OTHER, { role: 'program-admin', program: 'CM' }),
  ]);
  await seedLocation(documents, location({ partnerId: fr, name: 'Contoso Corporation (FR)' }), [
    contact(fr, FRENCH, { role: 'program-admin' }),
  ]);
});
afterEach(() => world.close());
afterAll(removeFolders);

const HEADER = 'statementId,partnerId,program,period,file,total,currency';
const OCTOBER = 'S-10,1001,FRP,2026-10,october.csv,12.50,USD';
const files = (rows: readonly string[], more: { readonly [name: string]: string | Buffer } = {}) => ({
  'statements.csv': `${[HEADER, ...rows].join('\n')}\n`,
  'october.csv': 'line,amount\n1,12.50\n',
  ...more,
});

const somebody = (number: number) =>
  person(number, {
    standings: number === STRANGER ? [] : [{ partnerId: number === FRENCH ? fr : us, globalId: null }],
  });

let gets = 0;
async function got(number: number, asked: Parameters<typeof getStatement>[3] = { statementId: 'S-10' }) {
  const found = await getStatement(world.context, actorOf(number), somebody(number), asked, `get-${++gets}`);
  return found && (found.bytes?.toString() ?? 'no file');
}

async function keptFiles() {
  const names: string[] = [];
  for await (const { value } of world.context.documents.scan(KeptFileDocument, 'files'))
    names.push(value.name);
  return names;
}

describe('the import of statements', () => {
  it('keeps the file beside it, and the same again changes nothing', async () => {
    const first = await importing(world.store, files([OCTOBER]));
    const second = await importing(world.store, files([OCTOBER]));

    expect([first.counts, second.counts]).toEqual([
      { 'statements.csv': '1/0/0/0' },
      { 'statements.csv': '0/0/1/0' },
    ]);
    expect([...first.warnings, ...first.problems]).toEqual([]);
    expect(await got(ADMIN)).toBe('line,amount\n1,12.50\n');
    expect(await keptFiles()).toEqual(['october.csv']);
  });

  it('takes other bytes under the same name for a change, and lets the old ones go', async () => {
    await importing(world.store, files([OCTOBER]));
    const changed = await importing(world.store, files([OCTOBER], { 'october.csv': 'corrected' }));
    await world.runner.drain();

    expect(changed.counts).toEqual({ 'statements.csv': '0/1/0/0' });
    expect(await got(ADMIN)).toBe('corrected');
    expect(await keptFiles()).toEqual(['october.csv']);
  });

  it('lets the file go with the statement', async () => {
    await importing(world.store, files([OCTOBER]));
    const rows = `${HEADER},state\n${OCTOBER},removed\n`;
    await importing(world.store, { 'statements.csv': rows, 'october.csv': 'x' });
    await world.runner.drain();

    expect(await got(ADMIN)).toBeUndefined();
    expect(await keptFiles()).toEqual([]);
    for await (const chunk of world.context.documents.scan(FileChunkDocument, 'files')) {
      throw new Error(chunk.partition);
    }
  });

  it('completes what one that died in between has left without its file', async () => {
    await importing(world.store, files([OCTOBER]));
    for await (const { partition } of world.context.documents.scan(KeptFileDocument, 'files')) {
      const kept = await world.store.get(partition, 'file');
      await world.store.commit(partition, [{ op: 'delete', id: 'file', etag: kept?.etag ?? '' }]);
    }
    expect(await got(ADMIN)).toBe('no file');

    await importing(world.store, files([OCTOBER]));

    expect(await got(ADMIN)).toBe('line,amount\n1,12.50\n');
  });

  it('stores nothing when it is only tried', async () => {
    await importing(world.store, files([OCTOBER]), { dryRun: true });

    expect(await keptFiles()).toEqual([]);
  });

  it.each<[string, string, { readonly [name: string]: string | Buffer }, string]>([
    ['that is empty', 'empty.pdf', { 'empty.pdf': '' }, 'is an empty file'],
    ['that runs when it is opened', 'run.exe', { 'run.exe': 'x' }, 'must be a PDF, CSV or text file'],
    [
      'that is too large',
      'large.pdf',
      { 'large.pdf': Buffer.alloc(MAX_FILE_BYTES + 1) },
      `is over ${MAX_FILE_BYTES} bytes`,
    ],
  ])('refuses a file %s', async (_what, name, more, problem) => {
    const row = OCTOBER.replace('october.csv', name);

    const { problems, counts } = await importing(world.store, files([row], more));

    expect(problems).toEqual([`statements.csv:2 file: ${problem}`]);
    expect(counts).toEqual({});
  });

  it('takes a file of exactly the size that is kept, of several chunks', async () => {
    const row = OCTOBER.replace('october.csv', 'large.pdf');
    const large = Buffer.alloc(MAX_FILE_BYTES, 'x');
    await importing(world.store, files([row], { 'large.pdf': large }));

    expect((await got(ADMIN))?.length).toBe(MAX_FILE_BYTES);
  });
});

describe('a statement', () => {
  beforeEach(async () => {
    const november = 'S-11,1001,FRP,2026-11,october.csv,1,USD';
    await importing(world.store, files([OCTOBER, november, 'S-CM,1001,CM,2026-10,october.csv,1,EUR']));
  });

  it('is listed and got by whom it is for, and by nobody else', async () => {
    const listed = async (number: number, program: 'FRP' | 'CM') => {
      const list = await listStatements(world.context, somebody(number), { partnerId: us, program });
      return list?.statements.map(({ statementId }) => statementId);
    };

    expect(await listed(ADMIN, 'FRP')).toEqual(['S-11', 'S-10']);
    expect(await listed(ADMIN, 'CM')).toEqual(['S-CM']);
    expect(await listed(STATEMENTS, 'FRP')).toEqual(['S-11', 'S-10']);
    expect(await listed(OTHER, 'CM')).toEqual(['S-CM']);
    for (const [number, program] of [
      [STATEMENTS, 'CM'],
      [OTHER, 'FRP'],
      [MEMBER, 'FRP'],
      [FRENCH, 'FRP'],
      [STRANGER, 'FRP'],
    ] as const) {
      expect(await listed(number, program)).toBeUndefined();
      const statementId = program === 'CM' ? 'S-CM' : 'S-10';
      expect(await got(number, { statementId })).toBeUndefined();
      expect(await got(number, { statementId, partnerId: us })).toBeUndefined();
    }
  });

  it('is written down each time, also where it is refused to somebody of its location', async () => {
    await got(ADMIN);
    await got(ADMIN);
    await got(MEMBER);
    await got(STRANGER);
    await got(ADMIN, { statementId: 'S-99' });

    const rows = (await world.audits()).filter(({ action }) => action === 'statement.get');
    const written = rows.map(({ subject, outcome, actor }) => `${subject} ${outcome} ${actor}`);
    expect(written.toSorted()).toEqual([
      `S-10 done ${actorOf(ADMIN).aadObjectId}`,
      `S-10 done ${actorOf(ADMIN).aadObjectId}`,
      `S-10 refused ${actorOf(MEMBER).aadObjectId}`,
    ]);
  });

  it('that is asked for by the same press twice is written down once', async () => {
    for (let at = 0; at < 2; at++) {
      await getStatement(world.context, actorOf(ADMIN), somebody(ADMIN), { statementId: 'S-10' }, 'same');
    }

    expect((await world.audits()).filter(({ action }) => action === 'statement.get')).toHaveLength(1);
  });

  describe('where several can be meant', () => {
    const meant = async (asker: Partial<Person> = {}) => {
      const list = await listStatements(world.context, { ...somebody(ADMIN), ...asker }, undefined);
      expect(list?.choices.map(({ program }) => program)).toEqual(['FRP', 'CM']);
      return list?.membership.program;
    };

    it('is of the membership chosen last', async () => {
      expect(await meant({ lastMembership: { partnerId: us, program: 'CM' } })).toBe('CM');
    });

    it('is of any that has one, as long as none was chosen that may be read', async () => {
      expect(await meant()).toBe('FRP');
      expect(await meant({ lastMembership: { partnerId: fr, program: 'CM' } })).toBe('FRP');
      const removed = [OCTOBER, 'S-11,1001,FRP,2026-11,october.csv,1,USD'].map((row) => `${row},removed`);
      const statements = [`${HEADER},state`, ...removed].join('\n');
      await importing(world.store, { ...files([]), 'statements.csv': `${statements}\n` });
      expect(await meant()).toBe('CM');
      expect(await meant({ lastMembership: { partnerId: us, program: 'FRP' } })).toBe('FRP');
    });
  });
});
