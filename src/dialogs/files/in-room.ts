import type { OfferedFile } from '../../domain/files/offered-file.ts';
import { MAX_FILE_BYTES } from '../../domain/files/kept-file.ts';
import { withRoom } from '../../usecases/files/room.ts';
import type { Speaking } from '../speaking.ts';

/**
 * Makes or hands over a file once there is room for it in memory; letters are a page of text and need none.
 * @returns undefined when there was no room in time
 */
export function inRoom<T>(
  { context, actor }: Speaking,
  { kind }: OfferedFile,
  work: () => Promise<T>,
): Promise<T | undefined> {
  return kind === 'evidence' || kind === 'statement' || kind === 'export'
    ? withRoom(context.queues, actor.personId, MAX_FILE_BYTES, work)
    : work();
}
