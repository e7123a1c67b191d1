import { claimDraftsCard } from '../cards/claims/files/drafts.ts';
import { evidenceFilesCard } from '../cards/claims/files/of-claim.ts';
import { settingsCard } from '../cards/notices/settings.ts';
import { TeamGrantPress } from '../cards/memberships/team-press.ts';
import { chooseLocationCard } from '../cards/referrals/choose-location.ts';
import { ClaimId } from '../domain/claims/claim.ts';
import { CLAIM_FIELDS, DraftId, NOTHING_TYPED, type ClaimTyped } from '../domain/claims/draft.ts';
import { Intent } from '../domain/shared/ids.ts';
import { draftIdOf, findDraft, namedDrafts } from '../usecases/claims/submission/drafts.ts';
import { viewClaim } from '../usecases/claims/shown/view.ts';
import { locationsOf } from '../usecases/memberships/locations-of.ts';
import { say } from '../words/say.ts';
import { claimsCommand } from './claims/command.ts';
import { formAnswer } from './claims/form.ts';
import { associationsCommand } from './associations/list.ts';
import { operationsCard } from './operators/operations.ts';
import { pauseCommand, whichToPause } from './referrals/pause.ts';
import { grantFormAgain, whichTeam } from './memberships/team.ts';
import { profileCommand, whichProfile } from './referrals/profile.ts';
import { referralsCommand } from './referrals/list.ts';
import {
  FORBIDDEN,
  type Answer,
  type Command,
  type LostInputs,
  type PressData,
  type Speaking,
} from './speaking.ts';
import { whichMembershipCard } from './which-membership.ts';
import type { WhichLocation } from './which-location.ts';

/**
 * Forms whose inputs a client always sends, because they always hold something: a choice that begins with one made, a
 * toggle. Without any of those the client has lost what was typed and chosen (phones do), so nothing is done and the card
 * comes back. Choices that begin empty, and texts, may be left empty: the form itself says what is missing.
 *
 * Every form of ours with such an input is here, by its verb; a button without inputs lacks none.
 */
export const LOST_INPUTS: { readonly [verb: string]: LostInputs } = {
  'settings.set': async ({ person, reader }, data) =>
    lostSettings(data) ? { card: settingsCard(person, reader, false, { asked: {}, fields: [] }) } : undefined,
  'claim.draft': async (speaking, data) => {
    const { form, before } = await draftUnder(speaking, data);
    if (form === undefined || !lostOfDraft(data, before)) return undefined;
    return formAnswer(speaking, form, before ?? NOTHING_TYPED, {
      step: (before?.activity ?? '') === '' ? 'who' : 'what',
      note: say(speaking.reader, 'chat.lost.draft'),
    });
  },
  'claim.submit': draftAgain,
  'claim.form': draftAgain,
  'claim.remove-file': async (speaking, data) => {
    const draftId = DraftId.safeParse(data['draftId']);
    if (has(data, 'evidenceId') || !draftId.success) return undefined;
    const stored = await findDraft(speaking.context.documents, speaking.actor, draftId.data);
    if (stored === undefined) return undefined;
    return formAnswer(speaking, stored.value, stored.value.typed, {
      step: 'what',
      note: say(speaking.reader, 'chat.lost.file'),
    });
  },
  'claim.delete-draft': without('draftId', async ({ context, person, reader }) => ({
    card: claimDraftsCard(
      await namedDrafts(context, person),
      say(reader, 'chat.lost.draft-to-delete'),
      reader,
    ),
  })),
  'claim.show': without('claimId', byCommand(claimsCommand)),
  'associations.show': without('customerId', byCommand(associationsCommand)),
  'referral.show': async (speaking, data) =>
    has(data, 'referral') || has(data, 'referralId') ? undefined : byCommand(referralsCommand)(speaking),
  'profile.show': without('partnerId', byCommand(profileCommand, whichProfile)),
  'pause.show': without('partnerId', byCommand(pauseCommand, whichToPause)),
  'team.list': async (speaking, data) => {
    if (has(data, 'partnerId') || has(data, 'membership')) return undefined;
    const card = await whichMembershipCard(whichTeam, speaking);
    return card && { card };
  },
  'team.grant': lostRoles,
  'referral.why': without('referralId', async (speaking) => {
    const card = await operationsCard(speaking);
    return card === undefined ? FORBIDDEN : { card };
  }),
  'file.get': async ({ context, actor, reader }, data) => {
    const claimId = ClaimId.safeParse(data['claimId']);
    if (data['kind'] !== 'evidence' || has(data, 'evidenceId') || !claimId.success) return undefined;
    const found = await viewClaim(context, actor, claimId.data);
    return found.ok ? { card: evidenceFilesCard(found.value.claim, reader) } : FORBIDDEN;
  },
};

function has(data: PressData, field: string): boolean {
  return data[field] !== undefined && data[field] !== null && data[field] !== '';
}

function without(field: string, back: (speaking: Speaking) => Promise<Answer | undefined>): LostInputs {
  return async (speaking, data) => (has(data, field) ? undefined : back(speaking));
}

/** The card that the word for it shows, or the choice between several locations where it asks for one. */
function byCommand(
  command: Command,
  which?: WhichLocation,
): (speaking: Speaking) => Promise<Answer | undefined> {
  return async (speaking) => {
    const shown = await command.run(speaking);
    if (!('dialog' in shown)) return { card: shown };
    if (which === undefined) return undefined;
    const { context, person, reader } = speaking;
    const at = which.meant(speaking, await locationsOf(context.documents, person, reader.now));
    return {
      card: chooseLocationCard(
        which,
        at.map(({ location }) => location),
        reader,
      ),
    };
  };
}

/** The form that a press is about, and what its draft holds where there is one. */
async function draftUnder({ context, actor }: Speaking, { intent }: PressData) {
  const form = Intent.safeParse(intent);
  if (!form.success) return {};
  const draft = await findDraft(context.documents, actor, draftIdOf(form.data));
  return { form: draft?.value ?? { intent: form.data }, before: draft?.value.typed };
}

/** Of a form that came back with nothing at all, what its draft holds. */
async function draftAgain(speaking: Speaking, data: PressData): Promise<Answer | undefined> {
  if (!hasNothing(data)) return undefined;
  const { form, before } = await draftUnder(speaking, data);
  if (form === undefined || before === undefined) return undefined;
  return formAnswer(speaking, form, before, {
    step: before.activity === '' ? 'who' : 'what',
    note: say(speaking.reader, 'chat.lost.claim'),
  });
}

const SETTINGS_CHOICES = ['zone', 'language', 'offers'];

/** One is made in each of three lists; what names nothing at all, and not as our own card does, has lost it as well. */
function lostSettings(data: PressData): boolean {
  const { form, ...inputs } = data;
  const named = form === 'whole' ? SETTINGS_CHOICES.map((field) => inputs[field]) : Object.values(inputs);
  return named.every((input) => input === undefined || input === null);
}

/** Both lists of roles begin with a choice made: the form that holds them comes back, a member’s or that for somebody new. */
async function lostRoles(speaking: Speaking, data: PressData): Promise<Answer | undefined> {
  const told = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
  const sent = TeamGrantPress.shape.data.safeParse(told);
  if (has(data, 'role') || has(data, 'incentiveRole') || !sent.success) return undefined;
  return grantFormAgain(speaking, sent.data);
}

function hasNothing(data: PressData): boolean {
  return CLAIM_FIELDS.every((field) => !has(data, field));
}

/** Nothing at all; or without the location or the activity that had been chosen, which can be changed but not emptied. */
function lostOfDraft(data: PressData, before: ClaimTyped | undefined): boolean {
  if (hasNothing(data)) return true;
  return (['partnerId', 'activity'] as const).some(
    (field) => (before?.[field] ?? '') !== '' && (data[field] ?? null) === null,
  );
}
