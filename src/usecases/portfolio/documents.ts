import { CspEnrolment } from '../../domain/associations/csp.ts';
import { defineDocument } from '../define-document.ts';

export const CspEnrolmentDocument = defineDocument({
  name: 'csp-enrolment',
  schema: CspEnrolment,
  partition: 'partners/<partnerId>',
  id: 'csp-enrolment',
  about: 'what the location has ticked off of enrolling in CSP',
  many: 'one a location',
  lives: 'overwritten',
});

export const portfolioDocuments = [CspEnrolmentDocument] as const;
