import type { Subscription } from '../../domain/associations/customer.ts';
import { ACTIVITY_RULES, workloadsOf } from '../../domain/claims/activities.ts';
import type { Evidence } from '../../domain/claims/claim.ts';
import { CLAIM_FIELDS, type ClaimField, type ClaimTyped } from '../../domain/claims/draft.ts';
import { claimableTargets } from '../../domain/claims/eligibility.ts';
import type { ClaimPolicy } from '../../domain/claims/policy.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { ClaimActivity, Workload } from '../../domain/shared/catalogue.ts';
import type { CustomerId } from '../../domain/shared/ids.ts';
import type { Choice } from '../kit/choice.ts';
import { date, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { ACTIVITY_NAMES, ACTIVITY_SHORT_NAMES } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, listed, plain } from '../kit/text.ts';
import { targetsOf, type ClaimErrors } from './inputs.ts';
import { EVIDENCE_NAMES } from './lines.ts';
import { previewOf, WHEN_TO_SELECT, WRONG_CHOICE, type PreviewLine } from './preview.ts';
import { targetName } from './target-name.ts';

interface ClaimFormData {
  readonly fallbackText: string;
  readonly head: Head;
  /** That nothing was submitted; `''`. */
  readonly problem: string;
  readonly note: string;
  readonly facts: readonly { readonly title: string; readonly value: string }[];
  /** When to select the chosen activity; `''` before one is chosen. */
  readonly when: string;
  readonly wrongChoice: string;
  /** Which half is shown; the other's inputs are there all the same, so that nothing typed is lost. */
  readonly showWho: boolean;
  readonly showWhat: boolean;
  readonly typed: ClaimTyped;
  readonly errors: { readonly [field in ClaimField]: string };
  readonly locations: readonly Choice[];
  readonly hasCustomers: boolean;
  readonly customers: readonly Choice[];
  readonly customerStyle: 'compact' | 'filtered';
  /** Asked while somebody types, where there are more than the list holds; none otherwise. */
  readonly search: readonly { readonly dataset: string }[];
  readonly otherOpen: boolean;
  readonly activities: readonly Choice[];
  readonly hasTargets: boolean;
  readonly targets: readonly Choice[];
  readonly targetLabel: string;
  readonly targetPlaceholder: string;
  /** Claims that stand in the way. */
  readonly links: readonly { readonly title: string; readonly claimId: string }[];
  readonly evidenceLabel: string;
  readonly files: readonly string[];
  readonly filesNote: string;
  readonly isRevRec: boolean;
  readonly preview: readonly PreviewLine[];
  readonly intent: string;
  readonly draftId: string;
  readonly hasOtherDrafts: boolean;
}

/** What is known of whoever may be claimed for, as the use case reads it. */
export interface ClaimFormShown {
  readonly locations: readonly Location[];
  readonly location: Location | undefined;
  readonly customers: readonly { readonly customerId: CustomerId; readonly name: string }[];
  readonly moreCustomers: boolean;
  readonly customer:
    | {
        readonly customerId: CustomerId;
        readonly name: string;
        readonly isRecorded: boolean;
        readonly subscriptions: readonly Subscription[] | undefined;
        readonly own: readonly { readonly activity: ClaimActivity; readonly target: string }[];
      }
    | undefined;
  readonly draft: { readonly draftId: string; readonly evidence: readonly Evidence[] } | undefined;
  readonly policy: ClaimPolicy;
}

export interface ClaimFormState {
  readonly intent: string;
  /** Which half is asked for; the first is shown until it is filled in. */
  readonly step: 'who' | 'what';
  readonly errors?: ClaimErrors;
  /** Of claims that stand in the way. */
  readonly claimIds?: readonly string[];
  /** What has just happened. */
  readonly note?: string;
  /** Something was refused: what was typed is kept, and nothing was stored. */
  readonly isRefused?: boolean;
  readonly otherDrafts?: number;
}

/** What a list of customers is asked for by, with the location after a slash. */
export const CUSTOMERS_DATASET = 'customers';

/** A list is chosen from at a glance up to here; a longer one is typed into. */
const MOST_AT_A_GLANCE = 12;
/** On one card; others are found by typing where the client asks, or by their tenant id. */
const MOST_CUSTOMERS = 100;
const MOST_FILES = 20;
const MOST_LINKED = 3;

const render = cardTemplate<ClaimFormData>('claims-form');

/**
 * The form of a claim, in two halves: who claims what kind of thing at whom, then what exactly, with proof and contacts and
 * what the claim will do. Choices are those that fit what was chosen before.
 */
export function claimFormCard(
  shown: ClaimFormShown,
  typed: ClaimTyped,
  state: ClaimFormState,
  reader: Reader,
): AdaptiveCard {
  const { locations, location, customer, draft } = shown;
  const activity = ClaimActivity.safeParse(typed.activity).data;
  const errors = errorsOf(shown, typed, state);
  const isWhoWrong = WHO_FIELDS.some((field) => errors[field] !== '');
  const isComplete = location !== undefined && customer !== undefined && activity !== undefined;
  const showWhat = isComplete && !isWhoWrong && state.step === 'what';
  const targets = withTyped(targetsFor(shown, activity), typed, state);
  const known = customerChoices(shown);
  const { word, color } = headState(state, showWhat, draft !== undefined);
  const name = customerName(shown, typed);
  return render({
    fallbackText: clean(showWhat && name !== '' ? `New claim: ${name}` : 'New claim'),
    head: head('CPOR claim', location?.name ?? '', (showWhat && name) || 'New claim', word, color),
    problem: problemOf(state, isWhoWrong),
    note: state.note ?? '',
    facts:
      showWhat && activity !== undefined ? factsOf(activity, name === '' ? customer.customerId : '') : [],
    when: showWhat && activity !== undefined ? WHEN_TO_SELECT[activity] : '',
    wrongChoice: WRONG_CHOICE,
    showWho: !showWhat,
    showWhat,
    typed: shownValues(typed, location, known, showWhat ? targets : undefined),
    errors,
    locations: locations.map((one) => ({ title: clean(one.name, 80), value: one.partnerId })),
    hasCustomers: known.length > 0,
    customers: known,
    customerStyle: known.length > MOST_AT_A_GLANCE ? 'filtered' : 'compact',
    search: searchOf(shown),
    otherOpen: known.length === 0 || typed.customerTenantId !== '' || hasOtherErrors(errors),
    activities: activitiesFor(shown, activity),
    hasTargets: showWhat && targets !== undefined && targets.length > 0,
    targets: targets ?? [],
    targetLabel: isOfSubscription(activity) ? 'Subscriptions, one claim each' : 'Workloads, one claim each',
    targetPlaceholder: isOfSubscription(activity)
      ? 'Subscription ids, separated by commas'
      : 'For example: exchange, intune',
    links: (state.claimIds ?? []).slice(0, MOST_LINKED).map((claimId) => ({
      title: (state.claimIds ?? []).length > 1 ? clean(`Open ${claimId}`, 40) : 'Open that claim',
      claimId,
    })),
    evidenceLabel:
      activity !== undefined && ACTIVITY_RULES[activity].needsProof
        ? 'Links to proof of execution (needed), one a line'
        : 'Links to proof of execution (optional), one a line',
    files: (draft?.evidence ?? []).slice(0, MOST_FILES).map((file) => fileLine(file, reader)),
    filesNote:
      draft === undefined
        ? 'To add a file, save this as draft and send me the file in this chat.'
        : 'To add a file, send it to me in this chat.',
    isRevRec: activity === 'revrec',
    preview:
      activity === undefined ? [] : previewOf(activity, previewTargets(typed, targets), shown.policy, reader),
    intent: state.intent,
    draftId: draft?.draftId ?? '',
    hasOtherDrafts: (state.otherDrafts ?? 0) > 0,
  });
}

/** Of the first half. */
const WHO_FIELDS: readonly ClaimField[] = [
  'partnerId',
  'customerId',
  'customerTenantId',
  'customerName',
  'customerDomain',
  'activity',
];

/** Every field has one, so that the template finds it; what can be told of the chosen activity is added. */
function errorsOf(
  shown: ClaimFormShown,
  { activity: typedActivity }: ClaimTyped,
  { errors = {}, step }: ClaimFormState,
): ClaimFormData['errors'] {
  const activity = ClaimActivity.safeParse(typedActivity).data;
  const nothingFits =
    step === 'what' && activity !== undefined && targetsFor(shown, activity)?.length === 0
      ? { activity: nothingFitsText(shown, activity) }
      : {};
  return Object.fromEntries(
    CLAIM_FIELDS.map((field) => [field, { ...nothingFits, ...errors }[field] ?? '']),
  ) as ClaimFormData['errors'];
}

function nothingFitsText(shown: ClaimFormShown, activity: ClaimActivity): string {
  const others = fittingActivities(shown).filter((other) => other !== activity);
  const instead =
    others.length === 0
      ? 'Nothing else fits either: no subscription of theirs that I know can be claimed.'
      : `Choose ${listed(others.map((other) => `“${ACTIVITY_SHORT_NAMES[other]}”`))} instead, which fits.`;
  return `${ACTIVITY_SHORT_NAMES[activity]} has nothing to claim at this customer: no subscription fits it that your location does not claim already. ${instead}`;
}

function hasOtherErrors(errors: ClaimFormData['errors']): boolean {
  return errors.customerTenantId !== '' || errors.customerName !== '' || errors.customerDomain !== '';
}

function searchOf({ customers, moreCustomers, location }: ClaimFormShown): ClaimFormData['search'] {
  const isCut = moreCustomers || customers.length > MOST_CUSTOMERS;
  return isCut && location !== undefined ? [{ dataset: `${CUSTOMERS_DATASET}/${location.partnerId}` }] : [];
}

function customerChoices({ customers, customer }: ClaimFormShown): Choice[] {
  const choices = customers
    .slice(0, MOST_CUSTOMERS)
    .map(({ customerId, name }) => ({ title: clean(name, 80), value: customerId as string }));
  // One beyond the list that was chosen by a button keeps its place.
  const isThere = customer === undefined || choices.some(({ value }) => value === customer.customerId);
  return isThere || customer.name === ''
    ? choices
    : [{ title: clean(customer.name, 80), value: customer.customerId }, ...choices];
}

/** Only what the activity can claim; `undefined`: nobody told, so that it is typed or chosen from everything. */
function targetsFor(
  { customer }: ClaimFormShown,
  activity: ClaimActivity | undefined,
): readonly Choice[] | undefined {
  if (activity === undefined) return undefined;
  const open = openTargets(customer, activity);
  if (open === undefined) {
    const workloads = workloadsOf(activity).filter((workload) => !isHeld(customer, activity, workload));
    return workloads.length === 0
      ? undefined
      : workloads.map((value) => ({ title: targetName(value), value }));
  }
  const products = new Map<string, string>(
    customer?.subscriptions?.map(({ subscriptionId, product }) => [subscriptionId, product]),
  );
  return open.map((value) => ({ title: clean(targetName(value, products.get(value)), 80), value }));
}

/** What can be claimed of the customer and is not the location's already; `undefined`: nobody told. */
function openTargets(
  customer: ClaimFormShown['customer'],
  activity: ClaimActivity,
): readonly string[] | undefined {
  return customer?.subscriptions === undefined
    ? undefined
    : claimableTargets(activity, customer.subscriptions).filter(
        (target) => !isHeld(customer, activity, target),
      );
}

/** A workload is claimed once, a subscription once an activity; OSA brings its RevRec. */
function isHeld(customer: ClaimFormShown['customer'], activity: ClaimActivity, target: string): boolean {
  const others = isOfSubscription(activity)
    ? [activity, ...(activity === 'revrec' ? (['osa'] as const) : [])]
    : ClaimActivity.options;
  return (customer?.own ?? []).some((own) => own.target === target && others.includes(own.activity));
}

/** What was refused stays to be seen and taken back; else a choice that no longer fits is dropped. */
function withTyped(
  offered: readonly Choice[] | undefined,
  typed: ClaimTyped,
  { isRefused = false }: ClaimFormState,
): readonly Choice[] | undefined {
  if (offered === undefined || !isRefused) return offered;
  const others = targetsOf(typed).filter(
    (target) => !offered.some(({ value }) => value === target.toLowerCase()),
  );
  return [...offered, ...others.map((target) => ({ title: clean(target, 80), value: clean(target, 80) }))];
}

/** All of them while it is not known what would fit. */
function activitiesFor(shown: ClaimFormShown, chosen: ClaimActivity | undefined): readonly Choice[] {
  const fitting = fittingActivities(shown);
  const offered = ClaimActivity.options.filter(
    (activity) => fitting.length === 0 || fitting.includes(activity) || activity === chosen,
  );
  return offered.map((value) => ({ title: ACTIVITY_NAMES[value], value }));
}

function fittingActivities({ customer }: ClaimFormShown): readonly ClaimActivity[] {
  return ClaimActivity.options.filter((activity) => openTargets(customer, activity)?.length !== 0);
}

function customerName({ customer }: ClaimFormShown, typed: ClaimTyped): string {
  return customer?.name || typed.customerName;
}

/** @param tenantId of a customer without a name; `''` */
function factsOf(activity: ClaimActivity, tenantId: string): ClaimFormData['facts'] {
  const { solutionArea, isPaid } = ACTIVITY_RULES[activity];
  return [
    ...(tenantId === '' ? [] : [{ title: 'Customer', value: tenantId }]),
    { title: 'Activity', value: ACTIVITY_NAMES[activity] },
    {
      title: 'Solution area',
      value: solutionArea === 'microsoft-365' ? 'Microsoft 365' : 'Business Applications',
    },
    { title: 'Incentive', value: isPaid ? 'Yes, at milestones' : 'None' },
  ];
}

/** Texts as inputs take them: not Markdown, but without what cannot be seen. Choices that are not offered are dropped. */
function shownValues(
  typed: ClaimTyped,
  location: Location | undefined,
  customers: readonly Choice[],
  targets: readonly Choice[] | undefined,
): ClaimTyped {
  const lines = (text: string) =>
    text
      .split(/\r?\n/)
      .map((line) => clean(line))
      .join('\n');
  const values = Object.fromEntries(
    CLAIM_FIELDS.map((field) => [
      field,
      field === 'comments' || field === 'evidence' ? lines(typed[field]) : clean(typed[field]),
    ]),
  ) as ClaimTyped;
  const isListed = customers.some(({ value }) => value === typed.customerId.toLowerCase());
  const offered = targets?.map(({ value }) => value);
  return {
    ...values,
    partnerId: location?.partnerId ?? values.partnerId,
    customerId: isListed ? typed.customerId.toLowerCase() : '',
    // By its id it stays, in the field for those that are not listed.
    customerTenantId: values.customerTenantId || (isListed ? '' : values.customerId),
    ...(offered === undefined
      ? {}
      : {
          target: targetsOf(typed)
            .flatMap((target) => offered.find((value) => value.toLowerCase() === target.toLowerCase()) ?? [])
            .join(','),
        }),
  };
}

function previewTargets(typed: ClaimTyped, targets: readonly Choice[] | undefined): string[] {
  const chosen = targetsOf(typed).filter((target) => Workload.safeParse(target).success);
  return chosen.length > 0 ? chosen : (targets ?? []).map(({ value }) => value);
}

function isOfSubscription(activity: ClaimActivity | undefined): boolean {
  return activity !== undefined && ACTIVITY_RULES[activity].unit === 'subscription';
}

function fileLine({ name, kind, addedAt }: Evidence, reader: Reader): string {
  return `File: ${plain(name, 100)} (${EVIDENCE_NAMES[kind].toLowerCase()}, ${date(addedAt, reader)})`;
}

function problemOf({ isRefused = false, step }: ClaimFormState, isWhoWrong: boolean): string {
  if (isRefused) return 'Nothing was submitted. What you typed is kept; please see the fields marked.';
  return isWhoWrong && step === 'what' ? 'Please see the fields marked.' : '';
}

function headState(
  { isRefused = false }: ClaimFormState,
  showWhat: boolean,
  isDraft: boolean,
): { readonly word: string; readonly color: StateColor } {
  if (isRefused) return { word: 'To correct', color: 'Attention' };
  if (isDraft) return { word: 'Draft', color: 'Default' };
  return { word: showWhat ? 'Step 2 of 2' : 'Step 1 of 2', color: 'Default' };
}
