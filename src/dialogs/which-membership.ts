import type { Dialog, WaterfallStepContext } from 'botbuilder-dialogs';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import {
  membershipTitle,
  membershipValue,
  readMembership,
  type MembershipIds,
  type MembershipNamed,
} from '../cards/kit/membership-input.ts';
import { chooseMembershipCard, withOtherMemberships } from '../cards/memberships/choose-membership.ts';
import { may, type For } from '../domain/memberships/policy.ts';
import type { Rights } from '../domain/memberships/rights.ts';
import { PROGRAMS, type Program } from '../domain/shared/catalogue.ts';
import { locationsOf } from '../usecases/memberships/locations-of.ts';
import { rememberMembership } from '../usecases/memberships/person-changes.ts';
import type { PlainKey } from '../words/say.ts';
import { noAccess } from './chat/no-access.ts';
import { choicePrompt, say } from './choice-prompt.ts';
import { speakingIn } from './run.ts';
import { waterfall } from './sdk.ts';
import type { Speaking } from './speaking.ts';

/** A word that is about one membership, for somebody who may have several. */
export interface WhichMembership {
  /** Id of the dialog that asks. */
  readonly dialog: string;
  readonly kind: PlainKey;
  readonly question: PlainKey;
  /** What a tap on a membership sends. */
  readonly verb: string;
  /** Memberships in which the person may do this can be meant. */
  readonly what: For;
  /** The answer for a membership chosen or alone. */
  show(speaking: Speaking, at: MembershipIds): Promise<AdaptiveCard>;
}

/**
 * The answer for the one membership that can be meant, or for the one that the person chose last, with the others to choose
 * instead; else the dialog that asks which. Somebody of one never hears of it.
 *
 * @param none the answer when no membership can be meant; `at` are the locations where the person has any right
 */
export async function atMembership(
  which: WhichMembership,
  speaking: Speaking,
  none: (at: readonly Rights[]) => Promise<AdaptiveCard>,
): Promise<AdaptiveCard | { readonly dialog: string }> {
  const at = await rightsOfSpeaker(speaking);
  const meant = membershipsAt(at, which.what);
  const [first, ...others] = meant;
  if (first === undefined) return none(at);
  if (others.length === 0) return which.show(speaking, idsOf(first));
  const last = meant.find((one) => isLast(speaking, idsOf(one)));
  if (last === undefined) return { dialog: which.dialog };
  const rest = meant.filter((one) => one !== last);
  return withOtherMemberships(await which.show(speaking, idsOf(last)), which, rest, speaking.reader);
}

/** The choice as a card, for a press that lost what was chosen. */
export async function whichMembershipCard(
  which: WhichMembership,
  speaking: Speaking,
): Promise<AdaptiveCard | undefined> {
  const meant = membershipsAt(await rightsOfSpeaker(speaking), which.what);
  return meant.length === 0 ? undefined : chooseMembershipCard(which, meant, speaking.reader);
}

/** Asks by a card with the memberships; a tap on it, or a name typed, is an answer. */
export function whichMembershipDialogs(which: WhichMembership): Dialog[] {
  const prompt = `${which.dialog}.membership`;
  const ask = async (step: WaterfallStepContext) => {
    const speaking = speakingIn(step.context);
    const meant = membershipsAt(await rightsOfSpeaker(speaking), which.what);
    const card = say(chooseMembershipCard(which, meant, speaking.reader));
    const validations = meant.map((one) => ({
      value: membershipValue(one),
      title: membershipTitle(one, speaking.reader),
    }));
    return step.prompt(prompt, { prompt: card, retryPrompt: card, validations });
  };
  const show = async (step: WaterfallStepContext) => {
    const speaking = speakingIn(step.context);
    const membership: unknown = step.result;
    const at = typeof membership === 'string' ? readMembership({ membership }) : undefined;
    await step.context.sendActivity(
      say(at === undefined ? await noAccess(speaking) : await which.show(speaking, at)),
    );
    if (at !== undefined) await rememberMembership(speaking.context, speaking.person, at);
    return step.endDialog();
  };
  return [choicePrompt(prompt), waterfall(which.dialog, [ask, show])];
}

function membershipsAt(at: readonly Rights[], what: For): MembershipNamed[] {
  return at.flatMap((rights) =>
    knownPrograms(rights)
      .filter((program) => may(what, rights, program))
      .map((program) => ({
        location: rights.location,
        program,
      })),
  );
}

/** Those of the location, and any in which the person has a role though it was never imported. */
function knownPrograms({ location, roles }: Rights): Program[] {
  return PROGRAMS.filter((program) => location.programs.includes(program) || program in roles);
}

function idsOf({ location: { partnerId }, program }: MembershipNamed): MembershipIds {
  return { partnerId, program };
}

function isLast({ person: { lastMembership } }: Speaking, { partnerId, program }: MembershipIds): boolean {
  return lastMembership?.partnerId === partnerId && lastMembership.program === program;
}

function rightsOfSpeaker({ context, person, reader }: Speaking): Promise<Rights[]> {
  return locationsOf(context.documents, person, reader.now);
}
