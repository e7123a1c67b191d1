import { z } from 'zod';
import { defineNotice } from '../notices/define-notice.ts';
import { CustomerId, GlobalId, PartnerId } from '../shared/ids.ts';
import { Day } from '../shared/time.ts';
import { DelegationKind } from './delegations.ts';
import { WARNING_DAYS } from './warnings.ts';

const Warning = z.literal(WARNING_DAYS);

/** What is about to end: the same for the job that watches it and for what is told. */
export const DELEGATION_END = {
  partnerId: PartnerId,
  customerId: CustomerId,
  delegation: DelegationKind,
  expires: Day,
};
export const CERTIFICATES_END = { globalId: GlobalId, expires: Day };

const DelegationEndsNotice = defineNotice({
  kind: 'delegation-ends',
  about: 'a delegation at a customer ends in 90, 30 or 7 days: those of the location that has it',
  subject: { ...DELEGATION_END, warning: Warning },
  key: ({ partnerId, customerId, delegation, expires, warning }) => [
    partnerId,
    customerId,
    delegation,
    expires,
    warning,
  ],
  topic: 'expiries',
  word: 'portfolio',
});

const CertificatesEndNotice = defineNotice({
  kind: 'certificates-end',
  about:
    'certificates of an account end on one day, in 90, 30 or 7 days: who holds them, and the program admins of its locations',
  subject: { ...CERTIFICATES_END, warning: Warning },
  key: ({ globalId, expires, warning }) => [globalId, expires, warning],
  topic: 'expiries',
  word: 'scores',
});

const LeftMonthNotice = defineNotice({
  kind: 'left-month',
  about:
    'what is left on the table at a person’s locations, on the first Monday of a month on which something is',
  subject: { month: z.string().regex(/^\d{4}-\d{2}$/) },
  key: ({ month }) => [month],
  topic: 'left',
  word: 'portfolio',
});

export const portfolioNotices = [DelegationEndsNotice, CertificatesEndNotice, LeftMonthNotice] as const;

/** What is told of an end. */
export const ExpirySubject = z.discriminatedUnion('kind', [
  DelegationEndsNotice.subject,
  CertificatesEndNotice.subject,
]);
export type ExpirySubject = z.infer<typeof ExpirySubject>;
