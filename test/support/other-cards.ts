import { digestCard } from '../../src/cards/associations/digest.ts';
import { claimDraftsCard } from '../../src/cards/claims/files/drafts.ts';
import { evidenceFilesCard } from '../../src/cards/claims/files/of-claim.ts';
import { claimFilesCard } from '../../src/cards/claims/files/attach.ts';
import { claimsListCard, readClaimsFilter } from '../../src/cards/claims/lists/list.ts';
import type { Reader } from '../../src/cards/kit/format.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { plain } from '../../src/cards/kit/text.ts';
import { settingsCard } from '../../src/cards/notices/settings.ts';
import { operationsCard } from '../../src/cards/operators/operations.ts';
import { workCard, type WorkShown } from '../../src/cards/operators/work.ts';
import { operatorReferralCard } from '../../src/cards/operators/referral.ts';
import { unplacedCard } from '../../src/cards/operators/unplaced.ts';
import { channelOfferCard } from '../../src/cards/referrals/channel-offer.ts';
import { chooseLocationCard } from '../../src/cards/referrals/choose-location.ts';
import { referralsListCard } from '../../src/cards/referrals/list.ts';
import { readFilter } from '../../src/cards/referrals/list-press.ts';
import { referralOfferCard } from '../../src/cards/referrals/offer.ts';
import { scoresAreaCard } from '../../src/cards/scores/area.ts';
import { scoresChooseCard } from '../../src/cards/scores/choose.ts';
import { eligibilityCard } from '../../src/cards/scores/eligibility.ts';
import { scoresOverviewCard } from '../../src/cards/scores/overview.ts';
import { readPlanTyped } from '../../src/cards/scores/plan-typed.ts';
import { scoresPlanCard } from '../../src/cards/scores/plan.ts';
import { scoresWhyCard } from '../../src/cards/scores/why.ts';
import { NONE } from '../../src/words/text.ts';
import { newCommandImport } from '../../src/domain/imports/dropped.ts';
import { NOTHING_TYPED } from '../../src/domain/claims/draft.ts';
import { newQuarter, quarterOf } from '../../src/domain/referrals/acceptance.ts';
import { offerEntry } from '../../src/domain/referrals/offer-entry.ts';
import type { WorkSurvey } from '../../src/domain/operators/work.ts';
import { newTally } from '../../src/domain/referrals/part-standing.ts';
import type { Offer } from '../../src/domain/referrals/referral.ts';
import { isCustomerMetric } from '../../src/domain/scores/eligibility.ts';
import { planToQualify } from '../../src/domain/scores/plan.ts';
import { GlobalId, Intent, PartnerId } from '../../src/domain/shared/ids.ts';
import { claim, evidence } from './claims.ts';
import { readerAt } from './intake-cards.ts';
import { areaOf } from '../../src/domain/scores/score.ts';
import type { Association, Metric } from '../../src/domain/shared/catalogue.ts';
import { accountOf, metricRow } from './metric-rows.ts';
import { inDays, location, noon, offer, referral } from './referrals.ts';
import { aad, person } from './seed.ts';

const contoso = { ...location(), name: 'Contoso Corporation (US)' };
const figures = { ...newQuarter(quarterOf(noon)), accepted: 29, declined: 6, timedOut: 2 };

function offerView(own: Offer, language: string) {
  const { customer } = referral();
  const parts = [{ part: 1, workloads: ['teams' as const], offers: [own], redirect: null }];
  const whole = referral({ customer: { ...customer, language }, parts });
  const [part] = whole.parts;
  if (part === undefined) throw new Error('no part');
  return { referral: whole, part, offer: own, location: contoso };
}

/**
 * Offers, their lists and what operators see of them.
 *
 * @param language of the customer
 */
export function referralCards(
  reader = readerAt(noon),
  language = 'en',
): { readonly [face: string]: AdaptiveCard } {
  const dana = { by: aad(1), name: 'Dana Okafor' };
  const accepted = offer({ status: 'accepted', decidedAt: noon, decidedBy: dana });
  const open = offerView(offer(), language);
  const desk = {
    colleagues: [
      { aadObjectId: aad(1), name: 'Dana Okafor' },
      { aadObjectId: aad(3), name: 'Sam Ortiz' },
    ],
    history: [{ at: noon, action: 'referral.note', who: 'Dana Okafor', detail: '' }],
  };
  const list = {
    at: [contoso],
    choices: [contoso],
    leftOut: 0,
    owners: new Map(),
    entries: [offerEntry(open.referral, 1, open.offer)],
    after: 'cursor',
    cutShort: false,
    figures: [figures],
    standardOnly: [],
    staff: true,
  };
  const lost = offerView(
    offer({ partnerId: 'FTC', partnerName: 'FastTrack Center', status: 'ftc' }),
    language,
  );
  const asking = {
    kind: 'referrals.kind',
    question: 'referrals.pause.which',
    verb: 'pause.show',
  } as const;
  const places = (count: number) =>
    Array.from({ length: count }, (_none, at) => ({
      name: `Contoso Corporation (${at})`,
      partnerId: PartnerId.parse(`${1_000 + at}`),
    }));
  return {
    offer: referralOfferCard({ ...open, figures }, reader),
    'accepted offer': referralOfferCard({ ...offerView(accepted, language), desk }, reader),
    'accepted offer, noting': referralOfferCard({ ...offerView(accepted, language), desk }, reader, {
      form: 'note',
      text: 'x',
      followUp: '',
      textError: 'notes-long',
    }),
    'offer in a channel': channelOfferCard(open, reader),
    list: referralsListCard(list, readFilter({}), true, reader),
    'list with co-sell leads': referralsListCard(
      { ...list, leads: { all: 3, toAnswer: 1 } },
      readFilter({}),
      true,
      reader,
    ),
    'list of nothing': referralsListCard(
      { ...list, entries: [], after: undefined },
      readFilter({}),
      true,
      reader,
    ),
    unplaced: unplacedCard(lost.referral, lost.part, lost.offer, reader),
    'as operators see it': operatorReferralCard(open.referral, undefined, reader),
    'operators change it': operatorReferralCard(open.referral, [], reader, NONE, {
      reason: 'x',
      partnerId: '1',
    }),
    'one of few locations': chooseLocationCard(asking, places(6), reader),
    'one of many locations': chooseLocationCard(asking, places(30), reader),
  };
}

/** All that Security asks for but some certifications. */
function fullSecurity(asOf: string, certified: number) {
  const row = (metric: Metric, association: Association | null, value: number) =>
    metricRow({ asOf, area: 'security', track: null, metric, association, value });
  return [
    row('net-customer-adds', 'pal', 4),
    row('intermediate-certifications', null, certified),
    row('usage-growth', 'pal', 12_500),
    row('deployments', 'cpor', 5),
  ];
}

/** Scores, and what makes them. */
export function scoreCards(of: Reader = readerAt(noon)): { readonly [face: string]: AdaptiveCard } {
  const account = { globalId: GlobalId.parse('4400000'), name: 'Contoso Corporation' };
  const scores = accountOf(
    [
      metricRow({ value: 3, association: 'cpor' }),
      metricRow({ metric: 'intermediate-certifications', value: 4 }),
      metricRow({ metric: 'advanced-certifications', value: 1 }),
      metricRow({ metric: 'usage-growth', association: 'dpor', value: 3_000 }),
      metricRow({ metric: 'usage-growth', association: 'cpor', value: 500 }),
      metricRow({ metric: 'deployments', association: 'dpor', value: 6 }),
      metricRow({ asOf: '2026-09-20', value: 2, association: 'cpor' }),
      metricRow({ asOf: '2026-09-20', metric: 'usage-growth', association: 'dpor', value: 2_000 }),
      metricRow({ asOf: '2026-08-20', value: 1, association: 'cpor' }),
      ...fullSecurity('2026-10-20', 5),
      ...fullSecurity('2026-09-20', 6),
      metricRow({ area: 'infrastructure', track: null, association: 'cpor', value: 3 }),
      metricRow({ area: 'data-ai', track: null, association: 'dpor', value: 2 }),
    ],
    {
      designations: [
        {
          globalId: account.globalId,
          area: 'security',
          enrolledOn: '2026-01-15',
          anniversary: '2027-01-15',
        },
        {
          globalId: account.globalId,
          area: 'infrastructure',
          enrolledOn: '2026-08-01',
          anniversary: '2027-08-01',
        },
      ],
    },
  );
  const [score] = scores.areas;
  if (score === undefined) throw new Error('no area');
  const plan = { account, score, after: score, planned: planToQualify(score) };
  const metrics = score.groups.flatMap((group) => group.metrics);
  const listedOne = { subject: 'c1', value: 1, criterion: '10 active users' };
  return {
    overview: scoresOverviewCard(account, scores, of),
    'area whose renewal is due': scoresAreaCard(account, areaOf(scores.areas, 'security'), of),
    'area with another printed number': scoresAreaCard(account, areaOf(scores.areas, 'data-ai'), of),
    'area without figures': scoresAreaCard(account, areaOf(scores.areas, 'business-applications'), of),
    'overview of nothing': scoresOverviewCard(account, accountOf([]), of),
    area: scoresAreaCard(account, score, of),
    choose: scoresChooseCard([account, { globalId: GlobalId.parse('4400001'), name: 'Fabrikam, Inc.' }], of),
    plan: scoresPlanCard(plan, readPlanTyped({}), of),
    why: scoresWhyCard(
      {
        account,
        score,
        metrics: metrics.map((metric) => ({
          metric,
          listed: isCustomerMetric(metric.metric)
            ? [
                { ...listedOne, name: 'Tailspin Toys', association: 'cpor', counted: true },
                { ...listedOne, name: 'Fourth Coffee', association: 'dpor', counted: false, criterion: '' },
              ]
            : [],
          unseen: { counted: 0, not: 0 },
          more: isCustomerMetric(metric.metric) ? 3 : 0,
          own: [],
        })),
      },
      of,
    ),
    eligibility: eligibilityCard({}, of),
    'eligibility of one': eligibilityCard({ area: 'security', association: 'pal' }, of),
  };
}

/** What belongs to no other set: settings, operations, digests, drafts and files. */
export function furtherCards(reader: Reader): { readonly [face: string]: AdaptiveCard } {
  const urgent = {
    referralId: referral().referralId,
    part: 1,
    kind: 'benefit',
    customerName: 'Tailspin Toys',
    partnerId: contoso.partnerId,
    partnerName: contoso.name,
    status: 'offered',
    offeredAt: noon,
    respondBy: inDays(3),
    overdue: true,
    urgent: true,
    round: 1,
    revision: 1,
  } as const;
  const survey = {
    all: { ...newTally('all', ''), open: 12, overdue: 3 },
    partners: [newTally(contoso.partnerId, contoso.name)],
    urgent: [urgent, { ...urgent, part: 2 }, { ...urgent, part: 3 }],
    referrals: 7,
    waiting: { claims: 1_234, cases: 12, mails: 1_234 },
    unanswered: ['how do I bake bread', 'when is the next FastTrack summit'],
  };
  const draft = {
    draftId: 'd'.repeat(32),
    intent: Intent.parse('intent'),
    typed: NOTHING_TYPED,
    evidence: [],
    createdAt: noon,
    updatedAt: noon,
  };
  const named = { draft, customerName: 'Tailspin Toys' };
  const files = [{ fileId: 'f'.repeat(32), name: 'sow.pdf', size: 1_000 }];
  const claims = {
    at: [contoso],
    choices: [contoso],
    leftOut: 0,
    owners: new Map(),
    entries: [],
    after: undefined,
    cutShort: false,
    drafts: 3,
  };
  const dana = person(1, { name: 'Dana Okafor' });
  const failed = {
    counts: [],
    problems: ['contacts.csv:17 email: is not an e-mail address'],
    problemCount: 41,
    warnings: [],
  };
  const work: WorkShown & { readonly survey: WorkSurvey } = {
    survey: {
      at: noon,
      pending: 1_234,
      oldest: noon,
      deadJobs: 2,
      deadNotices: 1,
      dead: [
        { what: 'referral.match', tries: 10, why: 'DocumentInvalid' },
        { what: 'referral-offer', tries: 1, why: '400' },
      ],
      unreachable: 2,
      people: [],
    },
    names: ['Dana Okafor', 'Jo Berg'],
    imported: newCommandImport('e'.repeat(32), failed, noon),
    running: { version: '1.0.0', engine: 'sqlite' },
  };
  const idle = { pending: 0, oldest: null, deadJobs: 0, deadNotices: 0, dead: [], unreachable: 0 };
  return {
    settings: settingsCard(dana, reader, true),
    operations: operationsCard(survey, reader),
    'idle operations': operationsCard(
      { ...survey, urgent: [], referrals: 0, waiting: { claims: 0, cases: 0, mails: 0 }, unanswered: [] },
      reader,
    ),
    'how it runs': workCard(work, reader),
    'nothing gave up': workCard({ ...work, names: [], survey: { ...work.survey, ...idle } }, reader),
    'tried again': workCard(work, reader, true),
    'not looked through': workCard({ survey: undefined, names: [], imported: undefined }, reader),
    digest: digestCard([{ what: 'gained', text: plain('Tailspin Toys') }], 4, reader),
    drafts: claimDraftsCard([named, named], NONE, reader),
    'no drafts': claimDraftsCard([], NONE, reader),
    'files to attach': claimFilesCard({ files, problems: [], drafts: [named], claims: [] }, reader),
    'files of a claim': evidenceFilesCard(claim({ evidence: [evidence(1), evidence(2)] }), reader),
    claims: claimsListCard(claims, readClaimsFilter({}), true, reader),
  };
}
