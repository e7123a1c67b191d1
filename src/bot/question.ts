import type { Speaking } from '../dialogs/speaking.ts';
import { markDialog } from '../usecases/memberships/person-changes.ts';
import { loadDialogState, talkIn } from './dialog-state.ts';

/**
 * Ends the question that a dialog has asked the person, if there is one, in whichever chat. Called for every press and
 * for all that is understood: only what means nothing else is an answer.
 *
 * @param keeps whether a conversation can be taken up again
 * @returns whether there is one to take up
 */
export async function endQuestion({ context, person }: Speaking, keeps = false): Promise<boolean> {
  if (person.dialogIn === null) return false;
  const loaded = await loadDialogState(context.documents, person.dialogIn);
  loaded.left = keeps ? talkIn(loaded.state) : undefined;
  await loaded.save(false);
  await markDialog(context, person.personId, null);
  return loaded.left !== undefined;
}
