import { ACTIVITY_RULES } from '../../../domain/claims/activities.ts';
import type { Evidence } from '../../../domain/claims/claim.ts';
import type { ClaimTyped } from '../../../domain/claims/draft.ts';
import { ClaimActivity, Workload } from '../../../domain/shared/catalogue.ts';
import type { Choice } from '../../kit/choice.ts';
import { say } from '../../../words/say.ts';
import { asText, NONE, type Text } from '../../../words/text.ts';
import type { Fact } from '../../associations/fact.ts';
import { date, type Reader } from '../../kit/format.ts';
import { head, type Head } from '../../kit/head.ts';
import { activityName, AREA_NAMES } from '../../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../../kit/template.ts';
import { clean, plain } from '../../kit/text.ts';
import {
  activitiesFor,
  customerChoices,
  isOfSubscription,
  searchOf,
  targetsFor,
  withTyped,
} from './choices.ts';
import { errorsOf, hasOtherErrors, isWhoWrong, type FieldErrors } from './errors.ts';
import { headState, problemOf } from './head.ts';
import type { ClaimFormShown, ClaimFormState } from './shown.ts';
import { shownValues } from './values.ts';
import { targetsOf } from './inputs.ts';
import { previewOf, type PreviewLine } from './preview.ts';

interface ClaimFormData {
  readonly fallbackText: Text;
  readonly head: Head;
  /** That nothing was submitted; `''`. */
  readonly problem: Text;
  readonly note: Text;
  readonly facts: readonly Fact[];
  /**
   * When to select the chosen activity; `''` before one is chosen. Source: Ingram Micro Cloud, "Partner associations" (about
   * 2023), table "CPOR Association Types", column "When to select?"; what a wrong one costs: same source, "Claiming with an
   * incorrect activity may result in missed eligibility, attainment, and incentive earnings".
   */
  readonly when: Text;
  /** Which half is shown; the other's inputs are there all the same, so that nothing typed is lost. */
  readonly showWho: boolean;
  readonly showWhat: boolean;
  /** Both halves at once, in a dialog: what can be chosen comes as it is looked for. */
  readonly isWhole: boolean;
  readonly opensDialog: boolean;
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
  readonly targetLabel: Text;
  readonly targetPlaceholder: Text;
  /** Claims that stand in the way. */
  readonly links: readonly { readonly title: Text; readonly claimId: string }[];
  readonly evidenceLabel: Text;
  readonly files: readonly Text[];
  readonly filesNote: Text;
  /** To remove one; a button that there is not always room for. */
  readonly removable: readonly { readonly choices: readonly Choice[] }[];
  readonly isRevRec: boolean;
  readonly preview: readonly PreviewLine[];
  readonly intent: string;
  readonly draftId: string;
  readonly hasOtherDrafts: boolean;
}

/** A list is chosen from at a glance up to here; a longer one is typed into. */
const MAX_AT_A_GLANCE = 12;
const MAX_FILES = 20;
const MAX_LINKED = 3;

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
  const errors = errorsOf(shown, typed, state, reader);
  const whoIsWrong = isWhoWrong(errors);
  const isComplete = location !== undefined && customer !== undefined && activity !== undefined;
  const isWhole = state.step === 'all';
  const showWhat = isWhole || (isComplete && !whoIsWrong && state.step === 'what');
  const targets = withTyped(targetsFor(shown, activity, reader), typed, state);
  const known = customerChoices(shown, reader);
  const { word, color } = headState(state, showWhat, draft !== undefined, reader);
  const name = customerName(shown, typed);
  const title = say(reader, 'claim-form.title');
  return render(
    {
      fallbackText: showWhat && name !== NONE ? say(reader, 'claim-form.summary', { customer: name }) : title,
      head: head(say(reader, 'claims.kind'), location?.name ?? '', (showWhat && name) || title, word, color),
      problem: problemOf(state, whoIsWrong, reader),
      note: state.note ?? NONE,
      facts:
        showWhat && isComplete ? factsOf(activity, name === NONE ? customer.customerId : '', reader) : [],
      when: showWhat && activity !== undefined ? say(reader, `claim-form.when.${activity}`) : NONE,
      showWho: isWhole || !showWhat,
      showWhat,
      isWhole,
      opensDialog: state.opensDialog === true && !showWhat,
      typed: shownValues(typed, location, known, showWhat ? targets : undefined),
      errors,
      locations: locations.map((one) => ({ title: clean(one.name, 80), value: one.partnerId })),
      hasCustomers: known.length > 0,
      customers: known,
      customerStyle: known.length > MAX_AT_A_GLANCE ? 'filtered' : 'compact',
      search: searchOf(shown, isWhole),
      otherOpen: known.length === 0 || typed.customerTenantId !== '' || hasOtherErrors(errors),
      activities: activitiesFor(shown, activity, reader),
      hasTargets: !isWhole && showWhat && targets !== undefined && targets.length > 0,
      targets: targets ?? [],
      ...targetInput(activity, isWhole, reader),
      links: linksOf(state, reader),
      evidenceLabel: evidenceLabel(activity, reader),
      ...filesData(draft, state, reader),
      isRevRec: activity === 'revrec',
      preview: activity === undefined ? [] : previewShown(activity, shown, typed, targets, reader),
      intent: state.intent,
      draftId: draft?.draftId ?? '',
      hasOtherDrafts: (state.otherDrafts ?? 0) > 0,
    },
    reader,
  );
}

function previewShown(
  activity: ClaimActivity,
  shown: ClaimFormShown,
  typed: ClaimTyped,
  targets: Parameters<typeof previewTargets>[1],
  reader: Reader,
): readonly PreviewLine[] {
  const products = productsOf(shown, typed, targets);
  return previewOf(activity, previewTargets(typed, targets), products, shown.policy, reader);
}

/** @param isWhole whether the activity may be chosen in the same go */
function targetInput(activity: ClaimActivity | undefined, isWhole: boolean, reader: Reader) {
  const unit = isOfSubscription(activity) ? 'subscriptions' : 'workloads';
  return {
    targetLabel:
      activity === undefined && isWhole
        ? say(reader, 'claims.list.target')
        : say(reader, `claim-form.targets.${unit}`),
    targetPlaceholder: say(reader, `claim-form.targets.${unit}-typed`),
  };
}

function evidenceLabel(activity: ClaimActivity | undefined, reader: Reader): Text {
  const isNeeded = activity !== undefined && ACTIVITY_RULES[activity].needsProof;
  return say(reader, isNeeded ? 'claim-form.evidence.needed' : 'claim-form.evidence.optional');
}

function filesData(draft: ClaimFormShown['draft'], state: ClaimFormState, reader: Reader) {
  const evidence = draft?.evidence ?? [];
  return {
    files: evidence.slice(0, MAX_FILES).map((file) => fileLine(file, reader)),
    filesNote: say(reader, draft === undefined ? 'claim-form.files.add-to-draft' : 'claim-form.files.add'),
    removable: removableOf(evidence, state),
  };
}

function linksOf({ claimIds = [] }: ClaimFormState, reader: Reader): ClaimFormData['links'] {
  return claimIds.slice(0, MAX_LINKED).map((claimId) => ({
    title:
      claimIds.length > 1
        ? say(reader, 'claim-form.open', { claim: clean(claimId, 30) })
        : say(reader, 'claim-form.open-that'),
    claimId,
  }));
}

/** Not Markdown. */
function customerName({ customer }: ClaimFormShown, typed: ClaimTyped): Text {
  return clean(customer?.name || typed.customerName);
}

/** @param tenantId of a customer without a name; `''` */
function factsOf(activity: ClaimActivity, tenantId: string, reader: Reader): Fact[] {
  const { solutionArea, isPaid } = ACTIVITY_RULES[activity];
  return [
    ...(tenantId === '' ? [] : [{ title: say(reader, 'claims.fact.customer'), value: plain(tenantId) }]),
    { title: say(reader, 'claims.fact.activity'), value: activityName(activity, reader) },
    { title: say(reader, 'claim-form.fact.area'), value: SOLUTION_AREAS[solutionArea] },
    {
      title: say(reader, 'claim-form.fact.incentive'),
      value: say(reader, isPaid ? 'claim-form.fact.incentive.paid' : 'claim-form.fact.incentive.none'),
    },
  ];
}

/** Names of products, the same in every language. */
const SOLUTION_AREAS = {
  'microsoft-365': asText('Microsoft 365'),
  'business-applications': AREA_NAMES['business-applications'],
};

function previewTargets(typed: ClaimTyped, targets: readonly Choice[] | undefined): string[] {
  const chosen = targetsOf(typed).filter((target) => Workload.safeParse(target).success);
  return chosen.length > 0 ? chosen : (targets ?? []).map(({ value }) => value);
}

function fileLine({ name, kind, addedAt }: Evidence, reader: Reader): Text {
  return say(reader, 'claim-form.files.line', {
    name: plain(name, 100),
    kind: say(reader, `claims.evidence.${kind}`),
    day: date(addedAt, reader),
  });
}

function removableOf(
  evidence: readonly Evidence[],
  { claimIds = [] }: ClaimFormState,
): ClaimFormData['removable'] {
  const files = evidence.slice(0, MAX_FILES);
  const choices = files.map(({ name, evidenceId }) => ({ title: clean(name, 80), value: evidenceId }));
  return choices.length === 0 || claimIds.length > 0 ? [] : [{ choices }];
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
