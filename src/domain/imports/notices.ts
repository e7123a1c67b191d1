import { defineNotice } from '../notices/define-notice.ts';
import { ImportId } from './dropped.ts';

const ImportNotice = defineNotice({
  kind: 'import',
  about: 'operators: what became of files that they dropped into the chat; the card is brought up to date',
  subject: { importId: ImportId },
  key: ({ importId }) => [importId],
  word: 'operations',
});

export const importNotices = [ImportNotice] as const;
