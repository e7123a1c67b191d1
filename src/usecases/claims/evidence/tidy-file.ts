import type { Context } from '../../context.ts';
import { dropFile, findKept, looseFileMs } from '../../files/keep.ts';
import type { JobOutcome, JobTask } from '../../jobs.ts';
import { findDraft } from '../submission/drafts.ts';

/**
 * Deletes a file that belongs to nothing: it was sent and never attached, or its draft holds it no longer. One of a draft
 * is looked at again, proof of a claim stays for good. Whatever of a file is there goes, also where keeping it broke off.
 */
export async function tidyFile(
  context: Context,
  { fileId }: Extract<JobTask, { task: 'file.tidy' }>,
): Promise<JobOutcome> {
  const { documents, clock } = context;
  const file = (await findKept(documents, fileId))?.value;
  const attachedTo = file?.attachedTo ?? '';
  if (attachedTo === 'claim') return 'done';
  const [, draftId] = /^draft:(.*)$/.exec(attachedTo) ?? [];
  const owner = file?.owner ?? null;
  const draft =
    owner === null || draftId === undefined
      ? undefined
      : await findDraft(documents, { personId: owner }, draftId);
  const later = { again: new Date(clock.now().getTime() + looseFileMs(context)), is: 'planned' } as const;
  if (draft?.value.evidence.some((one) => one.fileId === fileId) === true) return later;
  const dropped = await dropFile(context, fileId, attachedTo);
  return dropped.ok ? 'done' : later;
}
