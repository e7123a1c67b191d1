import { ACTIVITY_RULES } from '../../domain/claims/activities.ts';
import type { Evidence } from '../../domain/claims/claim.ts';
import type { ClaimTyped } from '../../domain/claims/draft.ts';
import { ClaimActivity, Workload } from '../../domain/shared/catalogue.ts';
import type { Choice } from '../kit/choice.ts';
import { date, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { ACTIVITY_NAMES } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import {
  activitiesFor,
  customerChoices,
  isOfSubscription,
  searchOf,
  targetsFor,
  withTyped,
} from './form-choices.ts';
import { errorsOf, hasOtherErrors, isWhoWrong, type FieldErrors } from './form-errors.ts';
import type { ClaimFormShown, ClaimFormState } from './form-shown.ts';
import { shownValues } from './form-values.ts';
import { targetsOf } from './inputs.ts';
import { EVIDENCE_NAMES } from './lines.ts';
import { previewOf, WHEN_TO_SELECT, WRONG_CHOICE, type PreviewLine } from './preview.ts';

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
  readonly errors: FieldErrors;
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
  /** To remove one; a button that there is not always room for. */
  readonly removable: readonly { readonly choices: readonly Choice[] }[];
  readonly isRevRec: boolean;
  readonly preview: readonly PreviewLine[];
  readonly intent: string;
  readonly draftId: string;
  readonly hasOtherDrafts: boolean;
}

/** A list is chosen from at a glance up to here; a longer one is typed into. */
const MOST_AT_A_GLANCE = 12;
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
  const whoIsWrong = isWhoWrong(errors);
  const isComplete = location !== undefined && customer !== undefined && activity !== undefined;
  const showWhat = isComplete && !whoIsWrong && state.step === 'what';
  const targets = withTyped(targetsFor(shown, activity), typed, state);
  const known = customerChoices(shown);
  const { word, color } = headState(state, showWhat, draft !== undefined);
  const name = customerName(shown, typed);
  return render({
    fallbackText: clean(showWhat && name !== '' ? `New claim: ${name}` : 'New claim'),
    head: head('CPOR claim', location?.name ?? '', (showWhat && name) || 'New claim', word, color),
    problem: problemOf(state, whoIsWrong),
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
    removable: removableOf(draft?.evidence ?? [], state),
    isRevRec: activity === 'revrec',
    preview:
      activity === undefined
        ? []
        : previewOf(
            activity,
            previewTargets(typed, targets),
            productsOf(shown, typed, targets),
            shown.policy,
            reader,
          ),
    intent: state.intent,
    draftId: draft?.draftId ?? '',
    hasOtherDrafts: (state.otherDrafts ?? 0) > 0,
  });
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

function previewTargets(typed: ClaimTyped, targets: readonly Choice[] | undefined): string[] {
  const chosen = targetsOf(typed).filter((target) => Workload.safeParse(target).success);
  return chosen.length > 0 ? chosen : (targets ?? []).map(({ value }) => value);
}

function fileLine({ name, kind, addedAt }: Evidence, reader: Reader): string {
  return `File: ${plain(name, 100)} (${EVIDENCE_NAMES[kind].toLowerCase()}, ${date(addedAt, reader)})`;
}

function removableOf(
  evidence: readonly Evidence[],
  { claimIds = [] }: ClaimFormState,
): ClaimFormData['removable'] {
  const files = evidence.slice(0, MOST_FILES);
  const choices = files.map(({ name, evidenceId }) => ({ title: clean(name, 80), value: evidenceId }));
  return choices.length === 0 || claimIds.length > 0 ? [] : [{ choices }];
}

function problemOf({ isRefused = false, step }: ClaimFormState, whoIsWrong: boolean): string {
  if (isRefused) return 'Nothing was submitted. What you typed is kept; please see the fields marked.';
  return whoIsWrong && step === 'what' ? 'Please see the fields marked.' : '';
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

/** Of the subscriptions that are chosen, before that of all to choose from, where the location may know them. */
function productsOf(
  { customer }: ClaimFormShown,
  typed: ClaimTyped,
  targets: readonly Choice[] | undefined,
): readonly string[] {
  const chosen = targetsOf(typed).map((target) => target.toLowerCase());
  const meant = chosen.length > 0 ? chosen : (targets ?? []).map(({ value }) => value);
  return (customer?.subscriptions ?? [])
    .filter(({ subscriptionId }) => meant.includes(subscriptionId))
    .map(({ product }) => product);
}
