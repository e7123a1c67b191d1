import { importCard, ImportConfirmPress, ImportShowPress } from '../../cards/imports/dropped.ts';
import { confirmImport, ownDropped } from '../../usecases/imports/dropped/drop.ts';
import { cardAction, FORBIDDEN } from '../speaking.ts';

/** Imports the files that an operator dropped, as its card showed them. */
export const confirmImportAction = cardAction({
  verb: 'import.confirm',
  who: 'operator',
  data: ['importId'],
  inputs: [],
  schema: ImportConfirmPress,
  changes: true,
  async run({ context, actor, reader }, { data: { importId } }) {
    const confirmed = await confirmImport(context, actor, importId);
    return confirmed.ok ? { card: importCard(confirmed.value, reader) } : FORBIDDEN;
  },
});

/** How far it is. */
export const showImportAction = cardAction({
  verb: 'import.show',
  who: 'operator',
  data: ['importId'],
  inputs: [],
  schema: ImportShowPress,
  changes: false,
  async run({ context, actor, reader }, { data: { importId } }) {
    const own = await ownDropped(context, actor, importId);
    return own.ok ? { card: importCard(own.value, reader) } : FORBIDDEN;
  },
});
