import { z } from 'zod';
import { Instant } from '../../domain/shared/time.ts';
import { defineDocument } from '../define-document.ts';

export const OpinionDocument = defineDocument({
  name: 'opinion',
  schema: z.object({ entry: z.string(), useful: z.boolean(), at: Instant }),
  partition: 'people/<personId>',
  id: 'opinion:<hash of the entry’s name>',
  about: 'whether an entry of the knowledge base helped the person',
  many: 'one an entry and person',
  lives: 'overwritten',
});

export const NewsReadDocument = defineDocument({
  name: 'news-read',
  /** Names of entries, the latest read last. */
  schema: z.object({ entries: z.array(z.string()) }),
  partition: 'people/<personId>',
  id: 'news-read',
  about: 'which news the person has read',
  many: 'one a person',
  lives: 'overwritten',
});

export const knowledgeDocuments = [OpinionDocument, NewsReadDocument] as const;
