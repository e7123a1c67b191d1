import type {
  Area,
  Association,
  ClaimActivity,
  Metric,
  Program,
  Track,
  Workload,
} from '../../domain/shared/catalogue.ts';
import type { DeclineReason, ReferralKind } from '../../domain/referrals/referral.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { plain } from './text.ts';

/** What people read for the ids of the catalogue. Microsoft renames; the ids stay. */

/** Names of products and programmes, which are the same in every language. */
function productNames<Id extends string>(names: { readonly [id in Id]: string }): {
  readonly [id in Id]: Text;
} {
  return names as { readonly [id in Id]: Text };
}

export const WORKLOAD_NAMES = productNames<Workload>({
  exchange: 'Exchange',
  sharepoint: 'SharePoint',
  teams: 'Teams',
  'teams-meetings': 'Teams Meetings',
  'teams-phone': 'Teams Phone',
  'teams-platform': 'Teams Platform',
  'm365-apps': 'Microsoft 365 Apps',
  intune: 'Intune',
  yammer: 'Yammer',
  'viva-insights': 'Viva Insights',
  'viva-topics': 'Viva Topics',
  'viva-learning': 'Viva Learning',
  'viva-connections': 'Viva Connections',
  'outlook-mobile': 'Outlook Mobile',
  'entra-id': 'Entra ID',
  'defender-office-365': 'Defender for Office 365',
  'defender-endpoint': 'Defender for Endpoint',
  'defender-identity': 'Defender for Identity',
  'information-protection': 'Information Protection',
});

export const AREA_NAMES = productNames<Area>({
  'modern-work': 'Modern Work',
  'business-applications': 'Business Applications',
  security: 'Security',
  infrastructure: 'Infrastructure',
  'data-ai': 'Data & AI',
  'digital-app-innovation': 'Digital & App Innovation',
});

/** For buttons, where three words are the most that fit. */
export const AREA_SHORT_NAMES = productNames<Area>({
  ...AREA_NAMES,
  'business-applications': 'Business Apps',
  'digital-app-innovation': 'Digital & App',
});

export const ASSOCIATION_NAMES = productNames<Association>({
  cpor: 'CPOR',
  dpor: 'DPOR',
  pal: 'PAL',
  csp: 'CSP',
});

export const PROGRAM_NAMES = productNames<Program>({
  FRP: 'FastTrack Ready Partner',
  CM: 'FastTrack Partner Community',
});

/** The names that have words in them, in the reader's language. */
export const metricName = (id: Metric, reader: Reads): Text => say(reader, `names.metric.${id}`);
/** Within a sentence: "net customer adds". */
export const metricInText = (id: Metric, reader: Reads): Text => say(reader, `names.metric-in-text.${id}`);
export const activityName = (id: ClaimActivity, reader: Reads): Text => say(reader, `names.activity.${id}`);
/** For lists, where it stands beside something. */
export const activityShortName = (id: ClaimActivity, reader: Reads): Text =>
  say(reader, `names.activity-short.${id}`);
export const trackName = (id: Track, reader: Reads): Text => say(reader, `names.track.${id}`);
export const referralKindName = (id: ReferralKind, reader: Reads): Text =>
  say(reader, `names.referral-kind.${id}`);
export const declineReasonName = (id: DeclineReason, reader: Reads): Text =>
  say(reader, `names.decline-reason.${id}`);

/** Industries that have a name in every language; data may name others. */
const INDUSTRIES = [
  'education',
  'finance',
  'government',
  'health',
  'hospitality',
  'manufacturing',
  'media',
  'non-profit',
  'professional-services',
  'retail',
  'technology',
  'transport',
] as const;

/** An industry in the reader's language, or as data wrote it, readable and escaped; `*` is every industry. */
export function industryText(industry: string, reader: Reads): Text {
  if (industry === '*') return say(reader, 'names.every-industry');
  const slug = industry.toLowerCase().replaceAll(/[\s_]+/g, '-');
  const known = INDUSTRIES.find((one) => one === slug);
  return known === undefined
    ? plain(industry.replaceAll(/[-_]+/g, ' '))
    : say(reader, `names.industry.${known}`);
}

/** In place of a name that is on no roster any more. */
export const somebody = (reader: Reads): Text => say(reader, 'names.somebody');
