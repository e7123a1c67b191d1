import {
  askBeside,
  newConfirmation,
  type Asked,
  type Confirmation,
  type ConfirmationId,
} from '../../domain/agents/confirmation.ts';
import { newNotice, subjectKey } from '../../domain/notices/notice.ts';
import type { PersonId } from '../../domain/shared/ids.ts';
import { ok, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { JobDocument } from '../jobs.ts';
import { NoticeDocument } from '../notices/documents.ts';
import { LANE_JOB, laneChange } from '../notices/notify.ts';
import { partitions } from '../partitions.ts';
import { create } from '../ports.ts';
import { ConfirmationDocument } from './documents.ts';

const TTL_SECONDS = 30 * 86_400;
/** More than can wait for one person, answered ones among them. */
const MAX_RECENT = 200;

export function confirmationKey(confirmationId: ConfirmationId): string {
  return `agent-confirmation:${confirmationId}`;
}

/**
 * Keeps what an agent asks for in a person's name, and tells that person of it in the same commit. Changes nothing else.
 *
 * @param confirmationId of a new one; the same client asking for the same while it waits gets the one that waits
 */
export function askToConfirm(
  { documents, clock, queues }: Context,
  personId: PersonId,
  asked: Asked,
  confirmationId: ConfirmationId,
): Promise<Result<Confirmation, { readonly code: 'too-many' }>> {
  const partition = partitions.person(personId);
  return decideAgain(queues, partition, async () => {
    const now = clock.now();
    const [recent, lane] = await Promise.all([
      documents.list(ConfirmationDocument, partition, {
        where: [{ field: 'until', is: '>', value: now.toISOString() }],
        limit: MAX_RECENT,
      }),
      documents.get(JobDocument, partition, LANE_JOB),
    ]);
    const before = recent.items.map(({ value }) => value);
    const beside = askBeside(before, asked, now);
    if (!beside.ok) return beside;
    if (beside.value !== 'new') return ok(beside.value);
    const confirmation = newConfirmation(confirmationId, asked, now);
    const subject = { kind: 'agent-asks', confirmationId } as const;
    await documents.commit(partition, [
      create(ConfirmationDocument, confirmationKey(confirmationId), confirmation, {
        ttlSeconds: TTL_SECONDS,
      }),
      create(NoticeDocument, `notice:${subjectKey(subject)}`, newNotice(personId, subject, 1, now)),
      laneChange(lane, personId, now),
    ]);
    return ok(confirmation);
  });
}
