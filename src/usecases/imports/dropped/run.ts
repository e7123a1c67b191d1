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
type Later = Exclude<JobOutcome, string>;

/** A process that says nothing for so long has died: another one takes it up. */
const HELD_MS = 60_000;
/** The card is brought up to date at most this often. */
const TOLD_MS = 3_000;

/**
 * Reads dropped files, or imports them, and tells the operator how far it is and what it came to. One process at a time; after
 * a death it begins anew, which completes what was begun. What one that was taken for dead came to after all counts no more.
 */
export async function runDropped(
  context: Context,
  importFiles: ImportFiles,
  { importId }: { readonly importId: string },
): Promise<JobOutcome> {
  const held = await hold(context, importId);
  if (held === undefined) return 'done';
  if ('again' in held) return held;
  const ended = isUnderWay(held) ? await read(context, importFiles, held) : held;
  if (ended === undefined) return 'done';
  // Also after a death between the end and this.
  await tell(context, ended);
  if (ended.state === 'checked') return 'done';
  for (const { fileId } of ended.files) await dropFile(context, fileId, '');
  return 'done';
}

/**
 * Takes an import up, if nobody else has it in hand.
 *
 * @returns as it stands, held where it is under way; undefined where there is none
 */
async function hold(context: Context, importId: string): Promise<DroppedImport | Later | undefined> {
  const { documents, clock, queues } = context;
  return decideAgain(queues, IMPORTS, async () => {
    const stored = await findDropped(context, importId);
    if (stored === undefined) return undefined;
    const { heldUntil } = stored.value;
    if (!isUnderWay(stored.value)) return stored.value;
    const now = clock.now();
    if (heldUntil !== null && heldUntil > now) return { again: heldUntil, is: 'late' };
    const held = heldFrom(stored.value, now);
    await documents.commit(IMPORTS, [changedDropped(stored, held)]);
    return held;
  });
}

function isUnderWay({ state }: DroppedImport): boolean {
  return state === 'checking' || state === 'importing';
}

function heldFrom(dropped: DroppedImport, now: Date): DroppedImport {
  return { ...dropped, heldUntil: new Date(now.getTime() + HELD_MS) };
}

/** Reads it, or imports it. @returns how it stands then; undefined where it has gone on without us */
async function read(
  context: Context,
  importFiles: ImportFiles,
  { importId, state, files }: DroppedImport,
): Promise<DroppedImport | undefined> {
  const ended = (outcome: ImportOutcome) =>
    changed(context, importId, state, (dropped) => afterReading(dropped, outcome));
  const kept = await Promise.all(files.map(({ fileId }) => readKept(context, fileId)));
  const found = kept.flatMap((one, at) =>
    one === undefined ? [] : [{ name: files[at]?.name ?? one.file.name, bytes: one.bytes }],
  );
  if (found.length < files.length) return ended(GONE);
  try {
    const progress = telling(context, importId, state);
    return await ended(await importFiles(found, { dryRun: state === 'checking' }, progress));
  } catch (error) {
    // Nobody waits for a process that has failed; where not even that can be written, they do.
    await changed(context, importId, state, letGo).catch(() => undefined);
    throw error;
  }
}

function letGo(dropped: DroppedImport): DroppedImport {
  return { ...dropped, heldUntil: null };
}

const GONE: ImportOutcome = {
  counts: [],
  problems: ['the files are not kept any more; drop them again'],
  problemCount: 1,
  warnings: [],
};

/** Writes down now and then how far it is, which also says that this process lives. */
function telling(context: Context, importId: string, state: DroppedImport['state']): (ratio: number) => void {
  const { clock } = context;
  let told = clock.now().getTime();
  let writing: Promise<unknown> | undefined;
  return (ratio) => {
    const now = clock.now().getTime();
    if (now - told < TOLD_MS || writing !== undefined) return;
    told = now;
    const percent = Math.min(99, Math.floor(ratio * 100));
    writing = changed(context, importId, state, (dropped) =>
      heldFrom({ ...dropped, percent, version: dropped.version + 1 }, clock.now()),
    )
      .then((dropped) => dropped && tell(context, dropped))
      // The next one says it, or the end.
      .catch(() => undefined)
      .finally(() => (writing = undefined));
  };
}

/** Changes an import that is still in the state in which it was taken up. */
async function changed(
  { documents, queues }: Context,
  importId: string,
  state: DroppedImport['state'],
  change: (dropped: DroppedImport) => DroppedImport,
): Promise<DroppedImport | undefined> {
  return decideAgain(queues, IMPORTS, async () => {
    const stored = await findDropped({ documents }, importId);
    if (stored?.value.state !== state) return undefined;
    const value = change(stored.value);
    await documents.commit(IMPORTS, [changedDropped(stored, value)]);
    return value;
  });
}

/** Brings the operator's card up to date. */
async function tell(context: Context, { owner, importId, version }: DroppedImport): Promise<void> {
  if (owner !== null) await notify(context, owner, { kind: 'import', importId }, version);
}
