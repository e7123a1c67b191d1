import { ACTIVITIES, CLAIM_STATUSES } from '../../../domain/shared/catalogue.ts';
import { importedClaim, type Claim } from '../../../domain/claims/claim.ts';
import { CustomerId } from '../../../domain/shared/ids.ts';
import type { Batch } from '../../../store/document-store.ts';
import { toWrite } from '../../../store/documents.ts';
import { stepAudits } from '../../../usecases/claims/review/changes.ts';
import { newJob } from '../../../usecases/jobs.ts';
import { entryChange, projectClaim, unlistClaim } from '../../../usecases/claims/shown/project-claim.ts';
import { createQueues } from '../../../usecases/decide-again.ts';
import { partitions } from '../../../usecases/partitions.ts';
import { ConflictError, type Change } from '../../../usecases/ports.ts';
import { instant, optional, required, word } from '../columns.ts';
import { documentTable, type Hooks } from '../document-table.ts';
import { claimId, customerId, partnerId } from '../ids.ts';
import { pointing } from '../pointers.ts';
import { ClaimDocument } from '../../../usecases/claims/documents.ts';

const columns = {
  claimId,
  partnerId,
  customerId,
  activity: word(ACTIVITIES),
  target: required.max(200, 'at most 200 characters').toLowerCase(),
  status: word(CLAIM_STATUSES),
  submittedAt: optional(instant),
};

/** Claims as they stand where they come from: nothing is decided anew. */
export const claims = documentTable<typeof columns, 'claimId' | 'customerId', Claim>({
  file: 'claims.csv',
  columns,
  keys: ['claimId', 'customerId'],
  unique: ['claimId'],
  rules: [
    ({ status, submittedAt }) =>
      submittedAt === null && status !== 'draft'
        ? { column: 'submittedAt', message: 'is empty, which only a draft may be' }
        : undefined,
  ],
  kind: ClaimDocument,
  place: (key) => ({ partition: partitions.customer(key.customerId), id: `claim:${key.claimId}` }),
  fresh: (row, { now }) => importedClaim({ ...row, reason: '', updatedAt: row.submittedAt ?? now }),
  changes: {
    partnerId: ({ partnerId }) => ({ partnerId }),
    activity: ({ activity }) => ({ activity }),
    target: ({ target }) => ({ target }),
    status: ({ status }) => ({ status }),
    submittedAt: ({ submittedAt }) => ({ submittedAt }),
  },
  created: (claim, { now }) => [adopting(claim, now)],
  /** Its target may be free now, and the operators' list must learn. */
  removed: (claim, { now }) => Promise.resolve([adopting({ ...claim, revision: claim.revision + 1 }, now)]),
  changed: (value, before, _row, { now }) => {
    const moved = value.status === before.status ? value : movedByImport(value, before, now);
    const claim = { ...moved, updatedAt: now, revision: before.revision + 1 };
    const audits = stepAudits(claim, before.steps.length);
    return { value: claim, changes: [...audits, adopting({ ...claim, ...formerly(before) }, now)] };
  },
  pointers: (row, context) =>
    pointing(context, partitions.pointer('claim', row.claimId), 'claim', row.customerId),
  hooks: listed,
});

/** Every claim of the file stands in its location's list once the rows are stored; a claim that is gone or moved does not. */
function listed(): Hooks<Claim> {
  const queues = createQueues();
  const leaving: Claim[] = [];
  return {
    leaving: (claim) => leaving.push(claim),
    async written(rows, { documents, store, now }) {
      for (const left of leaving.splice(0)) {
        const { partnerId, customerId, claimId } = left;
        const partition = partitions.customer(customerId);
        const claim = await documents.get(ClaimDocument, partition, `claim:${claimId}`);
        if (claim?.value.partnerId !== partnerId) await unlistClaim(documents, partnerId, claimId);
      }
      const batches: Batch[] = [];
      const ids: { readonly customerId: CustomerId; readonly claimId: string }[] = [];
      for (const { cells } of rows) {
        const id = { customerId: CustomerId.parse(cells['customerId']), claimId: cells['claimId'] ?? '' };
        const change = await entryChange(documents, id.customerId, id.claimId, now);
        if (change === undefined) continue;
        ids.push(id);
        batches.push({ partition: change.partition, writes: [toWrite(change.change)] });
      }
      for await (const outcome of store.commitMany(batches)) {
        const id = ids[outcome.index];
        if (outcome.ok || id === undefined) continue;
        if (!(outcome.error instanceof ConflictError)) throw outcome.error;
        await projectClaim({ documents, queues, clock: { now: () => now } }, id.customerId, id.claimId);
      }
    },
  };
}
/** The status as another system says: no step of ours, so a deadline begins anew and no contest outlives it. */
function movedByImport(value: Claim, before: Claim, now: Date): Claim {
  return {
    ...value,
    reason: '',
    dueAt: null,
    escalatedAt: null,
    contest: null,
    supersededBy: null,
    approvedAt: value.status === 'approved' ? (before.approvedAt ?? value.submittedAt) : before.approvedAt,
    steps: [
      ...before.steps,
      {
        at: now,
        by: 'import',
        verb: 'claim.import',
        from: before.status,
        to: value.status,
        comment: '',
        opId: `import:${now.toISOString()}`,
      },
    ],
  };
}

function adopting({ customerId, claimId, partnerId, target, revision }: Claim, now: Date): Change {
  const task = { task: 'claim.adopt', customerId, claimId, partnerId, target } as const;
  return newJob(`claim-adopt:${claimId}:${revision}:${now.getTime()}`, task, now);
}

function formerly({ partnerId, target }: Claim): Pick<Claim, 'partnerId' | 'target'> {
  return { partnerId, target };
}
