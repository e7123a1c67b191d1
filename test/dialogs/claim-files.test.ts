import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createHash } from 'node:crypto';
import { filesIn } from '../../src/bot/attached-files.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { filesCard } from '../../src/dialogs/claims/files.ts';
import { consentAnswered } from '../../src/dialogs/files/answered.ts';
import { madeFile } from '../../src/dialogs/files/make.ts';
import { getFileAction } from '../../src/dialogs/files/offer.ts';
import { CHUNK_BYTES, MAX_FILE_BYTES } from '../../src/domain/files/kept-file.ts';
import { LOCATION_LIMITS, PERSON_LIMITS } from '../../src/domain/files/quota.ts';
import { DAY_MS, dayOf } from '../../src/domain/shared/time.ts';
import { say } from '../../src/words/say.ts';
import { ok, refuse } from '../../src/domain/shared/result.ts';
import { NOTHING_TYPED } from '../../src/domain/claims/draft.ts';
import { Intent } from '../../src/domain/shared/ids.ts';
import { saveDraft } from '../../src/usecases/claims/submission/drafts.ts';
import { moveAs } from '../../src/usecases/claims/review/move.ts';
import type { UploadFile } from '../../src/usecases/files/consent.ts';
import { findKept, readKept, type DownloadFile } from '../../src/usecases/files/keep.ts';
import { withRoom } from '../../src/usecases/files/room.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, replace, type Documents } from '../../src/usecases/ports.ts';
import { actionsOf, cardFaults, textOf } from '../support/card-rules.ts';
import {
  cardIn,
  claimWorld,
  contoso,
  fabrikam,
  filledIn,
  tailspin,
  type ClaimWorld,
} from '../support/claim-world.ts';
import { actorOf } from '../support/referral-world.ts';
import { contact, person } from '../support/seed.ts';
import { ClaimDocument, ClaimDraftDocument } from '../../src/usecases/claims/documents.ts';
import {
  FileChunkDocument,
  FileQuotaDocument,
  KeptFileDocument,
} from '../../src/usecases/files/documents.ts';
import {
  ContactDocument,
  OperatorDocument,
  PersonDocument,
} from '../../src/usecases/memberships/documents.ts';
import { english, wording } from '../support/wording.ts';

let world: ClaimWorld;
let asked: string[];

beforeEach(async () => {
  world = await claimWorld();
  asked = [];
  const { documents } = world.context;
  await documents.commit(partitions.person(person(7).personId), [
    create(PersonDocument, 'person', person(7, { operator: true })),
  ]);
  const { personId, tenantId, aadObjectId, name } = person(7);
  await documents.commit(partitions.program('operators'), [
    create(OperatorDocument, 'operator:7', {
      personId,
      tenantId,
      aadObjectId,
      name,
      email: 'o@fasttrack.test',
    }),
  ]);
});
afterEach(() => world.close());

const BYTES = Buffer.from('a signed statement of work');
const download: DownloadFile = (url) => {
  asked.push(url);
  return Promise.resolve(ok(BYTES));
};

const giving =
  (bytes: Buffer): DownloadFile =>
  () =>
    Promise.resolve(ok(bytes));

async function sends(
  number: number,
  name = 'sow.pdf',
  opId = 'message-1',
  get = download,
): Promise<AdaptiveCard> {
  return filesCard(world.speaking(number, opId), [{ name, downloadUrl: 'https://x.sharepoint.com/1' }], get);
}

function fileIdsIn(card: AdaptiveCard): string {
  const attach = actionsOf(card).find(({ verb }) => verb === 'claim.attach');
  return (attach?.data as { fileIds: string } | undefined)?.fileIds ?? '';
}

async function draftOf(number: number) {
  const page = await world.context.documents.list(
    ClaimDraftDocument,
    partitions.person(actorOf(number).personId),
    { limit: 10 },
  );
  return page.items[0]?.value;
}

async function drafted(number: number, overrides: object = {}): Promise<string> {
  await world.press(number, 'claim.draft', filledIn({ evidence: '', ...overrides }));
  return (await draftOf(number))?.draftId ?? '';
}

const attach = (number: number, fileIds: string, to: string, kind1 = 'statement-of-work') =>
  world.press(number, 'claim.attach', { fileIds, to, kind1 });

describe('a file sent in the personal chat', () => {
  it('is kept with its hash and asked about: what it is, and where it belongs', async () => {
    const draftId = await drafted(1);
    const card = await sends(1);

    const file = await findKept(world.context.documents, fileIdsIn(card));
    expect(file?.value).toMatchObject({
      name: 'sow.pdf',
      size: BYTES.length,
      sha256: createHash('sha256').update(BYTES).digest('hex'),
      owner: actorOf(1).personId,
    });
    expect(textOf(card)).toContain(
      `${english('files.attach.kind.customer-acknowledgement')}: customer-acknowledgement`,
    );
    expect(textOf(card)).toContain(`draft:${draftId}`);
    expect(cardFaults(card)).toEqual([]);
  });

  it('delivered again is the same file, and is not fetched again', async () => {
    const first = await sends(1);
    const again = await sends(1);

    expect(fileIdsIn(again)).toBe(fileIdsIn(first));
    expect(asked).toHaveLength(1);
  });

  it('of several parts is kept and read as it was', async () => {
    const large = Buffer.alloc(2 * CHUNK_BYTES + 5, 'abc');
    const card = await sends(1, 'large.pdf', 'm', () => Promise.resolve(ok(large)));

    const kept = await readKept(world.context, fileIdsIn(card));
    expect(kept?.file.chunks).toBe(3);
    expect(kept?.bytes.equals(large)).toBe(true);
  });

  it.each([
    ['a program', 'setup.exe'],
    ['a page that runs', 'page.html'],
    ['something without an ending', 'sow'],
  ])('is not fetched when it is %s', async (_case, name) => {
    expect(textOf(await sends(1, name))).toMatch(wording('files.problem.kind'));
    expect(asked).toEqual([]);
  });

  it.each([
    ['too-large', wording('files.problem.too-large', { most: 10 })],
    ['address', wording('files.problem.address')],
    ['gone', wording('files.problem.gone')],
    ['unavailable', wording('files.problem.unavailable')],
    ['empty', wording('files.problem.empty')],
  ] as const)('that is %s is not kept, and the reason said', async (code, why) => {
    const refused: DownloadFile = () => Promise.resolve(refuse({ code, status: 0 }));
    const card = await sends(1, 'sow.pdf', 'm', refused);

    expect(textOf(card)).toMatch(why);
    expect(actionsOf(card)).toEqual([]);
    expect(await kept()).toEqual({ files: 0, chunks: 0 });
  });

  it('of somebody without an incentive role is not looked at', async () => {
    expect(textOf(await sends(3))).toMatch(wording('files.no-place.line'));
    expect(asked).toEqual([]);
  });

  it('leaves no half of itself where the store fails midway, and goes on when it is sent again', async () => {
    const large = Buffer.alloc(3 * CHUNK_BYTES, 'x');
    const get: DownloadFile = () => Promise.resolve(ok(large));
    const { documents } = world.context;
    let commits = 0;
    const full: Documents = {
      ...documents,
      commit: (partition, changes) =>
        partition.startsWith('files/') && ++commits === 3
          ? Promise.reject(new Error('disk full'))
          : documents.commit(partition, changes),
    };
    const speaking = { ...world.speaking(1, 'm'), context: { ...world.context, documents: full } };
    const files = [{ name: 'a.pdf', downloadUrl: 'https://x.sharepoint.com/1' }];

    await expect(filesCard(speaking, files, get)).rejects.toThrow('disk full');
    expect((await kept()).files).toBe(0);

    const card = await sends(1, 'a.pdf', 'm', get);
    expect((await readKept(world.context, fileIdsIn(card)))?.bytes.equals(large)).toBe(true);
  });

  it('is found in a message by what Teams sends, without its path', () => {
    const contentType = 'application/vnd.microsoft.teams.file.download.info';
    const content = { downloadUrl: 'https://x.sharepoint.com/1', uniqueId: 'u', fileType: 'pdf' };

    expect(filesIn({ attachments: [{ contentType, name: '../../etc/sow.pdf', content }] })).toEqual([
      { name: 'sow.pdf', downloadUrl: 'https://x.sharepoint.com/1' },
    ]);
    expect(filesIn({ attachments: [{ contentType: 'text/html', content: '<p>' }] })).toEqual([]);
    expect(filesIn({ attachments: [{ contentType, content: { downloadUrl: 5 } }] })).toEqual([]);
  });
});

describe('attaching', () => {
  it('to a draft makes it proof of the claim that the draft becomes', async () => {
    const draftId = await drafted(1);
    const card = cardIn(await attach(1, fileIdsIn(await sends(1)), `draft:${draftId}`));
    const done = cardIn(await world.press(1, 'claim.submit', filledIn({ evidence: '', draftId })));

    expect(textOf(card)).toMatch(
      wording('claim-form.files.line', { name: 'sow.pdf', kind: 'statement of work', day: 'Mon 23 Nov' }),
    );
    expect(cardFaults(card)).toEqual([]);
    expect(textOf(done)).toContain('Submitted');
    expect((await world.claims()).map(({ evidence }) => evidence)).toMatchObject([
      [{ kind: 'statement-of-work', name: 'sow.pdf', link: null }],
    ]);
  });

  it('an assignment mail alone is no proof', async () => {
    const draftId = await drafted(1);
    await attach(1, fileIdsIn(await sends(1, 'mail.eml')), `draft:${draftId}`, 'assignment-mail');
    const card = cardIn(await world.press(1, 'claim.submit', filledIn({ evidence: '', draftId })));

    expect(textOf(card)).toMatch(wording('claim-refusals.assignment-mail-alone'));
    expect(await world.claims()).toEqual([]);
  });

  it('the same bytes twice is one piece of proof', async () => {
    const draftId = await drafted(1);
    await attach(1, fileIdsIn(await sends(1, 'a.pdf', 'm1')), `draft:${draftId}`);
    await attach(1, fileIdsIn(await sends(1, 'b.pdf', 'm2')), `draft:${draftId}`, 'other');

    expect((await draftOf(1))?.evidence.map(({ name }) => name)).toEqual(['b.pdf']);
  });

  it('to a draft holds twenty files, and says how many more from four on', async () => {
    const draftId = await drafted(1);
    const said: string[] = [];
    for (let at = 1; at <= 21; at++) {
      const fileIds = fileIdsIn(await sends(1, 'a.pdf', `m${at}`, giving(Buffer.from(`file ${at}`))));
      said.push(textOf(cardIn(await attach(1, fileIds, `draft:${draftId}`))));
    }

    expect(said.findIndex((text) => wording('files.left.draft', { count: 4 }).test(text))).toBe(15);
    expect(said.findIndex((text) => wording('files.left.draft', { count: 0 }).test(text))).toBe(19);
    expect(said[20]).toMatch(wording('files.attach.full', { most: 20 }));
    expect((await draftOf(1))?.evidence).toHaveLength(20);
  });

  it('to a claim counts what the claim holds already: twenty over its whole life', async () => {
    await world.press(1, 'claim.submit', filledIn());
    await world.press(4, 'claim.submit', filledIn({ partnerId: fabrikam, intent: 'theirs' }));
    await world.runner.drain();
    const own = (await world.claims()).find(({ partnerId }) => partnerId === contoso);
    const partition = partitions.customer(own?.customerId ?? tailspin);
    const stored = await world.context.documents.get(ClaimDocument, partition, `claim:${own?.claimId}`);
    if (stored === undefined) throw new Error('no claim');
    const addedBy = actorOf(1).aadObjectId;
    const files = Array.from({ length: 19 }, (_none, at) => ({
      evidenceId: `old-${at}`,
      kind: 'other' as const,
      link: null,
      fileId: `${at}`.padStart(32, '0'),
      name: 'old.pdf',
      sha256: 'x',
      addedAt: world.now,
      addedBy,
    }));
    await world.context.documents.commit(partition, [
      replace(ClaimDocument, stored, { ...stored.value, evidence: files }),
    ]);

    const first = await attach(1, fileIdsIn(await sends(1)), `claim:${own?.claimId}`);
    expect(textOf(cardIn(first))).toMatch(wording('files.left.claim', { count: 0 }));
    const more = fileIdsIn(await sends(1, 'b.pdf', 'm2', giving(Buffer.from('another'))));
    expect(textOf(cardIn(await attach(1, more, `claim:${own?.claimId}`)))).toMatch(
      wording('files.attach.full', { most: 20 }),
    );
  });

  it('to a new claim begins a draft', async () => {
    const card = cardIn(await attach(1, fileIdsIn(await sends(1)), 'new'));

    expect(textOf(card)).toMatch(wording('files.attached'));
    expect((await draftOf(1))?.evidence).toHaveLength(1);
  });

  it('asks again for what was not said', async () => {
    const fileIds = fileIdsIn(await sends(1));

    const card = cardIn(await world.press(1, 'claim.attach', { fileIds, to: 'new' }));
    expect(textOf(card)).toMatch(wording('files.attach.say-what'));
    expect(textOf(cardIn(await attach(1, fileIds, 'elsewhere')))).toMatch(wording('files.attach.say-where'));
  });

  it.each([
    ['another’s file', 2, 'new'],
    ['a file to another’s draft', 1, 'draft:theirs'],
    ['a file to a claim that is not there', 1, 'claim:C-0'],
  ])('refuses %s', async (_case, number, to) => {
    const theirs = await drafted(2);
    const fileIds = fileIdsIn(await sends(1));

    const answer = await attach(number, fileIds, to.replace('theirs', theirs));
    expect(answer).toMatchObject({ refused: 'forbidden' });
  });

  it('takes no ids that are none', async () => {
    for (const fileIds of ['', '../x', 'a'.repeat(32) + ',', ['a'.repeat(32)], 'f'.repeat(33)]) {
      expect(await world.press(1, 'claim.attach', { fileIds, to: 'new' })).toMatchObject({
        refused: 'invalid',
      });
    }
  });

  it('to a claim under contest waits for the answer, and goes with it', async () => {
    await world.press(1, 'claim.submit', filledIn());
    await world.press(4, 'claim.submit', filledIn({ partnerId: fabrikam, intent: 'theirs' }));
    await world.runner.drain();
    const own = (await world.claims()).find(({ partnerId }) => partnerId === contoso);
    const asking = await sends(1);
    const gathered = cardIn(await attach(1, fileIdsIn(asking), `claim:${own?.claimId}`));

    expect(textOf(asking)).toContain(`claim:${own?.claimId}`);
    expect(textOf(gathered)).toContain('1 file ready');
    expect(cardFaults(gathered)).toEqual([]);
    await world.press(1, 'claim.defend', { claimId: own?.claimId });
    const after = (await world.claims()).find(({ partnerId }) => partnerId === contoso);
    expect(after?.evidence.map(({ name }) => name)).toContain('sow.pdf');
    expect(after?.contest?.answeredAt).not.toBeNull();
  });
});

describe('a day’s room for files', () => {
  const today = () => dayOf(world.now);
  const fill = (partition: string, files: number, bytes = 0) =>
    world.context.documents.commit(partition, [
      create(FileQuotaDocument, 'file-quota', { day: today(), files, bytes }),
    ]);
  const usedBy = async (partition: string) =>
    (await world.context.documents.get(FileQuotaDocument, partition, 'file-quota'))?.value.files ?? 0;
  const namedDraft = async (partnerId: string) => {
    const typed = { ...NOTHING_TYPED, partnerId };
    const saved = await saveDraft(world.context, actorOf(1), { intent: Intent.parse('named'), typed });
    return saved.ok ? saved.value.draftId : '';
  };
  const full = say({ locale: 'en-US' }, 'files.location-full');

  it.each([
    ['the person', () => partitions.person(actorOf(1).personId), PERSON_LIMITS],
    ['every location that they may claim for', () => partitions.partner(contoso), LOCATION_LIMITS],
  ])('is asked for before a file is fetched: of %s', async (_case, partition, limits) => {
    await fill(partition(), limits.files);
    expect(textOf(await sends(1))).toMatch(wording('files.problem.quota'));
    expect(asked).toEqual([]);
    expect(await kept()).toEqual({ files: 0, chunks: 0 });

    world.now = new Date(world.now.getTime() + DAY_MS);
    expect(fileIdsIn(await sends(1))).not.toBe('');
  });

  it('is told before it is used up, of the location as well', async () => {
    await fill(partitions.partner(contoso), LOCATION_LIMITS.files - 3);
    expect(textOf(await sends(1))).toContain('I keep 3 more files');
  });

  it('is that of the location of a claim or draft, once for each file, whoever sends it', async () => {
    await world.context.documents.commit(partitions.partner(fabrikam), [
      create(
        ContactDocument,
        'contact:of-1',
        contact(fabrikam, 1, { incentiveRole: 'incentive-user', role: null, program: null }),
      ),
    ]);
    const both = world.speaking(1);
    const card = await filesCard(
      {
        ...both,
        person: {
          ...both.person,
          standings: [
            { partnerId: contoso, globalId: null },
            { partnerId: fabrikam, globalId: null },
          ],
        },
      },
      [{ name: 'sow.pdf', downloadUrl: 'https://x.sharepoint.com/1' }],
      download,
    );
    expect([await usedBy(partitions.partner(contoso)), await usedBy(partitions.partner(fabrikam))]).toEqual([
      0, 0,
    ]);
    const draftId = await namedDraft(fabrikam);
    await attach(1, fileIdsIn(card), `draft:${draftId}`);

    expect([await usedBy(partitions.partner(contoso)), await usedBy(partitions.partner(fabrikam))]).toEqual([
      0, 1,
    ]);
    await world.press(1, 'claim.submit', filledIn({ evidence: '', draftId, partnerId: fabrikam }));
    expect([await usedBy(partitions.partner(contoso)), await usedBy(partitions.partner(fabrikam))]).toEqual([
      0, 1,
    ]);
  });

  it('counts files of a draft that names no location with the claim that it becomes', async () => {
    const form = cardIn(await attach(1, fileIdsIn(await sends(1)), 'new'));
    expect(form).toBeDefined();
    expect(await usedBy(partitions.partner(contoso))).toBe(0);
    const draftId = (await draftOf(1))?.draftId;
    await world.press(1, 'claim.submit', filledIn({ evidence: '', draftId }));

    expect(await usedBy(partitions.partner(contoso))).toBe(1);
  });

  it('is not used up by a draft that names a location of others', async () => {
    const draftId = await namedDraft(fabrikam);
    await attach(1, fileIdsIn(await sends(1)), `draft:${draftId}`);
    expect((await draftOf(1))?.evidence).toHaveLength(1);
    expect(await usedBy(partitions.partner(fabrikam))).toBe(0);
  });

  it('that is used up leaves the file where it was, to be attached the next day', async () => {
    const draftId = await drafted(1);
    const fileIds = fileIdsIn(await sends(1));
    await fill(partitions.partner(contoso), LOCATION_LIMITS.files);
    expect(textOf(cardIn(await attach(1, fileIds, `draft:${draftId}`)))).toContain(full);
    expect((await draftOf(1))?.evidence).toEqual([]);

    world.now = new Date(world.now.getTime() + DAY_MS);
    await attach(1, fileIds, `draft:${draftId}`);
    expect((await draftOf(1))?.evidence).toHaveLength(1);
  });

  it('is passed by no colleagues who attach side by side', async () => {
    await fill(partitions.partner(contoso), LOCATION_LIMITS.files - 1);
    const each = await Promise.all(
      [1, 2].map(async (number) => {
        const draftId = await drafted(number, { intent: `of ${number}` });
        return { number, draftId, fileIds: fileIdsIn(await sends(number, 'a.pdf', `m${number}`)) };
      }),
    );
    const answers = await Promise.all(
      each.map(({ number, fileIds, draftId }) => attach(number, fileIds, `draft:${draftId}`)),
    );

    expect(answers.map((answer) => textOf(cardIn(answer)).includes(full)).toSorted()).toEqual([false, true]);
    expect(await usedBy(partitions.partner(contoso))).toBe(LOCATION_LIMITS.files);
  });
});

describe('a file that belongs nowhere', () => {
  const days = (count: number) => (world.now = new Date(world.now.getTime() + count * DAY_MS));

  it('is taken off a draft by who sent it, with what was typed kept', async () => {
    const draftId = await drafted(1);
    const fileId = fileIdsIn(await sends(1));
    const form = cardIn(await attach(1, fileId, `draft:${draftId}`));
    const evidenceId = (await draftOf(1))?.evidence[0]?.evidenceId;
    const remove = { ...filledIn({ evidence: '', comments: 'Typed since' }), draftId, evidenceId };

    expect(actionsOf(form).map(({ verb }) => verb)).toContain('claim.remove-file');
    expect(await world.press(2, 'claim.remove-file', remove)).toMatchObject({ refused: 'forbidden' });
    const card = cardIn(await world.press(1, 'claim.remove-file', remove));

    expect(textOf(card)).toMatch(wording('claims.drafts.file-removed'));
    expect(textOf(card)).not.toContain('sow.pdf');
    expect(JSON.stringify(card)).toContain('Typed since');
    expect(cardFaults(card)).toEqual([]);
    expect((await draftOf(1))?.evidence).toEqual([]);
    expect(await kept()).toEqual({ files: 0, chunks: 0 });
    expect(cardIn(await world.press(1, 'claim.remove-file', remove))).toBeDefined();
  });

  it('is deleted after fourteen days when it was never attached', async () => {
    await sends(1, 'large.pdf', 'm', () => Promise.resolve(ok(Buffer.alloc(2 * CHUNK_BYTES, 'x'))));
    days(14);
    world.now = new Date(world.now.getTime() - 1);
    await world.runner.drain();
    expect(await kept()).toEqual({ files: 1, chunks: 2 });
    days(1);
    await world.runner.drain();

    expect(await kept()).toEqual({ files: 0, chunks: 0 });
  });

  it('stays while a draft holds it, and goes once none does', async () => {
    const draftId = await drafted(1);
    await attach(1, fileIdsIn(await sends(1, 'a.pdf', 'm1')), `draft:${draftId}`);
    await attach(1, fileIdsIn(await sends(1, 'b.pdf', 'm2')), `draft:${draftId}`);
    days(15);
    await world.runner.drain();

    // The same bytes a second time took the place of the first.
    expect(await kept()).toEqual({ files: 1, chunks: 1 });
    expect((await draftOf(1))?.evidence.map(({ name }) => name)).toEqual(['b.pdf']);
  });

  it('stays for good as proof of a claim', async () => {
    const draftId = await drafted(1);
    await attach(1, fileIdsIn(await sends(1)), `draft:${draftId}`);
    await world.press(1, 'claim.submit', filledIn({ evidence: '', draftId }));
    days(15);
    await world.runner.drain();

    expect(await kept()).toEqual({ files: 1, chunks: 1 });
  });

  it('leaves nothing of itself where keeping it broke off', async () => {
    const { documents } = world.context;
    const full: Documents = {
      ...documents,
      commit: (partition, changes) =>
        changes.some(({ id }) => id === 'chunk:1')
          ? Promise.reject(new Error('disk full'))
          : documents.commit(partition, changes),
    };
    const speaking = { ...world.speaking(1, 'm'), context: { ...world.context, documents: full } };
    const get: DownloadFile = () => Promise.resolve(ok(Buffer.alloc(2 * CHUNK_BYTES, 'x')));
    const files = [{ name: 'a.pdf', downloadUrl: 'https://x.sharepoint.com/1' }];
    await expect(filesCard(speaking, files, get)).rejects.toThrow('disk full');
    days(15);
    await world.runner.drain();

    expect(await kept()).toEqual({ files: 0, chunks: 0 });
  });
});

describe('what was kept', () => {
  let claimId: string;
  let evidenceId: string;

  beforeEach(async () => {
    const draftId = await drafted(1);
    await attach(1, fileIdsIn(await sends(1)), `draft:${draftId}`);
    await world.press(1, 'claim.submit', filledIn({ evidence: '', draftId }));
    const [claim] = await world.claims();
    claimId = claim?.claimId ?? '';
    evidenceId = claim?.evidence[0]?.evidenceId ?? '';
  });

  const made = (number: number) =>
    madeFile(world.speaking(number), { kind: 'evidence', claimId, evidenceId });

  it.each([
    ['its location', 2],
    ['an operator', 7],
  ])('comes back to %s as it was sent', async (_case, number) => {
    const file = await made(number);

    expect(file.ok && file.value.bytes.equals(BYTES)).toBe(true);
    expect(file.ok && file.value.name).toBe('sow.pdf');
    const listed = cardIn(await world.press(number, 'claim.files', { claimId }));
    expect(textOf(listed)).toContain('sow.pdf');
    expect(cardFaults(listed)).toEqual([]);
    expect(await world.press(number, 'file.get', { kind: 'evidence', claimId, evidenceId })).toMatchObject({
      file: { name: 'sow.pdf', sizeInBytes: BYTES.length },
    });
  });

  it.each([
    ['another partner', 4],
    ['somebody of the location without an incentive role', 3],
    ['a stranger', 9],
  ])('is not there for %s', async (_case, number) => {
    expect(await made(number)).toEqual({ ok: false, error: { code: 'forbidden' } });
    expect(await world.press(number, 'claim.files', { claimId })).toEqual(
      await world.press(number, 'claim.files', { claimId: 'C-0' }),
    );
  });

  it('is not there for who contests the claim', async () => {
    await world.press(4, 'claim.submit', filledIn({ partnerId: fabrikam, intent: 'theirs' }));

    expect(await made(4)).toMatchObject({ ok: false });
  });

  it('comes back once there is room for it in memory, and not before', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'performance'] });
    const speaking = world.speaking(1);
    const file = { kind: 'evidence', claimId, evidenceId } as const;
    let free: () => void = () => undefined;
    const { queues } = world.context;
    const { personId } = speaking.actor;
    const holding = withRoom(
      queues,
      personId,
      MAX_FILE_BYTES,
      () => new Promise<void>((resolve) => (free = resolve)),
    );
    const put: UploadFile = () => Promise.resolve(ok(undefined));
    const at = 'https://contoso.sharepoint.com/1';
    const uploadInfo = { contentUrl: at, name: 'sow.pdf', uploadUrl: at, uniqueId: 'u', fileType: 'pdf' };
    const answered = { type: 'fileUpload', action: 'accept', context: file, uploadInfo } as const;
    const get = () => Promise.resolve(getFileAction.run(speaking, { verb: 'file.get', data: file }));
    const both = Promise.all([get(), consentAnswered(speaking, answered, put)]);

    await jest.advanceTimersByTimeAsync(5_000);
    expect(await both).toMatchObject([{ refused: 'invalid' }, { kind: 'failed' }]);
    jest.useRealTimers();
    free();
    await holding;
    expect(await get()).toMatchObject({ file: { sizeInBytes: BYTES.length } });
    expect(await consentAnswered(speaking, answered, put)).toMatchObject({ kind: 'saved' });
  });

  it('stays when somebody has changed the bytes: it is not given out', async () => {
    const { documents } = world.context;
    const fileId = (await world.claims())[0]?.evidence[0]?.fileId ?? '';
    const chunk = await documents.get(FileChunkDocument, partitions.file(fileId), 'chunk:0');
    await documents.commit(partitions.file(fileId), [
      {
        op: 'replace',
        kind: FileChunkDocument,
        id: 'chunk:0',
        etag: chunk?.etag ?? '',
        value: { data: 'AAAA' },
      },
    ]);

    await expect(made(1)).rejects.toThrow('not those that were kept');
  });

  it('outlives a draft that is deleted; of a deleted draft it goes', async () => {
    const draftId = await drafted(2, { intent: 'other' });
    const fileIds = fileIdsIn(await sends(2, 'mine.pdf', 'm2'));
    await attach(2, fileIds, `draft:${draftId}`);
    await world.press(2, 'claim.delete-draft', { draftId });

    expect(await findKept(world.context.documents, fileIds)).toBeUndefined();
    expect((await made(1)).ok).toBe(true);
    expect((await kept()).files).toBe(1);
  });

  it('goes with an answer that operators asked for', async () => {
    const asked = await moveAs(
      world.context,
      actorOf(7),
      claimId,
      'ask',
      () => ({ move: 'ask', comment: 'Who signed?' }),
      'op',
    );
    expect(asked.ok && asked.value.outcome).toBe('done');
    await world.runner.drain();

    const more = fileIdsIn(
      await sends(2, 'signed.pdf', 'm3', () => Promise.resolve(ok(Buffer.from('signed')))),
    );
    await attach(2, more, `claim:${claimId}`, 'customer-acknowledgement');
    await world.press(2, 'claim.resubmit', { claimId });

    const [claim] = await world.claims();
    expect(claim?.status).toBe('under-review');
    expect(claim?.evidence.map(({ name }) => name)).toEqual(['sow.pdf', 'signed.pdf']);
  });
});

async function kept(): Promise<{ files: number; chunks: number }> {
  const { documents } = world.context;
  const files = await Array.fromAsync(documents.scan(KeptFileDocument, 'files'));
  const chunks = await Array.fromAsync(documents.scan(FileChunkDocument, 'files'));
  return { files: files.length, chunks: chunks.length };
}
