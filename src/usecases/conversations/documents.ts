import { z } from 'zod';
import { Instant } from '../../domain/shared/time.ts';
import { defineDocument } from '../define-document.ts';

export const DialogStateDocument = defineDocument({
  name: 'dialog-state',
  /** `left`: a conversation that was left for something else, to go on with. */
  schema: z.object({ state: z.unknown(), left: z.unknown().optional() }),
  partition: 'conversations/<hash>',
  id: 'dialog',
  lives: 'a day',
});

/** What was typed and not understood, without who typed it. */
export const NotUnderstoodDocument = defineDocument({
  name: 'not-understood',
  schema: z.object({
    text: z.string(),
    language: z.string(),
    count: z.number().int(),
    lastAt: Instant,
  }),
  partition: 'program/not-understood',
  id: 'not-understood:<hash>',
  lives: '90 days after it was last said',
  orders: [['lastAt']],
});

export const conversationDocuments = [DialogStateDocument, NotUnderstoodDocument] as const;
