import { say } from '../../words/say.ts';
import { z } from 'zod';
import { OfferedFile } from '../../domain/files/offered-file.ts';
import { cardAction, FORBIDDEN, INVALID, type Answer, type Refusal, type Speaking } from '../speaking.ts';
import { inRoom } from './in-room.ts';
import { madeFile } from './make.ts';

export const FileGetPress = z.strictObject({ verb: z.literal('file.get'), data: OfferedFile });

/**
 * A button that gets something as a file. Teams' question whether it may be put into the person's OneDrive follows as a
 * message of its own; nothing is kept until it is answered.
 */
export const getFileAction = cardAction({
  verb: 'file.get',
  who: 'its-reader',
  data: ['kind'],
  inputs: [],
  schema: FileGetPress,
  changes: false,
  shared: true,
  // A statement has a press of its own, which is written down.
  run: (speaking, { data }) =>
    data.kind === 'statement' ? Promise.resolve(INVALID) : getFile(speaking, data),
});

/** The card that its button is on, and the question whether the file may be put into the person's OneDrive. */
export async function getFile(speaking: Speaking, file: OfferedFile): Promise<Answer> {
  if (speaking.shared === true || speaking.aside === true) return ONLY_IN_PERSON;
  const made = await inRoom(speaking, file, () => madeFile(speaking, file));
  if (made === undefined) return BUSY;
  if (!made.ok) return made.error.code === 'over' ? { card: made.error.card } : FORBIDDEN;
  const { name, description, bytes, card } = made.value;
  return { card, file: { file, name, description, sizeInBytes: bytes.length } };
}

/** Nothing is wrong with the button. */
const BUSY: Refusal = {
  refused: 'invalid',
  message: (reader) => say(reader, 'refusals.busy'),
};

/** Teams lets a bot ask for consent in a personal chat only; and what is in the file is not for a whole channel. */
export const ONLY_IN_PERSON: Refusal = {
  refused: 'invalid',
  message: (reader) => say(reader, 'refusals.only-in-person'),
};
