import { agentDocuments } from './agents/documents.ts';
import { leadDocuments } from './leads/documents.ts';
import { leadJobs } from './leads/jobs.ts';
import { outboundDocuments } from './outbound/documents.ts';
import { outboundJobs } from './outbound/jobs.ts';
import { partnerCenterDocuments } from './partner-center/documents.ts';
import { partnerCenterJobs } from './partner-center/jobs.ts';
import { associationDocuments } from './associations/documents.ts';
import { associationJobs } from './associations/jobs.ts';
import { claimDocuments } from './claims/documents.ts';
import { claimJobs } from './claims/jobs.ts';
import { conversationDocuments } from './conversations/documents.ts';
import { erasureDocuments } from './erasure/documents.ts';
import { erasureJobs } from './erasure/jobs.ts';
import { eventDocuments } from './events/documents.ts';
import { eventJobs } from './events/jobs.ts';
import { fileDocuments } from './files/documents.ts';
import { fileJobs } from './files/jobs.ts';
import { importJobs } from './imports/dropped/jobs.ts';
import { instanceDocuments } from './instances/documents.ts';
import { importDocuments } from './imports/documents.ts';
import { knowledgeDocuments } from './knowledge/documents.ts';
import { membershipDocuments } from './memberships/documents.ts';
import { membershipJobs } from './memberships/jobs.ts';
import { noticeDocuments } from './notices/documents.ts';
import { noticeJobs } from './notices/jobs.ts';
import { operatorDocuments } from './operators/documents.ts';
import { operatorJobs } from './operators/jobs.ts';
import { portfolioDocuments } from './portfolio/documents.ts';
import { portfolioJobs } from './portfolio/jobs.ts';
import { referralDocuments } from './referrals/documents.ts';
import { referralJobs } from './referrals/jobs.ts';
import { renewalDocuments } from './renewals/documents.ts';
import { renewalJobs } from './renewals/jobs.ts';
import { scoreDocuments } from './scores/documents.ts';
import { caseDocuments } from './cases/documents.ts';
import { caseJobs } from './cases/jobs.ts';
import { statementJobs } from './statements/jobs.ts';
import { todayDocuments } from './today/documents.ts';
import { todayJobs } from './today/jobs.ts';

/** Everything that happens later, a line a capability. */
export const ALL_JOBS = [
  ...referralJobs,
  ...claimJobs,
  ...associationJobs,
  ...portfolioJobs,
  ...membershipJobs,
  ...noticeJobs,
  ...operatorJobs,
  ...caseJobs,
  ...statementJobs,
  ...renewalJobs,
  ...todayJobs,
  ...fileJobs,
  ...eventJobs,
  ...erasureJobs,
  ...importJobs,
  ...partnerCenterJobs,
  ...leadJobs,
  ...outboundJobs,
] as const;

/** Every kind of document that belongs to a capability, a line each. */
export const ALL_DOCUMENTS = [
  ...referralDocuments,
  ...claimDocuments,
  ...associationDocuments,
  ...portfolioDocuments,
  ...membershipDocuments,
  ...noticeDocuments,
  ...scoreDocuments,
  ...caseDocuments,
  ...renewalDocuments,
  ...todayDocuments,
  ...fileDocuments,
  ...eventDocuments,
  ...importDocuments,
  ...knowledgeDocuments,
  ...conversationDocuments,
  ...agentDocuments,
  ...erasureDocuments,
  ...partnerCenterDocuments,
  ...leadDocuments,
  ...outboundDocuments,
  ...operatorDocuments,
  ...instanceDocuments,
] as const;
