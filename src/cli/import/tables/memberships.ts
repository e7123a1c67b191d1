import type { Membership } from '../../../domain/memberships/contact.ts';
import { PROGRAMS } from '../../../domain/shared/catalogue.ts';
import { PartnerId } from '../../../domain/shared/ids.ts';
import { audited } from '../../../usecases/audit.ts';
import { newJob } from '../../../usecases/jobs.ts';
import { lookAfterRenewal } from '../../../usecases/renewals/look-again.ts';
import { partitions } from '../../../usecases/partitions.ts';
import { replace, type Change, type Document, type Documents } from '../../../usecases/ports.ts';
import { entryChange } from '../../../usecases/cases/entry-change.ts';
import { carriedOut } from '../../../domain/cases/life.ts';
import { isLeaveCase, LIVE, type Case } from '../../../domain/cases/case.ts';
import { day, optional, word } from '../columns.ts';
import { documentTable } from '../document-table.ts';
import { partnerId } from '../ids.ts';
import { refreshLocations } from '../refresh-locations.ts';
import { readAll } from '../../../usecases/imports/read-all.ts';
import type { ImportContext } from '../table.ts';
import { MembershipDocument } from '../../../usecases/memberships/documents.ts';
import { CaseDocument } from '../../../usecases/cases/documents.ts';

export const memberships = documentTable({
  file: 'memberships.csv',
  columns: { partnerId, program: word(PROGRAMS), anniversary: day, ends: optional(day) },
  keys: ['partnerId', 'program'],
  kind: MembershipDocument,
  place: (key) => ({ partition: partitions.partner(key.partnerId), id: `membership:${key.program}` }),
  fresh: (row) => row,
  changes: {
    anniversary: ({ anniversary }) => ({ anniversary }),
    ends: ({ ends }) => ({ ends }),
  },
  // What a location asked for after a pause is carried out by this very cell.
  changed: async (value, before, _row, context) => ({
    value,
    changes: [
      ...(value.ends === null || value.ends === before.ends ? [] : await closing(value, context)),
      await lookAfterRenewal(context.documents, value, context.now),
    ],
  }),
  created: async (value, context) => [await lookAfterRenewal(context.documents, value, context.now)],
  hooks: () => ({
    // Rows left as they were included: an earlier import may have died before it came here.
    written: (rows, context) =>
      refreshLocations(context, new Set(rows.map(({ cells }) => PartnerId.parse(cells['partnerId'])))),
  }),
});

/** Closes the cases that ask to leave this membership, and tells whoever asked. */
async function closing(
  { partnerId: at, program }: Membership,
  { documents, now }: ImportContext,
): Promise<readonly Change[]> {
  const isLive = [{ field: 'status', is: 'in', values: LIVE }] as const;
  const live = await readAll(documents, CaseDocument, partitions.partner(at), isLive);
  const asked = live.filter(({ value }) => isLeaveCase(value) && value.program === program);
  const changes = await Promise.all(asked.map((stored) => closingOne(stored, documents, now)));
  return changes.flat();
}

async function closingOne(
  stored: Document<Case>,
  documents: Documents,
  now: Date,
): Promise<readonly Change[]> {
  const { caseId, partnerId: at, program } = stored.value;
  const closed = carriedOut(stored.value, now);
  const { revision } = closed;
  return [
    replace(CaseDocument, stored, closed),
    await entryChange(documents, closed),
    newJob(`follow:${caseId}:${revision}`, { task: 'case.follow', partnerId: at, caseId, news: null }, now),
    newJob(`tell-case-closed:${caseId}`, { task: 'case.tell-closed', partnerId: at, caseId }, now),
    audited(`close:${caseId}:${revision}`, {
      at: now,
      actor: 'import',
      action: 'case.close',
      subject: at,
      outcome: 'done',
      detail: program ?? '',
    }),
  ];
}
