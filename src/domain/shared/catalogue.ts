import { z } from 'zod';

/**
 * The programme's words as ids. Names may be renamed by Microsoft (competency → designation → badge); these ids stay,
 * and what people read is a label beside them. Source: solution partner documentation of 2023-10; renames of 2026-08.
 */
export const WORKLOADS = [
  'exchange',
  'sharepoint',
  'teams',
  'teams-meetings',
  'teams-phone',
  'teams-platform',
  'm365-apps',
  'intune',
  'yammer',
  'viva-insights',
  'viva-topics',
  'viva-learning',
  'viva-connections',
  'outlook-mobile',
  'entra-id',
  'defender-office-365',
  'defender-endpoint',
  'defender-identity',
  'information-protection',
] as const;
export const Workload = z.enum(WORKLOADS);
export type Workload = z.infer<typeof Workload>;

/** Workloads whose CPOR claims are for usage recognition only; they refuse `osu-m365`. */
export const USAGE_ONLY_WORKLOADS: readonly Workload[] = [
  'teams',
  'yammer',
  'outlook-mobile',
  'defender-office-365',
];

export const SUBSCRIPTION_PRODUCTS = ['office-365', 'dynamics-365', 'intune', 'ems', 'azure'] as const;

export const BUSINESS_APPLICATIONS_PRODUCTS = [
  'business-central',
  'customer-engagement',
  'finance-operations',
  'power-apps',
  'power-automate',
  'power-bi',
  'customer-insights',
] as const;

export const AREAS = [
  'modern-work',
  'business-applications',
  'security',
  'infrastructure',
  'data-ai',
  'digital-app-innovation',
] as const;
export const Area = z.enum(AREAS);
export type Area = z.infer<typeof Area>;

export const METRICS = [
  'net-customer-adds',
  'intermediate-certifications',
  'advanced-certifications',
  'usage-growth',
  'deployments',
] as const;
export const Metric = z.enum(METRICS);
export type Metric = z.infer<typeof Metric>;

export const ASSOCIATIONS = ['cpor', 'dpor', 'pal', 'csp'] as const;
export const Association = z.enum(ASSOCIATIONS);
export type Association = z.infer<typeof Association>;

export const TRACKS = ['enterprise', 'smb'] as const;
export const Track = z.enum(TRACKS);
export type Track = z.infer<typeof Track>;

export const ACTIVITIES = ['osu-m365', 'usage-only', 'osa', 'revrec', 'osu-bizapps'] as const;
export const ClaimActivity = z.enum(ACTIVITIES);
export type ClaimActivity = z.infer<typeof ClaimActivity>;

export const CLAIM_STATUSES = [
  'draft',
  'submitted',
  'under-review',
  'partner-action-required',
  'approved',
  'rejected',
  'dispute',
  'rejected-final',
] as const;
export const ClaimStatus = z.enum(CLAIM_STATUSES);
export type ClaimStatus = z.infer<typeof ClaimStatus>;

export const CLAIM_REASONS = [
  'customer-declined',
  'insufficient-poe',
  'no-response',
  'partner-request',
  'superseded',
  'subscription-ended',
  'withdrawn',
] as const;

export const LICENSINGS = ['EA', 'CASA/EES', 'MOSA', 'CSP', 'CSP-legacy', 'MPSA'] as const;
export const Licensing = z.enum(LICENSINGS);
export const SUBSCRIPTION_STATUSES = ['active', 'in-grace', 'expired', 'cancelled'] as const;
export const SubscriptionStatus = z.enum(SUBSCRIPTION_STATUSES);

/** `FRP`: FastTrack Ready Partner; `CM`: FastTrack Partner Community. */
export const PROGRAMS = ['FRP', 'CM'] as const;
export const Program = z.enum(PROGRAMS);
export type Program = z.infer<typeof Program>;
