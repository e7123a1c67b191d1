import type { Case, CaseStep, CaseMove } from '../../domain/cases/case.ts';
import { moveCase, type MoveRefused } from '../../domain/cases/life.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { audited, type AuditRow } from '../audit.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import { newJob } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { replace, type Change, type Document, type Documents } from '../ports.ts';
import { CaseDocument } from './documents.ts';
import { entryChange } from './entry-change.ts';
import { findCase, partnerOfCase, type FoundCase } from './find-case.ts';

export interface StepAsked {
  readonly caseId: string;
  readonly move: CaseMove;
  readonly text: string;
  readonly attachments: readonly string[];
}

export type StepRefused =
  | { readonly code: 'forbidden' }
  /** With the case as it is. */
  | { readonly code: MoveRefused['code']; readonly found: FoundCase };

/** Somebody says something to a case, ends it or takes it up again. The same press delivered again is the same step. */
export async function stepCase(
  context: Context,
  actor: Actor,
  step: StepAsked,
  opId: string,
): Promise<Result<FoundCase, StepRefused>> {
  const { documents, queues, clock } = context;
  const partnerId = await partnerOfCase(documents, step.caseId);
  if (partnerId === undefined) return refuse({ code: 'forbidden' });
  const partition = partitions.partner(partnerId);
  return decideAgain(queues, partition, async (): Promise<Result<FoundCase, StepRefused>> => {
    const found = await findCase(context, actor, step.caseId);
    if (found === undefined) return refuse({ code: 'forbidden' });
    const { stored, side } = found;
    const { move, text, attachments } = step;
    const key = hashOf(opId);
    if (stored.value.thread.some((entry) => entry.opId === key)) return ok(found);
    const entry: CaseStep = {
      at: clock.now(),
      move,
      side,
      by: actor.aadObjectId,
      name: actor.name,
      text,
      attachments: [...attachments],
      opId: key,
    };
    const moved = moveCase(stored.value, entry);
    if (!moved.ok) {
      if (moved.error.code === 'stale') {
        await committed(() => documents.commit(partition, [auditOf(stored.value, entry, 'stale')]));
      }
      return refuse({ code: moved.error.code, found });
    }
    const changes = await movingChanges(documents, stored, moved.value, entry);
    const [etag = ''] = await documents.commit(partition, changes);
    return ok({ ...found, stored: { ...stored, etag, value: moved.value } });
  });
}

/** For one commit in `partners/<partnerId>`; the case is the first of them. */
export async function movingChanges(
  documents: Documents,
  stored: Document<Case>,
  moved: Case,
  entry: CaseStep,
): Promise<readonly Change[]> {
  const { caseId, partnerId, revision } = moved;
  return [
    replace(CaseDocument, stored, moved),
    await entryChange(documents, moved),
    newJob(
      `follow:${caseId}:${revision}`,
      { task: 'case.follow', partnerId, caseId, news: revision },
      entry.at,
    ),
    auditOf(moved, entry, 'done'),
  ];
}

function auditOf(
  { caseId, partnerId }: Case,
  { at, by, move, opId }: CaseStep,
  outcome: AuditRow['outcome'],
): Change {
  return audited(`case:${opId}:${caseId}`, {
    at,
    actor: by,
    action: `case.${move}`,
    subject: caseId,
    outcome,
    detail: partnerId,
  });
}
