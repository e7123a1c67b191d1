import { z } from 'zod';
import { SHARDS } from '../../domain/instances/shards.ts';
import { Instant } from '../../domain/shared/time.ts';
import { defineDocument } from '../define-document.ts';

export const InstanceDocument = defineDocument({
  name: 'instance',
  schema: z.object({
    name: z.string(),
    /** The process under that name: another one that comes up under it is its successor. */
    run: z.string(),
    /** For people who look. Whether it lives is told by its being written, not by this. */
    renewedAt: Instant,
  }),
  partition: 'program/instances',
  id: 'instance:<hash of its name>',
  about: 'a process that takes part in doing the jobs',
  many: 'one a process',
  lives: 'until it ends, or is found to have ended',
});

export const ShardsDocument = defineDocument({
  name: 'shards',
  schema: z.object({ owners: z.array(z.string()).length(SHARDS) }),
  partition: 'program/instances',
  id: 'shards',
  about: 'which instance works through which jobs',
  many: 'one',
  lives: 'for good',
});

export const instanceDocuments = [InstanceDocument, ShardsDocument] as const;
