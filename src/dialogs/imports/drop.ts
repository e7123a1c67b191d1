import { importCard, importRefusedCard } from '../../cards/imports/dropped.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { plainNumber } from '../../cards/kit/format.ts';
import { plain } from '../../cards/kit/text.ts';
import { MAX_FILE_BYTES } from '../../domain/files/kept-file.ts';
import type { DroppedImport } from '../../domain/imports/dropped.ts';
import { findKept, keepFile, type DownloadFile } from '../../usecases/files/keep.ts';
import { withRoom } from '../../usecases/files/room.ts';
import { hashOf } from '../../usecases/hash-of.ts';
import { dropImport } from '../../usecases/imports/dropped/drop.ts';
import { isOperator } from '../../usecases/operators/operator.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import type { AttachedFile } from '../claims/files.ts';
import type { Speaking } from '../speaking.ts';

const IMPORTED = /\.(csv|zip|md)$/i;

/**
 * Files that an operator drops into the personal chat, to be imported. They are kept, and read by a job.
 *
 * @returns undefined for everybody else, and for files that no import reads
 */
export async function dropFiles(
  speaking: Speaking,
  files: readonly AttachedFile[],
  download: DownloadFile,
): Promise<AdaptiveCard | undefined> {
  const { context, actor, reader, opId } = speaking;
  if (!files.every(({ name }) => IMPORTED.test(name))) return undefined;
  if (!(await isOperator(context.documents, actor))) return undefined;
  const kept: { fileId: string; name: string }[] = [];
  const problems: Text[] = [];
  // One after the other, so that a message never holds more than one file in memory.
  for (const [at, file] of files.entries()) {
    const taken = await keptOf(speaking, file, at, download);
    if (typeof taken === 'string') problems.push(taken);
    else kept.push(taken);
  }
  if (problems.length > 0) return importRefusedCard(problems, reader);
  return importCard(await dropImport(context, actor, kept, opId), reader);
}

async function keptOf(
  { context, actor, reader, opId }: Speaking,
  { name, downloadUrl }: AttachedFile,
  at: number,
  download: DownloadFile,
): Promise<DroppedImport['files'][number] | Text> {
  const fileId = hashOf(`import ${actor.personId} ${opId} ${at}`);
  if ((await findKept(context.documents, fileId)) !== undefined) return { fileId, name };
  const file = plain(name, 80);
  const taken = await withRoom(context.queues, actor.personId, MAX_FILE_BYTES, async (shrink) => {
    const got = await download(downloadUrl, MAX_FILE_BYTES);
    if (!got.ok) {
      const { code } = got.error;
      if (code === 'address') return say(reader, 'imports.problem.address', { file });
      const most = plainNumber(MAX_FILE_BYTES / 1024 / 1024, reader);
      return code === 'too-large'
        ? say(reader, 'imports.problem.size', { file, most: plain(most) })
        : say(reader, 'imports.problem.fetch', { file });
    }
    shrink(got.value.length);
    await keepFile(context, actor, { fileId, name, bytes: got.value });
    return { fileId, name };
  });
  return taken ?? say(reader, 'imports.problem.fetch', { file });
}
