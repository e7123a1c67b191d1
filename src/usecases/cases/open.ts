import { readCase, type CaseAsked, type CaseFaults, type CaseTyped } from '../../domain/cases/asked.ts';
import { entryOfCase } from '../../domain/cases/entry.ts';
import { newCase, type Case } from '../../domain/cases/case.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import { isInForce } from '../../domain/memberships/rights.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Program } from '../../domain/shared/catalogue.ts';
import type { Intent, PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import { newJob } from '../jobs.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import { create, type Change } from '../ports.ts';
import { caseIdOf } from './case-id.ts';
import { CaseDocument, CaseEntryDocument } from './documents.ts';
import { entryId } from './entry-change.ts';
import { caseAt, pointCase } from './find-case.ts';

/** A case that is there, at its location. */
export interface OpenedCase {
  readonly case: Case;
  readonly location: Location;
}

export type OpenRefused =
  | { readonly code: 'forbidden' }
  | { readonly code: 'faults'; readonly faults: CaseFaults }
  /** The same intent has begun a case at another of their locations. */
  | { readonly code: 'begun-elsewhere' };

/**
 * Opens a case for a location, once an intent: whoever sends the same again gets the case as it is. Its number follows from
 * the intent, and the pointer to it says for good at which location that intent may open one.
 */
export function openCase(
  context: Context,
  actor: Actor,
  asked: { readonly intent: Intent; readonly partnerId: PartnerId; readonly typed: CaseTyped },
  opId: string,
): Promise<Result<OpenedCase, OpenRefused>> {
  const { documents, clock, queues } = context;
  const { partnerId } = asked;
  const caseId = caseIdOf(actor, asked.intent);
  const partition = partitions.partner(partnerId);
  return decideAgain(queues, partition, async (): Promise<Result<OpenedCase, OpenRefused>> => {
    const now = clock.now();
    const rights = await rightsAt(documents, actor, partnerId, now);
    if (rights === undefined) return refuse({ code: 'forbidden' });
    const there = await caseAt(documents, partnerId, caseId);
    const { location } = rights;
    if (there !== undefined) return ok({ case: there.value, location });
    const read = readCase(asked.typed, membershipsOf(location, now));
    if (!read.ok) return refuse({ code: 'faults', faults: read.error });
    if ((await pointCase(documents, caseId, partnerId)) !== partnerId) {
      return refuse({ code: 'begun-elsewhere' });
    }
    const opened = caseBy(actor, { caseId, partnerId, ...read.value }, now);
    await documents.commit(partition, [...openingChanges(opened), auditOf(opened, opId)]);
    return ok({ case: opened, location });
  });
}

/** Programmes of a location whose membership is in force. */
export function membershipsOf(location: Location, now: Date): readonly Program[] {
  return location.memberships
    .map(({ program }) => program)
    .filter((program) => isInForce(program, location, now));
}

/** A case as somebody opens it. */
export function caseBy(
  { aadObjectId, name }: Actor,
  asked: CaseAsked & { readonly caseId: string; readonly partnerId: PartnerId },
  now: Date,
): Case {
  return newCase({
    ...asked,
    attachments: [...asked.attachments],
    openedAt: now,
    openedBy: aadObjectId,
    openedByName: name,
  });
}

/** For one commit in `partners/<partnerId>`. */
export function openingChanges(opened: Case): readonly Change[] {
  const { caseId, partnerId, openedAt } = opened;
  return [
    create(CaseDocument, `case:${caseId}`, opened),
    create(CaseEntryDocument, entryId(caseId), entryOfCase(opened)),
    newJob(`follow:${caseId}:1`, { task: 'case.follow', partnerId, caseId, news: null }, openedAt),
    newJob(`tell-case:${caseId}`, { task: 'case.tell-operators', partnerId, caseId }, openedAt),
  ];
}

function auditOf({ caseId, partnerId, kind, openedAt, openedBy }: Case, opId: string): Change {
  return audited(`case:${hashOf(`${opId} ${caseId}`)}`, {
    at: openedAt,
    actor: openedBy,
    action: 'case.open',
    subject: caseId,
    outcome: 'done',
    detail: `${partnerId} ${kind}`,
  });
}
