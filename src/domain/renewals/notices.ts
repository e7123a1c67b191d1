import { z } from 'zod';
import { defineNotice } from '../notices/define-notice.ts';
import { Area, Program } from '../shared/catalogue.ts';
import { GlobalId, PartnerId } from '../shared/ids.ts';
import { Day } from '../shared/time.ts';

const Days = z.number().int();

const RenewalDueNotice = defineNotice({
  kind: 'renewal-due',
  about: 'the anniversary of a membership comes in 90, 14 or 7 days',
  subject: { partnerId: PartnerId, program: Program, due: Day, days: Days },
  key: ({ partnerId, program, due, days }) => [partnerId, program, due, days],
  topic: 'renewals',
  word: 'renewal',
});

const DesignationDueNotice = defineNotice({
  kind: 'designation-due',
  about: 'the anniversary of a solutions partner designation comes in 90, 14 or 7 days',
  subject: { globalId: GlobalId, area: Area, due: Day, days: Days },
  key: ({ globalId, area, due, days }) => [globalId, area, due, days],
  topic: 'renewals',
  word: 'renewal',
});

const RequirementsChangedNotice = defineNotice({
  kind: 'requirements-changed',
  about: 'requirements of an area in which the account has a designation change on a day',
  subject: { area: Area, effective: Day },
  key: ({ area, effective }) => [area, effective],
  topic: 'renewals',
  word: 'renewal',
});

export const renewalNotices = [RenewalDueNotice, DesignationDueNotice, RequirementsChangedNotice] as const;
