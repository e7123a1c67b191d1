import { randomUUID } from 'node:crypto';
import { ClaimNewPress, type ClaimNewInput } from '../../cards/claims/files/drafts.ts';
import { noClaimsCard } from '../../cards/claims/lists/no-claims.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { NOTHING_TYPED, type ClaimTyped } from '../../domain/claims/draft.ts';
import { copyOfClaim } from '../../usecases/claims/submission/copy.ts';
import { countDrafts, findDraft } from '../../usecases/claims/submission/drafts.ts';
import { openForm } from '../../usecases/claims/submission/form.ts';
import { whoMayClaim } from '../../usecases/claims/submission/who-may-claim.ts';
import { say } from '../../words/say.ts';
import { NONE } from '../../words/text.ts';
import { noAccess } from '../chat/no-access.ts';
import { cardAction, FORBIDDEN, type Answer, type Command, type Speaking } from '../speaking.ts';
import { formAnswer, formCard } from './form.ts';

/** `new claim`: the form, empty, or the location filled in where there is only one. */
export const newClaimCommand: Command = {
  words: ['new claim'],
  about: 'chat.about.new-claim',
  group: 'claims',
  who: ['incentive-role'],
  run: async (speaking) => {
    const answer = await newForm(speaking, {});
    return 'card' in answer ? answer.card : noClaims(speaking);
  },
};

/** The button that opens the form: it only reads. */
export const newClaimAction = cardAction({
  verb: 'claim.new',
  who: 'claims',
  data: ['partnerId', 'customerId', 'claimId', 'draftId'],
  inputs: [],
  schema: ClaimNewPress,
  changes: false,
  run: (speaking, { data }) => newForm(speaking, data),
});

/** Who could give somebody the role that claims need. */
export async function noClaims(speaking: Speaking): Promise<AdaptiveCard> {
  const { hasRole, names } = await whoMayClaim(speaking.context, speaking.person);
  return hasRole ? noClaimsCard(names, speaking.reader) : noAccess(speaking);
}

async function newForm(
  speaking: Speaking,
  { partnerId, customerId, claimId, draftId }: ClaimNewInput,
): Promise<Answer> {
  const { context, actor, person, reader } = speaking;
  if (draftId !== undefined) {
    const draft = await findDraft(context.documents, actor, draftId);
    if (draft === undefined) return FORBIDDEN;
    return formAnswer(speaking, draft.value, draft.value.typed, { step: stepOf(draft.value.typed) });
  }
  const copied = claimId === undefined ? NOTHING_TYPED : await copyOfClaim(context, actor, claimId);
  if (copied === undefined) return FORBIDDEN;
  const typed = {
    ...copied,
    ...(partnerId === undefined ? {} : { partnerId }),
    ...(customerId === undefined ? {} : { customerId }),
  };
  const [form, otherDrafts] = await Promise.all([
    openForm(context, person, typed),
    countDrafts(context.documents, actor),
  ]);
  if (!form.ok) return FORBIDDEN;
  const note =
    otherDrafts === 0 || claimId !== undefined
      ? NONE
      : say(reader, 'claim-form.drafts', { count: otherDrafts });
  const state = { intent: randomUUID(), step: stepOf(typed), note, otherDrafts };
  return { card: formCard(speaking, form.value, typed, state) };
}

/** What was begun goes on where it was left. */
function stepOf(typed: ClaimTyped): 'who' | 'what' {
  return typed.activity === '' || (typed.customerId === '' && typed.customerTenantId === '') ? 'who' : 'what';
}
