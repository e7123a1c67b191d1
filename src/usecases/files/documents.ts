import { FileQuota } from '../../domain/files/quota.ts';
import { FileChunk, KeptFile } from '../../domain/files/kept-file.ts';
import { defineDocument } from '../define-document.ts';

export const KeptFileDocument = defineDocument({
  name: 'kept-file',
  schema: KeptFile,
  partition: 'files/<fileId>',
  id: 'file',
  about: 'name, size, hash, where it belongs; written last',
  many: 'one a file: what proof of claims there is',
  lives: 'some days, if it belongs to nothing (`file.tidy`)',
});

export const FileChunkDocument = defineDocument({
  name: 'file-chunk',
  schema: FileChunk,
  partition: 'files/<fileId>',
  id: 'chunk:<n>, from 0',
  about: 'its bytes',
  many: '20 a file at most; none in Blob Storage',
  lives: 'with its file',
});

export const FileQuotaDocument = defineDocument({
  name: 'file-quota',
  schema: FileQuota,
  partition: 'people/<personId>, partners/<partnerId>, program/mail',
  id: 'file-quota; of mails mail-quota and mail-quota:<partnerId or nobody>',
  about: 'what was sent on its day',
  many: 'one a person and location',
  lives: 'overwritten the next day',
});

export const fileDocuments = [KeptFileDocument, FileChunkDocument, FileQuotaDocument] as const;
