import { z } from 'zod';
import { Instant } from '../../domain/shared/time.ts';
import { defineDocument } from '../define-document.ts';

export const HookDocument = defineDocument({
  name: 'partner-center-hook',
  schema: z.object({ receivedAt: Instant }),
  partition: 'inbox/<hash>',
  id: 'hook',
  about: 'that Partner Center told of that change',
  many: 'one a change told',
  lives: '30 days',
});

export const partnerCenterDocuments = [HookDocument] as const;
