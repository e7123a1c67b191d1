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
  many: 'one a claim; as much as 30 steps in each',
  lives: 'kept: decisions and their times',
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
  many: 'one a submission',
  lives: '90 days',
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
  many: 'one a claim',
  lives: 'overwritten',
});

export const TargetDocument = defineDocument({
  name: 'target',
  schema: Target,
  partition: 'customers/<customerId>',
  id: 'target:<workload or subscriptionId>',
  about: 'who holds it, and who has just lost it',
  many: 'one a customer’s workload or subscription that was claimed',
  lives: 'overwritten',
});

export const ClaimEntryDocument = defineDocument({
  name: 'claim-entry',
  schema: ClaimEntry,
  partition: 'partners/<partnerId>',
  id: 'claim-entry:<claimId>',
  about: 'a projection of the location’s claims',
  many: 'one a claim',
  lives: 'kept: the location’s list',
  fields: ['status', 'target', 'customerId'],
  orders: [['rank']],
});

export const ClaimStandingDocument = defineDocument({
  name: 'claim-standing',
  schema: ClaimStanding,
  partition: 'program/claims:<shard of the claim>, program/claims',
  id: 'claim:<claimId>',
  about: 'a projection of where each claim stands, for the operators; a copy in their queue',
  many: 'one a claim; two while it waits for the operators',
  lives: 'kept: the operators’ list of all claims; a copy while it waits',
  fields: ['queued', 'status', 'copied'],
  orders: [['rank']],
});

export const ClaimDraftDocument = defineDocument({
  name: 'claim-draft',
  schema: ClaimDraft,
  partition: 'people/<personId>',
  id: 'draft:<draftId>',
  about: 'a claim that somebody has begun',
  many: '50 a person at most',
  lives: 'until it is submitted or deleted',
  orders: [['updatedAt']],
});

export const ClaimFilesDocument = defineDocument({
  name: 'claim-files',
  schema: z.object({ claimId: ClaimId, evidence: z.array(Evidence) }),
  partition: 'people/<personId>',
  id: 'claim-files:<claimId>',
  about: 'files that go with the next answer about that claim',
  many: 'one a claim and person',
  lives: 'until they go with an answer',
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
