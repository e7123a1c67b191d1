import type { Table } from './cli/import/table.ts';
import { offerMail } from './cards/referrals/offer-mail.ts';
import { NO_LINKS } from './domain/sharing/links.ts';
import { openMail } from './mail/open-mail.ts';
import { noticeJobHandlers } from './notifications/job-handlers.ts';
import type { LaneParts } from './notifications/lane.ts';
import { workCalendars } from './notifications/work-calendars.ts';
import type { JobHandlers } from './usecases/jobs.ts';
import type { JobParts } from './usecases/job-parts.ts';
import { leadJobHandlers } from './usecases/leads/job-handlers.ts';
import { outboundJobHandlers } from './usecases/outbound/job-handlers.ts';
import { riding } from './usecases/outbound/ride.ts';
import { partnerCenterJobHandlers } from './usecases/partner-center/job-handlers.ts';
import { associationJobHandlers } from './usecases/associations/job-handlers.ts';
import { claimJobHandlers } from './usecases/claims/job-handlers.ts';
import { erasureJobHandlers } from './usecases/erasure/job-handlers.ts';
import type { ErasureParts } from './usecases/erasure/run.ts';
import { eventJobHandlers } from './usecases/events/job-handlers.ts';
import { fileJobHandlers } from './usecases/files/job-handlers.ts';
import { importJobHandlers } from './usecases/imports/dropped/job-handlers.ts';
import { membershipJobHandlers } from './usecases/memberships/job-handlers.ts';
import { operatorJobHandlers } from './usecases/operators/job-handlers.ts';
import { portfolioJobHandlers } from './usecases/portfolio/job-handlers.ts';
import { referralJobHandlers } from './usecases/referrals/job-handlers.ts';
import { caseJobHandlers } from './usecases/cases/job-handlers.ts';
import { statementJobHandlers } from './usecases/statements/job-handlers.ts';
import { renewalJobHandlers } from './usecases/renewals/job-handlers.ts';
import { todayJobHandlers } from './usecases/today/job-handlers.ts';
import { associationNoticeMakers } from './notices/associations.ts';
import { claimNoticeMakers } from './notices/claims.ts';
import { portfolioNoticeMakers } from './notices/portfolio.ts';
import { membershipNoticeMakers } from './notices/team.ts';
import { referralNoticeMakers } from './notices/referrals.ts';
import { caseNoticeMakers } from './notices/cases.ts';
import { renewalNoticeMakers } from './notices/renewals.ts';
import { todayNoticeMakers } from './notices/today.ts';
import { importNoticeMakers } from './notices/imports.ts';
import { agentNoticeMakers } from './notices/agents.ts';
import { leadNoticeMakers } from './notices/leads.ts';
import { leadsInChat } from './dialogs/leads/index.ts';
import { agentsInChat } from './dialogs/agents/index.ts';
import { associationsInChat } from './dialogs/associations/index.ts';
import { casesInChat } from './dialogs/cases/index.ts';
import { claimsInChat } from './dialogs/claims/index.ts';
import { erasureInChat } from './dialogs/erasure/index.ts';
import { importsInChat } from './dialogs/imports/index.ts';
import { filesInChat } from './dialogs/files/index.ts';
import { knowledgeInChat } from './dialogs/knowledge/index.ts';
import { membershipsInChat } from './dialogs/memberships/index.ts';
import { noticesInChat } from './dialogs/notices/index.ts';
import { operatorsInChat } from './dialogs/operators/index.ts';
import { portfolioInChat } from './dialogs/portfolio/index.ts';
import { statementsInChat } from './dialogs/statements/index.ts';
import { todayInChat } from './dialogs/today/index.ts';
import { referralsInChat } from './dialogs/referrals/index.ts';
import { renewalsInChat } from './dialogs/renewals/index.ts';
import { scoresInChat } from './dialogs/scores/index.ts';
import { sharingInChat } from './dialogs/sharing/index.ts';
import { talkInChat } from './dialogs/talk/index.ts';
import { registryOf, type Registry } from './dialogs/index.ts';
import type { InChat } from './dialogs/in-chat.ts';
import type { PresentCard } from './dialogs/notices/seen.ts';
import type { NoticeSubject } from './domain/notices/notice.ts';
import type { NoticeMaker } from './notices/maker.ts';
import { noticeCardOf } from './notices/notice-card.ts';

/**
 * What each capability does, a line each: the jobs it carries out, the notices whose cards it makes, and what it can be told
 * and asked in chat. What is stored and what is to happen later is listed in `usecases/all.ts`, what people are told in
 * `domain/notices/all.ts`.
 */

/** Who does each job, a line a capability. One without a handler does not compile. */
export function jobHandlers(
  parts: Omit<LaneParts, 'noticeCard' | 'reads' | 'cardTurns'> &
    Pick<JobParts, 'isAuthentic' | 'importFiles' | 'partnerCenter' | 'outbound'> &
    Pick<ErasureParts, 'raw' | 'erasures'>,
): JobHandlers {
  const { context, isAuthentic, importFiles, partnerCenter, outbound } = parts;
  const jobParts: JobParts = {
    context,
    openMail,
    isAuthentic,
    importFiles,
    calendars: workCalendars(),
    writeOfferMail: (offer) => offerMail(offer, context.links ?? NO_LINKS),
    partnerCenter,
    outbound,
  };
  const handlers: JobHandlers = {
    ...referralJobHandlers(jobParts),
    ...claimJobHandlers(jobParts),
    ...associationJobHandlers(jobParts),
    ...portfolioJobHandlers(jobParts),
    ...membershipJobHandlers(jobParts),
    ...operatorJobHandlers(jobParts),
    ...caseJobHandlers(jobParts),
    ...statementJobHandlers(jobParts),
    ...renewalJobHandlers(jobParts),
    ...todayJobHandlers(jobParts),
    ...fileJobHandlers(jobParts),
    ...eventJobHandlers(jobParts),
    ...erasureJobHandlers(parts),
    ...importJobHandlers(jobParts),
    ...partnerCenterJobHandlers(jobParts),
    ...leadJobHandlers(jobParts),
    ...outboundJobHandlers(jobParts),
    ...noticeJobHandlers({ ...parts, noticeCard }),
  };
  return riding(handlers, context, outbound);
}

/** Who makes each notice's card, a line a capability. One without a maker does not compile. */
const MAKERS: { readonly [Kind in NoticeSubject['kind']]: NoticeMaker<Kind> } = {
  ...referralNoticeMakers,
  ...claimNoticeMakers,
  ...associationNoticeMakers,
  ...caseNoticeMakers,
  ...renewalNoticeMakers,
  ...portfolioNoticeMakers,
  ...membershipNoticeMakers,
  ...todayNoticeMakers,
  ...agentNoticeMakers,
  ...importNoticeMakers,
  ...leadNoticeMakers,
};

/** What a notice shows to a person. */
export const noticeCard = noticeCardOf(MAKERS);

/** Words, buttons and dialogs, in the order in which `help` shows them. */
const IN_CHAT: readonly InChat[] = [
  todayInChat,
  scoresInChat,
  referralsInChat,
  operatorsInChat,
  claimsInChat,
  associationsInChat,
  portfolioInChat,
  casesInChat,
  statementsInChat,
  renewalsInChat,
  knowledgeInChat,
  membershipsInChat,
  noticesInChat,
  filesInChat,
  talkInChat,
  agentsInChat,
  sharingInChat,
  erasureInChat,
  importsInChat,
  leadsInChat,
];

/** @param presentCard what a card that is seen again is answered with; absent: no card asks */
export function createRegistry(presentCard?: PresentCard): Registry {
  return registryOf(IN_CHAT, presentCard);
}

/** Every CSV file that can be imported, in the order in which they are. Only the import loads them. */
export async function importTables(): Promise<readonly Table[]> {
  return Promise.all([
    import('./cli/import/tables/partners.ts').then(({ partners }) => partners),
    import('./cli/import/tables/memberships.ts').then(({ memberships }) => memberships),
    import('./cli/import/tables/contacts.ts').then(({ contacts }) => contacts),
    import('./cli/import/tables/operators.ts').then(({ operators }) => operators),
    import('./cli/import/tables/specializations.ts').then(({ specializations }) => specializations),
    import('./cli/import/tables/customers.ts').then(({ customers }) => customers),
    import('./cli/import/tables/subscriptions.ts').then(({ subscriptions }) => subscriptions),
    import('./cli/import/tables/metrics.ts').then(({ metrics }) => metrics),
    import('./cli/import/tables/eligibility.ts').then(({ eligibility }) => eligibility),
    import('./cli/import/tables/designations.ts').then(({ designations }) => designations),
    import('./cli/import/tables/kept.ts').then(({ delegations }) => delegations),
    import('./cli/import/tables/claims.ts').then(({ claims }) => claims),
    import('./cli/import/tables/kept.ts').then(({ usage }) => usage),
    import('./cli/import/tables/kept.ts').then(({ people }) => people),
    import('./cli/import/tables/kept.ts').then(({ pal }) => pal),
    import('./cli/import/tables/kept.ts').then(({ references }) => references),
    import('./cli/import/tables/kept.ts').then(({ requirements }) => requirements),
    import('./cli/import/tables/statements.ts').then(({ statements }) => statements),
  ]);
}
