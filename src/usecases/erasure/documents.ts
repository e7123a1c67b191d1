import { z } from 'zod';
import { Erasure, Tombstone } from '../../domain/erasure/erasure.ts';
import { defineDocument } from '../define-document.ts';

/** Of the steps the first that looks for traces, and may be done again. */
const FIRST_LOOK = 2;

/**
 * In version 1 there was one step less among those that look for traces: an erasure that was among them looks again from the
 * first; one that has no traces left was behind them.
 */
function withStepOfMails(body: Record<string, unknown>): Record<string, unknown> {
  const step = Number(body['step']);
  return { ...body, step: body['traces'] === undefined ? step + 1 : Math.min(step, FIRST_LOOK) };
}

export const ErasureDocument = defineDocument({
  name: 'erasure',
  version: 2,
  upgrades: { 1: withStepOfMails },
  schema: Erasure,
  partition: 'program/erased',
  id: 'erasure:<keyed hash of the object id>',
  about: 'how far the erasure of a person has come; at its end nothing of theirs is in it',
  many: 'one an erased person',
  lives: 'kept: it names nobody',
  fields: ['state'],
});

export const TombstoneDocument = defineDocument({
  name: 'tombstone',
  schema: Tombstone,
  partition: 'program/erased',
  id: 'tombstone:<keyed hash of an object id or address>',
  about: 'whoever it stands for was erased, and comes back by no import',
  fields: ['pseudonym'],
  many: 'one an object id or address of an erased person',
  lives: 'until a program admin gives them a role in chat',
});

export const ErasureSecretDocument = defineDocument({
  name: 'erasure-secret',
  schema: z.object({ secret: z.string() }),
  partition: 'program/erased',
  id: 'erasure-secret',
  about: 'the key of these hashes, drawn once',
  many: 'one',
  lives: 'kept',
});

export const erasureDocuments = [ErasureDocument, TombstoneDocument, ErasureSecretDocument] as const;
