import { z } from 'zod';
import { Claim, ClaimId, claimOfVersion1, Evidence } from '../../domain/claims/claim.ts';
import { ClaimEntry } from '../../domain/claims/claim-entry.ts';
import { ClaimDraft } from '../../domain/claims/draft.ts';
import { ClaimStanding } from '../../domain/claims/standing.ts';
import { Target } from '../../domain/claims/target.ts';
import { ClaimNewsNotice, ClaimReviewNotice } from '../../domain/claims/notices.ts';
import { PersonId } from '../../domain/shared/ids.ts';
import { defineDocument } from '../define-document.ts';

/** Version 1 held what an import knows. */
export const ClaimDocument = defineDocument({
  name: 'claim',
  version: 2,
  schema: Claim,
  upgrades: { 1: claimOfVersion1 },
  partition: 'customers/<customerId>',
  id: 'claim:<claimId>',
  about: 'with its steps',
  fields: ['partnerId', 'status', 'target'],
});

/**
 * In the commit of the claims that an intent made. Without claims it is void there, and nothing that was begun under it may
 * be committed any more.
 */
export const ClaimIntentDocument = defineDocument({
  name: 'claim-intent',
  schema: z.object({ claimIds: z.array(ClaimId) }),
  partition: 'customers/<customerId>',
  id: 'intent:<hash>',
  about: 'what one intent made there',
});

export const ClaimToldDocument = defineDocument({
  name: 'claim-told',
  schema: z.object({
    claimId: ClaimId,
    notices: z.array(
      z.object({
        subject: z.discriminatedUnion('kind', [ClaimNewsNotice.subject, ClaimReviewNotice.subject]),
        personIds: z.array(PersonId),
      }),
    ),
  }),
  partition: 'customers/<customerId>',
  id: 'claim-told:<claimId>',
  about: 'what was told of that claim lately, and who holds a copy of its card',
});

export const TargetDocument = defineDocument({
  name: 'target',
  schema: Target,
  partition: 'customers/<customerId>',
  id: 'target:<workload or subscriptionId>',
  about: 'who holds it, and who has just lost it',
});

export const ClaimEntryDocument = defineDocument({
  name: 'claim-entry',
  schema: ClaimEntry,
  partition: 'partners/<partnerId>',
  id: 'claim-entry:<claimId>',
  about: 'a projection of the location’s claims',
  fields: ['status', 'target', 'customerId'],
  orders: [['rank']],
});

export const ClaimStandingDocument = defineDocument({
  name: 'claim-standing',
  schema: ClaimStanding,
  partition: 'program/claims',
  id: 'claim:<claimId>',
  about: 'a projection of where each claim stands, for the operators',
  fields: ['queued', 'status', 'partnerId', 'customerId', 'activity', 'target'],
  lookups: ['partnerId', 'customerId'],
  orders: [['rank']],
});

export const ClaimDraftDocument = defineDocument({
  name: 'claim-draft',
  schema: ClaimDraft,
  partition: 'people/<personId>',
  id: 'draft:<draftId>',
  about: 'a claim that somebody has begun',
  orders: [['updatedAt']],
});

export const ClaimFilesDocument = defineDocument({
  name: 'claim-files',
  schema: z.object({ claimId: ClaimId, evidence: z.array(Evidence) }),
  partition: 'people/<personId>',
  id: 'claim-files:<claimId>',
  about: 'files that go with the next answer about that claim',
});

export const claimDocuments = [
  ClaimDocument,
  ClaimIntentDocument,
  ClaimToldDocument,
  TargetDocument,
  ClaimEntryDocument,
  ClaimStandingDocument,
  ClaimDraftDocument,
  ClaimFilesDocument,
] as const;
