import { z } from 'zod';
import { defineDocument } from '../define-document.ts';

export const DialogStateDocument = defineDocument({
  name: 'dialog-state',
  schema: z.object({ state: z.unknown() }),
  partition: 'conversations/<hash>',
  id: 'dialog',
  lives: 'a day',
});

export const conversationDocuments = [DialogStateDocument] as const;
