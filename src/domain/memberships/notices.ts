import { z } from 'zod';
import { defineNotice } from '../notices/define-notice.ts';
import { Program } from '../shared/catalogue.ts';
import { PartnerId } from '../shared/ids.ts';

const TeamChangeNotice = defineNotice({
  kind: 'team-change',
  about:
    'a program admin has given somebody a role in a membership, changed it or taken it away; `revision` tells one change from the next',
  subject: { partnerId: PartnerId, program: Program, revision: z.number().int().min(1) },
  key: ({ partnerId, program, revision }) => [partnerId, program, revision],
  word: 'help',
});

export const membershipNotices = [TeamChangeNotice] as const;
