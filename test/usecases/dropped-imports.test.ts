import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DroppedImport, ImportOutcome } from '../../src/domain/imports/dropped.ts';
import { AuditDocument } from '../../src/usecases/audit.ts';
import { findKept, keepFile } from '../../src/usecases/files/keep.ts';
import {
  confirmImport,
  dropImport,
  findDropped,
  ownDropped,
} from '../../src/usecases/imports/dropped/drop.ts';
import type { ImportFiles } from '../../src/usecases/imports/dropped/import-files.ts';
import { runDropped } from '../../src/usecases/imports/dropped/run.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import { OperatorDocument } from '../../src/usecases/memberships/documents.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, remove, type Documents } from '../../src/usecases/ports.ts';
import { noon } from '../support/referrals.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { person } from '../support/seed.ts';

const [OPERATOR, OTHER] = [9, 8];
const OPERATORS = partitions.program('operators');
const fileId = 'f'.repeat(32);
const outcome: ImportOutcome = {
  counts: [{ file: 'partners.csv', created: 1, changed: 0, left: 0, removed: 0 }],
  problems: [],
  problemCount: 0,
  warnings: [],
};

let world: ReferralWorld;
let importId: string;
/** What was asked of the import, in order. */
let read: ('dry run' | 'import')[];

beforeEach(async () => {
  read = [];
  world = await referralWorld();
  for (const number of [OPERATOR, OTHER]) {
    const { tenantId, aadObjectId, personId } = person(number);
    const operator = { tenantId, aadObjectId, personId, name: `Operator ${number}`, email: '' };
    await world.context.documents.commit(OPERATORS, [
      create(OperatorDocument, `operator:${aadObjectId}`, operator),
    ]);
  }
  await keepFile(world.context, actorOf(OPERATOR), { fileId, name: 'new.zip', bytes: Buffer.from('x') });
  const files = [{ fileId, name: 'new.zip' }];
  ({ importId } = await dropImport(world.context, actorOf(OPERATOR), files, 'op-1'));
});
afterEach(() => world.close());

const imports: ImportFiles = (_files, { dryRun }) => {
  read.push(dryRun ? 'dry run' : 'import');
  return Promise.resolve(outcome);
};
const run = (importFiles = imports, context = world.context) =>
  runDropped(context, importFiles, { importId });
const confirm = (number = OPERATOR) => confirmImport(world.context, actorOf(number), importId);
async function stands(): Promise<DroppedImport | undefined> {
  return (await findDropped(world.context, importId))?.value;
}
/** Which version of the card its operator is to see. */
async function wanted(): Promise<number | undefined> {
  const told = await world.context.documents.get(
    NoticeDocument,
    partitions.person(person(OPERATOR).personId),
    `notice:import:${importId}`,
  );
  return told?.value.wanted;
}

/** A process whose commits to the imports go through so many times; then it is as if it had been killed. */
function killedAfter(commits: number) {
  const { documents } = world.context;
  let left = commits;
  const dying: Documents = {
    ...documents,
    commit: (partition, changes) =>
      left-- > 0 ? documents.commit(partition, changes) : Promise.reject(new Error('killed')),
  };
  return { ...world.context, documents: dying };
}

/** An import that waits until it is let go on. */
function slowly(): { readonly importFiles: ImportFiles; readonly begun: Promise<void>; goOn(): void } {
  const begun = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  return {
    begun: begun.promise,
    goOn: gate.resolve,
    async importFiles(files, options, progress) {
      begun.resolve();
      await gate.promise;
      return imports(files, options, progress);
    },
  };
}

describe('an import that an operator dropped', () => {
  it('is imported once, written down once, and its files go with the end', async () => {
    await run();
    expect(await stands()).toMatchObject({ state: 'checked', counts: outcome.counts });
    const pressed = await Promise.all([confirm(), confirm()]);
    expect(pressed.map((answer) => answer.ok && answer.value.state)).toEqual(['importing', 'importing']);
    await Promise.all([run(), run()]);
    await run();
    expect(read).toEqual(['dry run', 'import']);
    expect(await stands()).toMatchObject({ state: 'done', percent: 100, heldUntil: null });
    expect(await wanted()).toBe((await stands())?.version);
    expect(await findKept(world.context.documents, fileId)).toBeUndefined();
    const audits = await Array.fromAsync(world.context.documents.scan(AuditDocument, 'program'));
    expect(audits.map(({ value }) => value.action)).toEqual(['import.confirm']);
  });

  it('is nobody else’s, not another operator’s either, nor theirs once they are none', async () => {
    await run();
    expect(await confirm(OTHER)).toEqual({ ok: false, error: { code: 'forbidden' } });
    const { documents } = world.context;
    const entry = await documents.get(
      OperatorDocument,
      OPERATORS,
      `operator:${person(OPERATOR).aadObjectId}`,
    );
    if (entry !== undefined) await documents.commit(OPERATORS, [remove(entry)]);

    expect(await confirm()).toEqual({ ok: false, error: { code: 'forbidden' } });
    expect(await ownDropped(world.context, actorOf(OPERATOR), importId)).toMatchObject({ ok: false });
    const jobs = await Array.fromAsync(world.context.documents.scan(JobDocument, 'program'));
    expect(jobs.map(({ id }) => id)).toEqual([`job:import:${importId}:check`]);
    expect(await stands()).toMatchObject({ state: 'checked' });
  });

  it('is left to whoever has it in hand, and taken up again a minute after they fell silent', async () => {
    const slow = slowly();
    const first = run(slow.importFiles);
    await slow.begun;
    const until = new Date(noon.getTime() + 60_000);
    expect(await run()).toEqual({ again: until, is: 'late' });
    world.now = until;
    expect(await run()).toBe('done');
    await confirm();
    slow.goOn();
    await first;

    // The dry run of the one that was taken for dead is no import.
    expect(await stands()).toMatchObject({ state: 'importing' });
    await run();
    expect(read).toEqual(['dry run', 'dry run', 'import']);
    expect(await stands()).toMatchObject({ state: 'done' });
  });

  it('stays done where one that was taken for dead finds its files gone', async () => {
    await run();
    await confirm();
    const slow = slowly();
    const first = run(slow.importFiles);
    await slow.begun;
    world.now = new Date(noon.getTime() + 60_000);
    await run();
    slow.goOn();
    await first;
    expect(await stands()).toMatchObject({ state: 'done', problems: [] });
  });

  it.each([0, 1, 2, 3])('is told and tidied up when the process dies after %i commits', async (commits) => {
    await run();
    await confirm();
    await run(imports, killedAfter(commits)).catch(() => undefined);
    world.now = new Date(noon.getTime() + 60_000);
    await run();
    expect(await stands()).toMatchObject({ state: 'done' });
    expect(await wanted()).toBe((await stands())?.version);
    expect(await findKept(world.context.documents, fileId)).toBeUndefined();
    await run();
    expect(read.filter((what) => what === 'import').length).toBeLessThanOrEqual(2);
  });

  it('that fails can be tried again at once, so that each failure counts', async () => {
    const failing = () => Promise.reject(new Error('out of memory'));
    await expect(run(failing)).rejects.toThrow('out of memory');
    await expect(run(failing)).rejects.toThrow('out of memory');
    expect(await run()).toBe('done');
    expect(await stands()).toMatchObject({ state: 'checked' });
  });
});
