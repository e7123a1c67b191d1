import type { Dialog, WaterfallStepContext } from 'botbuilder-dialogs';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import { chooseLocationCard, withOtherLocations } from '../cards/referrals/choose-location.ts';
import type { Rights } from '../domain/memberships/rights.ts';
import { PartnerId } from '../domain/shared/ids.ts';
import { locationsOf } from '../usecases/memberships/locations-of.ts';
import type { PlainKey } from '../words/say.ts';
import { noAccess } from './chat/no-access.ts';
import { rememberLocation } from '../usecases/memberships/person-changes.ts';
import { choicePrompt, say } from './choice-prompt.ts';
import { speakingIn } from './run.ts';
import { waterfall } from './sdk.ts';
import type { Speaking } from './speaking.ts';

/** A word that is about one location, for somebody who may stand at several. */
export interface WhichLocation {
  /** Id of the dialog that asks. */
  readonly dialog: string;
  readonly kind: PlainKey;
  readonly question: PlainKey;
  /** What a tap on a location sends. */
  readonly verb: string;
  /** Of the locations where the person has a right, those that can be meant. */
  meant(speaking: Speaking, locations: readonly Rights[]): readonly Rights[];
  /** The answer for a location chosen or alone. */
  show(speaking: Speaking, partnerId: PartnerId): Promise<AdaptiveCard>;
}

/**
 * The answer for the one location that can be meant, or for the last one that the person asked about, with the others to
 * choose instead; else the dialog that asks which.
 *
 * @param none the answer when no location can be meant; `at` are those where the person has any right
 */
export async function atLocation(
  which: WhichLocation,
  speaking: Speaking,
  none: (at: readonly Rights[]) => Promise<AdaptiveCard>,
): Promise<AdaptiveCard | { readonly dialog: string }> {
  const only = onlyStanding(speaking);
  // With one standing the answer itself reads what may be shown.
  if (only !== undefined) return which.show(speaking, only);
  const at = await rightsOfSpeaker(speaking);
  const meant = which.meant(speaking, at).map(({ location }) => location);
  const [first, ...others] = meant;
  if (first === undefined) return none(at);
  if (others.length === 0) return which.show(speaking, first.partnerId);
  const last = meant.find(({ partnerId }) => partnerId === speaking.person.lastPartnerId);
  if (last === undefined) return { dialog: which.dialog };
  const rest = meant.filter((location) => location !== last);
  return withOtherLocations(await which.show(speaking, last.partnerId), which, rest, speaking.reader);
}

/** The location of somebody who stands at just one; whether they still do is for the answer to read. */
function onlyStanding({ person }: Speaking): PartnerId | undefined {
  const [alone, ...more] = person.standings;
  return more.length === 0 ? alone?.partnerId : undefined;
}

/** Asks by a card with the locations; a tap on it, or a name or number typed, is an answer. */
export function whichLocationDialogs(which: WhichLocation): Dialog[] {
  const prompt = `${which.dialog}.location`;
  const ask = async (step: WaterfallStepContext) => {
    const speaking = speakingIn(step.context);
    const locations = which.meant(speaking, await rightsOfSpeaker(speaking)).map(({ location }) => location);
    const card = say(chooseLocationCard(which, locations, speaking.reader));
    const validations = locations.map(({ partnerId, name }) => ({ value: partnerId, title: name }));
    return step.prompt(prompt, { prompt: card, retryPrompt: card, validations });
  };
  const show = async (step: WaterfallStepContext) => {
    const partnerId = PartnerId.safeParse(step.result);
    const speaking = speakingIn(step.context);
    const card = partnerId.success ? await which.show(speaking, partnerId.data) : await noAccess(speaking);
    if (partnerId.success) await rememberLocation(speaking.context, speaking.person, partnerId.data);
    await step.context.sendActivity(say(card));
    return step.endDialog();
  };
  return [choicePrompt(prompt), waterfall(which.dialog, [ask, show])];
}

function rightsOfSpeaker({ context, person, reader }: Speaking): Promise<Rights[]> {
  return locationsOf(context.documents, person, reader.now);
}
