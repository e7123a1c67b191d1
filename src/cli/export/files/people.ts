import type { z } from 'zod';
import type { Notice } from '../../../domain/notices/notice.ts';
import { PERSON_DOCUMENT } from '../../../usecases/memberships/find-person.ts';
import type { Document, Documents } from '../../../usecases/ports.ts';
import { CHANNEL_DOCUMENT } from '../../../usecases/referrals/channels.ts';
import { ToldDocument } from '../../../usecases/referrals/documents.ts';
import { exportFile } from '../export-file.ts';
import { ContactDocument, PersonDocument } from '../../../usecases/memberships/documents.ts';
import { ChannelDocument, NoticeDocument } from '../../../usecases/notices/documents.ts';

/** What was told to whom, and how far that got. */
export const notices = exportFile(
  'notices.csv',
  ['noticeId', 'kind', 'tenantId', 'aadObjectId', 'subject', 'state', 'attempts', 'lastStatus', 'sentAt'],
  async function* (documents, now) {
    let person: Told | undefined;
    let digest: Document<Notice> | undefined;
    for await (const { partition, value } of documents.scan(NoticeDocument, 'people')) {
      // A person's notices lie together and with the person.
      if (person?.personId !== value.personId) {
        person = await toldIn(documents, partition);
      }
      if (value.digestId !== null && (digest?.id !== value.digestId || digest.partition !== partition)) {
        digest = await documents.get(NoticeDocument, partition, value.digestId);
      }
      // What a digest tells went as the digest went.
      const told = value.digestId === null ? value : (digest?.value ?? value);
      const { noticeId, subject } = value;
      const { attempts, lastStatus, sentAt } = told;
      yield {
        noticeId,
        kind: subject.kind,
        tenantId: person?.tenantId ?? null,
        aadObjectId: person?.aadObjectId ?? null,
        subject: subjectOf(value),
        state: publicState(told, now),
        attempts,
        lastStatus,
        sentAt,
      };
    }
    for await (const { partition, value } of documents.scan(ToldDocument, 'referrals')) {
      yield* mailsOf(partition, value);
    }
  },
);

/** What listed addresses that Teams does not reach were told by mail: they are nobody's in Entra. */
function* mailsOf(partition: string, { part, round, mails = [] }: z.infer<typeof ToldDocument.schema>) {
  const referralId = partition.slice(partition.indexOf('/') + 1);
  for (const { to, state, attempts, sentAt } of mails) {
    yield {
      noticeId: `mail:${referralId}:${part}:${round}:${to}`,
      kind: 'referral-mail',
      tenantId: null,
      aadObjectId: null,
      subject: `${referralId}/${part}`,
      state,
      attempts,
      lastStatus: null,
      sentAt,
    };
  }
}

/** A channel has no object id. */
type Told = {
  readonly personId: Notice['personId'];
  readonly tenantId: string;
  readonly aadObjectId?: string;
};

async function toldIn(documents: Documents, partition: string): Promise<Told | undefined> {
  const person = await documents.get(PersonDocument, partition, PERSON_DOCUMENT);
  return (person ?? (await documents.get(ChannelDocument, partition, CHANNEL_DOCUMENT)))?.value;
}

function subjectOf({ subject }: Notice): string {
  if (subject.kind === 'case') return subject.caseId;
  if (subject.kind === 'dpor-digest') return '';
  if ('subscriptionId' in subject) return subject.subscriptionId;
  if (subject.kind === 'mails-unmatched') return subject.day;
  if ('claimId' in subject) return subject.claimId;
  if (subject.kind === 'claims-queue') return 'claims';
  if (subject.kind === 'today-week') return subject.week;
  if (subject.kind === 'agent-asks') return subject.confirmationId;
  if (subject.kind === 'left-month') return subject.month;
  if (subject.kind === 'certificates-end') return `${subject.globalId}/${subject.expires}`;
  if (subject.kind === 'delegation-ends') return `${subject.partnerId}/${subject.customerId}`;
  if (subject.kind === 'renewal-due') return `${subject.partnerId}/${subject.program}`;
  if (subject.kind === 'designation-due') return `${subject.globalId}/${subject.area}`;
  if (subject.kind === 'requirements-changed') return subject.area;
  return 'partnerId' in subject ? subject.partnerId : `${subject.referralId}/${subject.part}`;
}

/** Being sent right now is still pending; when nobody has held it for long it may have arrived, or not. */
function publicState({ state, leaseUntil }: Notice, now: Date): Exclude<Notice['state'], 'sending'> {
  if (state !== 'sending') return state;
  return leaseUntil !== null && leaseUntil > now ? 'pending' : 'uncertain';
}

/** Who may do what at which location; those not yet bound to a person are left out. */
export const grants = exportFile(
  'grants.csv',
  ['tenantId', 'aadObjectId', 'partnerId', 'program', 'role', 'incentiveRole'],
  async function* (documents) {
    for await (const { value } of documents.scan(ContactDocument, 'partners')) {
      const { aadObjectId, role, incentiveRole } = value;
      if (aadObjectId !== null && (role !== null || incentiveRole !== null)) yield value;
    }
  },
);
