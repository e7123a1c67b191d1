import { z } from 'zod';
import { Erasure, Tombstone } from '../../domain/erasure/erasure.ts';
import { defineDocument } from '../define-document.ts';

export const ErasureDocument = defineDocument({
  name: 'erasure',
  schema: Erasure,
  partition: 'program/erased',
  id: 'erasure:<keyed hash of the object id>',
  about: 'how far the erasure of a person has come; at its end nothing of theirs is in it',
  fields: ['state'],
});

export const TombstoneDocument = defineDocument({
  name: 'tombstone',
  schema: Tombstone,
  partition: 'program/erased',
  id: 'tombstone:<keyed hash of an object id or address>',
  about: 'whoever it stands for was erased, and comes back by no import',
  fields: ['pseudonym'],
  lives: 'until a program admin gives them a role in chat',
});

export const ErasureSecretDocument = defineDocument({
  name: 'erasure-secret',
  schema: z.object({ secret: z.string() }),
  partition: 'program/erased',
  id: 'erasure-secret',
  about: 'the key of these hashes, drawn once',
});

export const erasureDocuments = [ErasureDocument, TombstoneDocument, ErasureSecretDocument] as const;
