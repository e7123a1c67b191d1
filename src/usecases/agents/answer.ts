import {
  answerConfirmation,
  type Confirmation,
  type ConfirmationId,
  type Outcome,
} from '../../domain/agents/confirmation.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import { subjectKey } from '../../domain/notices/notice.ts';
import type { PersonId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { JobDocument } from '../jobs.ts';
import { NoticeDocument } from '../notices/documents.ts';
import { LANE_JOB, laneChange, wantedAgain } from '../notices/notify.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, replace, type Change, type Document } from '../ports.ts';
import { confirmationKey } from './ask.ts';
import { ConfirmationDocument } from './documents.ts';

const TTL = { ttlSeconds: 30 * 86_400 };

/** Of that person's own only: one that is not there and one of somebody else are both undefined. */
export function findConfirmation(
  { documents }: Pick<Context, 'documents'>,
  personId: PersonId,
  confirmationId: ConfirmationId,
): Promise<Document<Confirmation> | undefined> {
  return documents.get(ConfirmationDocument, partitions.person(personId), confirmationKey(confirmationId));
}

export interface Answered {
  readonly confirmation: Confirmation;
  /** Answered by this very press: what was confirmed is to be done now, by nobody else and never again. */
  readonly now: boolean;
}

/**
 * Confirms or refuses what an agent asked for: once, by the person in whose name, within its time. Commits that it was
 * answered, with an audit row that names person, agent client and confirmation, before anything is done.
 *
 * @returns the confirmation as it is, also when it was answered before or is over
 */
export function answerAgent(
  context: Context,
  actor: Pick<Actor, 'personId' | 'aadObjectId'>,
  confirmationId: ConfirmationId,
  answer: 'confirmed' | 'refused',
): Promise<Result<Answered, { readonly code: 'forbidden' }>> {
  const { documents, clock, queues } = context;
  const { personId } = actor;
  const partition = partitions.person(personId);
  return decideAgain(queues, partition, async () => {
    const stored = await findConfirmation(context, personId, confirmationId);
    if (stored === undefined) return refuse({ code: 'forbidden' });
    const now = clock.now();
    const answered = answerConfirmation(stored.value, answer, now);
    if (!answered.ok) return ok({ confirmation: stored.value, now: false });
    await documents.commit(partition, [
      replace(ConfirmationDocument, stored, answered.value, TTL),
      ...(await shownAgain(context, personId, confirmationId)),
      audited(confirmationKey(confirmationId), {
        at: now,
        actor: actor.aadObjectId,
        action: answer === 'confirmed' ? 'agent.confirm' : 'agent.refuse',
        subject: `${confirmationId}/${stored.value.client.id}`,
        outcome: 'done',
        detail: stored.value.verb,
      }),
    ]);
    return ok({ confirmation: answered.value, now: true });
  });
}

/** Keeps what became of something confirmed, and what the person was told. */
export function recordOutcome(
  context: Context,
  { personId }: Pick<Actor, 'personId'>,
  confirmationId: ConfirmationId,
  { outcome, said }: { readonly outcome: Outcome; readonly said: string },
): Promise<Confirmation> {
  const { documents, queues } = context;
  const partition = partitions.person(personId);
  return decideAgain(queues, partition, async () => {
    const stored = await findConfirmation(context, personId, confirmationId);
    if (stored === undefined) throw new ConflictError(confirmationKey(confirmationId));
    const confirmation = { ...stored.value, outcome, said };
    await documents.commit(partition, [
      replace(ConfirmationDocument, stored, confirmation, TTL),
      ...(await shownAgain(context, personId, confirmationId)),
    ]);
    return confirmation;
  });
}

/** Brings the card in the person's chat up to date. */
async function shownAgain(
  { documents, clock }: Context,
  personId: PersonId,
  confirmationId: ConfirmationId,
): Promise<Change[]> {
  const partition = partitions.person(personId);
  const [notice, lane] = await Promise.all([
    documents.get(NoticeDocument, partition, `notice:${subjectKey({ kind: 'agent-asks', confirmationId })}`),
    documents.get(JobDocument, partition, LANE_JOB),
  ]);
  if (notice === undefined) return [];
  return [
    replace(NoticeDocument, notice, wantedAgain(notice.value)),
    laneChange(lane, personId, clock.now()),
  ];
}
