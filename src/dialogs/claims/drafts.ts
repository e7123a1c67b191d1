import { claimDraftsCard, ClaimDeleteDraftPress, ClaimDraftsPress } from '../../cards/claims/files/drafts.ts';
import { ClaimDraftPress, ClaimRemoveFilePress, typedOf } from '../../cards/claims/form/inputs.ts';
import { submittedCard } from '../../cards/claims/form/submitted.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { CLAIM_FIELDS, MAX_DRAFTS } from '../../domain/claims/draft.ts';
import { openForm } from '../../usecases/claims/submission/form.ts';
import {
  discardDraft,
  namedDrafts,
  removeFromDraft,
  saveDraft,
} from '../../usecases/claims/submission/drafts.ts';
import { submittedBefore } from '../../usecases/claims/submission/submit.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { cardAction, FORBIDDEN, type Speaking } from '../speaking.ts';
import { formAnswer } from './form.ts';

/** Keeps what was typed, for somebody who may claim there; nothing of it is judged yet. */
export const saveDraftAction = cardAction({
  verb: 'claim.draft',
  who: 'claims',
  data: ['intent'],
  inputs: CLAIM_FIELDS,
  schema: ClaimDraftPress,
  changes: true,
  async run(speaking, { data }) {
    const { context, actor, person, reader } = speaking;
    const { typed, tooLong } = typedOf(data);
    const step = typed.activity === '' ? 'who' : 'what';
    const form = await openForm(context, person, typed);
    if (!form.ok) return FORBIDDEN;
    const before = await submittedBefore(context, actor, data.intent);
    if (before !== undefined) return { card: submittedCard(before, reader) };
    if (Object.keys(tooLong).length > 0) {
      return formAnswer(speaking, data, typed, {
        step,
        errors: tooLong,
        note: say(reader, 'claims.drafts.not-saved'),
      });
    }
    const saved = await saveDraft(context, actor, { intent: data.intent, typed });
    return saved.ok
      ? formAnswer(speaking, saved.value, typed, { step, note: say(reader, 'claims.drafts.kept') })
      : formAnswer(speaking, data, typed, {
          step,
          note: say(reader, 'claims.drafts.full', { count: MAX_DRAFTS }),
        });
  },
});

/** A wrong file goes off the draft; what was typed stays in the form, and is not saved. */
export const removeFileAction = cardAction({
  verb: 'claim.remove-file',
  who: 'oneself',
  data: ['intent', 'draftId'],
  inputs: ['evidenceId'],
  schema: ClaimRemoveFilePress,
  changes: true,
  async run(speaking, { data }) {
    const { draftId = '', evidenceId = '' } = data;
    const draft = await removeFromDraft(speaking.context, speaking.actor, draftId, evidenceId);
    if (draft === undefined) return FORBIDDEN;
    const { typed, tooLong } = typedOf(data);
    const note = say(speaking.reader, 'claims.drafts.file-removed');
    return formAnswer(speaking, data, typed, { step: 'what', errors: tooLong, note });
  },
});

export const showDraftsAction = cardAction({
  verb: 'claim.drafts',
  who: 'oneself',
  data: [],
  inputs: [],
  schema: ClaimDraftsPress,
  changes: false,
  async run(speaking) {
    return { card: await draftsCard(speaking) };
  },
});

export const deleteDraftAction = cardAction({
  verb: 'claim.delete-draft',
  who: 'oneself',
  data: ['draftId'],
  inputs: [],
  schema: ClaimDeleteDraftPress,
  changes: true,
  async run(speaking, { data: { draftId } }) {
    await discardDraft(speaking.context, speaking.actor, draftId);
    return { card: await draftsCard(speaking, say(speaking.reader, 'claims.drafts.deleted')) };
  },
});

async function draftsCard({ context, person, reader }: Speaking, note: Text = NONE): Promise<AdaptiveCard> {
  return claimDraftsCard(await namedDrafts(context, person), note, reader);
}
