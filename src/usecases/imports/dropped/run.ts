import { afterReading, type DroppedImport, type ImportOutcome } from '../../../domain/imports/dropped.ts';
import type { Context } from '../../context.ts';
import { decideAgain } from '../../decide-again.ts';
import { dropFile, readKept } from '../../files/keep.ts';
import type { JobOutcome } from '../../jobs.ts';
import { notify } from '../../notices/notify.ts';
import { partitions } from '../../partitions.ts';
import { changedDropped, findDropped } from './drop.ts';
import type { ImportFiles } from './import-files.ts';

const IMPORTS = partitions.program('imports');
/** A process that says nothing for so long has died: another one takes it up. */
const HELD_MS = 60_000;
/** The card is brought up to date at most this often. */
const TOLD_MS = 3_000;

/**
 * Reads dropped files, or imports them, and tells the operator how far it is and what it came to. One process at a time; after
 * a death it begins anew, which completes what was begun.
 */
export async function runDropped(
  context: Context,
  importFiles: ImportFiles,
  { importId }: { readonly importId: string },
): Promise<JobOutcome> {
  const stored = await findDropped(context, importId);
  if (stored === undefined) return 'done';
  const { state, heldUntil, files } = stored.value;
  if (state !== 'checking' && state !== 'importing') return 'done';
  if (heldUntil !== null && heldUntil > context.clock.now()) return { again: heldUntil, is: 'late' };
  await changed(context, importId, (dropped) => dropped, true);
  const kept = await Promise.all(files.map(({ fileId }) => readKept(context.documents, fileId)));
  const found = kept.flatMap((one, at) =>
    one === undefined ? [] : [{ name: files[at]?.name ?? one.file.name, bytes: one.bytes }],
  );
  const outcome =
    found.length < files.length
      ? GONE
      : await importFiles(found, { dryRun: state === 'checking' }, telling(context, importId));
  const done = await changed(context, importId, (dropped) => afterReading(dropped, outcome), false);
  if (done?.state === 'done' || done?.state === 'wrong') {
    for (const { fileId } of files) await dropFile(context.documents, fileId, '');
  }
  return 'done';
}

const GONE: ImportOutcome = {
  counts: [],
  problems: ['the files are not kept any more; drop them again'],
  problemCount: 1,
  warnings: [],
};

/** Writes down now and then how far it is, which also says that this process lives. */
function telling(context: Context, importId: string): (ratio: number) => void {
  let told = context.clock.now().getTime();
  let writing: Promise<unknown> | undefined;
  return (ratio) => {
    const now = context.clock.now().getTime();
    if (now - told < TOLD_MS || writing !== undefined) return;
    told = now;
    const percent = Math.min(99, Math.floor(ratio * 100));
    writing = changed(
      context,
      importId,
      (dropped) => ({ ...dropped, percent, version: dropped.version + 1 }),
      true,
    )
      // The next one says it, or the end.
      .catch(() => undefined)
      .finally(() => (writing = undefined));
  };
}

async function changed(
  context: Context,
  importId: string,
  change: (dropped: DroppedImport) => DroppedImport,
  isHeld: boolean,
): Promise<DroppedImport | undefined> {
  const { documents, clock, queues } = context;
  const next = await decideAgain(queues, IMPORTS, async () => {
    const stored = await findDropped(context, importId);
    if (stored === undefined) return undefined;
    const heldUntil = isHeld ? new Date(clock.now().getTime() + HELD_MS) : null;
    const value = { ...change(stored.value), heldUntil };
    await documents.commit(IMPORTS, [changedDropped(stored, value)]);
    return value;
  });
  if (next !== undefined && next.version > 1) {
    await notify(context, next.owner, { kind: 'import', importId }, next.version);
  }
  return next;
}
