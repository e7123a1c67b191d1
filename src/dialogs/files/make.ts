import type { FileOfKind, OfferedFile } from '../../domain/files/offered-file.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { Speaking } from '../speaking.ts';
import { makeCporLetter } from './cpor-letter.ts';
import { makeDporLetter } from './dpor-letter.ts';
import { makeEvidence } from './evidence.ts';
import { makeIntroduction } from './introduction.ts';
import { makeExport } from './export.ts';
import { makeStatement } from './statement.ts';
import { makeDesignationReminder, makeRenewalReminder } from './renewal-reminder.ts';
import type { MadeFile, MakeFile, NotMade } from './made-file.ts';

const MAKERS: { readonly [K in OfferedFile['kind']]: MakeFile<FileOfKind<K>> } = {
  introduction: makeIntroduction,
  'dpor-letter': makeDporLetter,
  'cpor-letter': makeCporLetter,
  evidence: makeEvidence,
  statement: makeStatement,
  export: makeExport,
  'renewal-reminder': makeRenewalReminder,
  'designation-reminder': makeDesignationReminder,
};

export function madeFile<K extends OfferedFile['kind']>(
  speaking: Speaking,
  file: FileOfKind<K>,
): Promise<Result<MadeFile, NotMade>> {
  // Of one kind, the maker and the file fit; the compiler does not follow that through the index.
  const make = MAKERS[file.kind] as MakeFile<OfferedFile>;
  return make(speaking, file);
}
