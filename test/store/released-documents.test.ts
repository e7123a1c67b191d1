import { describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../../src/domain/memberships/settings.ts';
import { toDocument } from '../../src/store/documents.ts';
import type { DocumentKind } from '../../src/usecases/ports.ts';
import { person } from '../support/seed.ts';
import { PersonDocument } from '../../src/usecases/memberships/documents.ts';
import { ErasureDocument } from '../../src/usecases/erasure/documents.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { ReachDocument } from '../../src/usecases/referrals/documents.ts';

function opened<T>(kind: DocumentKind<T>, body: Record<string, unknown>): T {
  return toDocument(kind, { partition: 'people/a', id: 'a', kind: kind.name, etag: 'e', body }).value;
}

describe('documents of the first release open', () => {
  it('people, with nothing set', () => {
    const { settings: _settings, ...before } = person(1);
    const body = { v: 1, ...before, standings: [{ partnerId: '1001', globalId: null }] };
    expect(opened(PersonDocument, body)).toEqual({ ...body, v: undefined, settings: DEFAULT_SETTINGS });
  });

  it('notices, with as many further sends left as they had', () => {
    const body = {
      v: 1,
      noticeId: 'n',
      personId: person(1).personId,
      subject: { kind: 'referral-offer', referralId: 'R-1', part: 1, round: 1 },
      createdAt: '2026-11-20T12:00:00.000Z',
      state: 'uncertain',
      wanted: 1,
      shown: 0,
      open: true,
      attempts: 2,
      lastStatus: 502,
      lastError: 'http-502',
      notBefore: '2026-11-20T12:01:00.000Z',
      leaseUntil: null,
      activityId: null,
      conversationId: null,
      sentAt: null,
    };
    expect(opened(NoticeDocument, body)).toMatchObject({
      state: 'uncertain',
      uncertain: 2,
      brevity: 0,
      extras: [],
      digestId: null,
      aside: false,
    });
    expect(opened(NoticeDocument, { ...body, state: 'sent' })).toMatchObject({ uncertain: 0 });
  });

  it('erasures, which look once more through all that there is, unless they were behind that', () => {
    const body = {
      v: 1,
      pseudonym: '0b5a0c3e-46a8-4c40-9f0b-6d1f6b3c7a11',
      askedBy: 'oneself',
      askedAt: '2026-11-20T12:00:00.000Z',
      state: 'running',
      waitsFor: [],
      isDirty: false,
      rounds: 0,
      kept: 0,
      removed: 0,
      doneAt: null,
    };
    const traces = {
      tenantId: person(1).tenantId,
      aadObjectId: person(1).aadObjectId,
      names: [],
      emails: [],
    };
    const all = { ...traces, personId: person(1).personId, chats: [] };
    expect(opened(ErasureDocument, { ...body, traces: all, step: 9 }).step).toBe(2);
    expect(opened(ErasureDocument, { ...body, traces: all, step: 1 }).step).toBe(1);
    expect(opened(ErasureDocument, { ...body, step: 17 }).step).toBe(18);
  });

  it('where offers go, with everybody reached', () => {
    const body = { v: 1, channels: { benefit: null, standard: null }, last: null };
    expect(opened(ReachDocument, body)).toMatchObject({ unreachable: [] });
  });
});
