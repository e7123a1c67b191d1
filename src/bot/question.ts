import type { Speaking } from '../dialogs/speaking.ts';
import { markDialog } from '../usecases/memberships/person-changes.ts';
import { loadDialogState } from './dialog-state.ts';

/**
 * Ends the question that a dialog has asked the person, if there is one, in whichever chat. Called for every press and
 * for all that is understood: only what means nothing else is an answer.
 */
export async function endQuestion({ context, person }: Speaking): Promise<void> {
  if (person.dialogIn === null) return;
  const loaded = await loadDialogState(context.documents, person.dialogIn);
  await loaded.save(false);
  await markDialog(context, person.personId, null);
}
