import { Renewal } from '../../domain/renewals/renewal.ts';
import { defineDocument } from '../define-document.ts';

export const RenewalDocument = defineDocument({
  name: 'renewal',
  schema: Renewal,
  partition: 'partners/<partnerId>',
  id: 'renewal:<program>',
  about: 'how far the renewal of the membership has come',
  many: '2 a location at most',
  lives: 'overwritten',
});

export const renewalDocuments = [RenewalDocument] as const;
