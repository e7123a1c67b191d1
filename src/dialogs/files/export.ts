import { fileName } from '../../cards/files/file-name.ts';
import { day, localDay } from '../../cards/kit/format.ts';
import type { FileOfKind } from '../../domain/files/offered-file.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { exportForOperator } from '../../usecases/operators/export.ts';
import { say } from '../../words/say.ts';
import { operationsCard } from '../operators/operations.ts';
import type { Speaking } from '../speaking.ts';
import type { MadeFile, NotMade } from './made-file.ts';

/** All that is stored, as `npm run export` writes it, in a zip: for operators. */
export async function makeExport(
  speaking: Speaking,
  _asked: FileOfKind<'export'>,
): Promise<Result<MadeFile, NotMade>> {
  const { context, actor, reader, opId } = speaking;
  const card = await operationsCard(speaking);
  const bytes = card && (await exportForOperator(context, actor, opId));
  if (card === undefined || bytes === undefined) return refuse({ code: 'forbidden' });
  const name = say(reader, 'imports.export-name', { day: day(localDay(reader.now, reader), reader) });
  return ok({
    name: fileName(name, 'zip'),
    description: say(reader, 'imports.export-description'),
    bytes,
    card,
  });
}
