import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { fileUrls } from '../../src/domain/shared/file-hosts.ts';
import { PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import { openMail } from '../../src/mail/open-mail.ts';
import { fileDownload } from '../../src/notifications/file-download.ts';
import { fileUpload } from '../../src/notifications/file-upload.ts';
import { AuditDocument } from '../../src/usecases/audit.ts';
import { actionsOf, textOf } from '../support/card-rules.ts';
import { startEdge, type Edge } from '../support/edge.ts';
import { fileHost, type FileHost } from '../support/file-host.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { turnsOn } from '../support/turns-on.ts';
import { wording } from '../support/wording.ts';

const R1 = ReferralId.parse('R-1');
const INTRODUCTION = { kind: 'introduction', referralId: 'R-1', part: 1 };
const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const INFO = 'application/vnd.microsoft.teams.card.file.info';
const contentUrl = 'https://contoso-my.sharepoint.com/personal/dana/Documents/Introduction.eml';

let edge: Edge;
let world: ReferralWorld;
let host: FileHost;
let sent = 0;

beforeAll(async () => {
  edge = await startEdge({ servesAll: true });
});
afterAll(() => edge.close());

/** 1 and 2 are at the location that accepted R-1, 3 at another, 9 nowhere. */
beforeEach(async () => {
  world = await referralWorld();
  host = await fileHost();
  await world.locationWith(PartnerId.parse('1001'), [1, 2]);
  await world.receive(R1);
  await world.locationWith(PartnerId.parse('1002'), [3]);
  await world.press(1, R1, 'accept');
  edge.onTurn = turnsOn(world.context, {
    upload: fileUpload(fileUrls(true), 500),
    download: fileDownload(fileUrls(true), 500),
    openMail,
  });
});

afterEach(async () => {
  await host.close();
  await world.close();
  edge.connector.calls.length = 0;
  edge.connector.faults.length = 0;
});

interface Answered {
  readonly status: number;
  readonly body: {
    statusCode: number;
    type: string;
    value: AdaptiveCard & { code?: string; message?: string };
  };
}

async function invokes(number: number, name: string, value: object, more: object = {}): Promise<Answered> {
  const response = await fetch(`${edge.url}/api/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await edge.openId.token()}`,
    },
    body: JSON.stringify(
      edge.activity({
        type: 'invoke',
        name,
        value,
        id: `f:file-${++sent}`,
        from: { id: `29:${number}`, aadObjectId: aad(number), name: `Person ${number}` },
        conversation: { id: `a:${number}`, conversationType: 'personal', tenantId: contosoTenant },
        channelData: { tenant: { id: contosoTenant } },
        ...more,
      }),
    ),
  });
  return { status: response.status, body: (await response.json()) as Answered['body'] };
}

const presses = (number: number, data: object, more?: object) =>
  invokes(
    number,
    'adaptiveCard/action',
    { action: { type: 'Action.Execute', verb: 'file.get', data }, trigger: 'manual' },
    more,
  );

const answers = (number: number, value: object, more?: object) =>
  invokes(number, 'fileConsent/invoke', { type: 'fileUpload', context: INTRODUCTION, ...value }, more);

const accepts = (number: number, value: object = {}, more?: object) =>
  answers(
    number,
    {
      action: 'accept',
      uploadInfo: { contentUrl, name: 'I.eml', uploadUrl: host.url, uniqueId: 'U-1', fileType: 'eml' },
      ...value,
    },
    more,
  );

const noCard: AdaptiveCard = { type: 'AdaptiveCard', version: '1.5', fallbackText: '', body: [] };

/** What went into the chat: how, and the attachment. */
function said(): { method: string; contentType: string | undefined; content: AdaptiveCard; name?: string }[] {
  return edge.connector.calls.map(({ method, body }) => {
    const [first] = (body['attachments'] ?? []) as {
      contentType: string;
      content: AdaptiveCard;
      name?: string;
    }[];
    return { ...first, method, contentType: first?.contentType, content: first?.content ?? noCard };
  });
}

describe('getting the introduction as a file', () => {
  it('asks for consent in the chat, by ids only, and answers with the card as it is', async () => {
    const { status, body } = await presses(1, { ...INTRODUCTION, offer: 1 });

    expect([status, body.statusCode]).toEqual([200, 200]);
    expect(actionsOf(body.value).map(({ verb }) => verb)).toContain('file.get');
    const [asked, ...more] = said();
    expect(more).toEqual([]);
    expect(asked).toEqual({
      method: 'POST',
      contentType: CONSENT,
      name: 'Introduction Tailspin Toys.eml',
      content: {
        description: expect.stringContaining('Tailspin Toys'),
        sizeInBytes: expect.any(Number),
        acceptContext: { ...INTRODUCTION, offer: 1 },
        declineContext: { ...INTRODUCTION, offer: 1 },
      },
    });
  });

  it('puts the letter where Teams made room, as long as it was said to be, and shows the file', async () => {
    await presses(1, INTRODUCTION);
    const [asked] = said();
    const sizeInBytes = (asked?.content as unknown as { sizeInBytes?: number } | undefined)?.sizeInBytes;
    edge.connector.calls.length = 0;

    const { status, body } = await accepts(1);

    expect([status, body.statusCode]).toEqual([200, 200]);
    expect(host.uploads).toHaveLength(1);
    expect(sizeInBytes).toBe(host.uploads[0]?.bytes.length);
    expect(host.uploads[0]?.bytes.toString()).toMatch(/^To: Jo Berg <jo@tailspin\.test>\r$/m);
    expect(said()).toEqual([
      {
        method: 'POST',
        contentType: INFO,
        contentUrl,
        name: 'I.eml',
        content: { uniqueId: 'U-1', fileType: 'eml' },
      },
    ]);
  });

  it('takes the question away once it was answered yes, and goes on where that cannot be', async () => {
    await presses(1, INTRODUCTION);
    const [question] = edge.connector.messages('a:1').slice(-1);

    await accepts(1, {}, { replyToId: question?.id });

    expect(edge.connector.messages('a:1')).not.toContainEqual(question);
    edge.connector.plan = ({ method }) => (method === 'DELETE' ? { status: 501 } : undefined);
    expect(await accepts(1, {}, { replyToId: 'x' })).toMatchObject({ body: { statusCode: 200 } });
    edge.connector.plan = () => undefined;
  });

  it('says so politely in place of the question when it was answered no', async () => {
    await presses(1, INTRODUCTION);
    const [question] = edge.connector.messages('a:1').slice(-1);
    edge.connector.calls.length = 0;

    const { body } = await answers(1, { action: 'decline' }, { replyToId: question?.id });

    expect(body.statusCode).toBe(200);
    expect(host.uploads).toEqual([]);
    expect(said().map(({ method, content }) => [method, textOf(content)])).toEqual([
      ['PUT', expect.stringMatching(wording('files.consent.declined'))],
    ]);
  });

  it('says it below where the question is gone', async () => {
    const { body } = await answers(1, { action: 'decline' }, { replyToId: 'gone' });

    expect(body.statusCode).toBe(200);
    expect(said().map(({ method }) => method)).toEqual(['PUT', 'POST']);
  });

  it('acts once on an answer that is delivered twice', async () => {
    await accepts(1, {}, { id: 'f:same' });
    host.answer = 409;
    const again = await accepts(1, {}, { id: 'f:same' });

    expect(again.body.statusCode).toBe(200);
    expect(host.uploads).toHaveLength(1);
    expect(said()).toHaveLength(1);
    const rows = await Array.fromAsync(world.context.documents.scan(AuditDocument, 'people'));
    expect(rows.map(({ value }) => [value.action, value.subject, value.detail])).toEqual([
      ['file.consent', 'R-1/1', 'introduction'],
    ]);
  });

  it.each([
    ['is full', 403, wording('files.consent.not-taken')],
    ['made no room', 404, wording('files.consent.expired')],
    ['is down', 503, wording('files.consent.unavailable')],
    ['never answers', 'none', wording('files.consent.unavailable')],
  ] as const)('says what to do when OneDrive %s', async (_case, answer, text) => {
    host.answer = answer;

    const { status, body } = await accepts(1);

    expect([status, body.statusCode]).toEqual([200, 200]);
    expect(said().map(({ content }) => textOf(content))).toEqual([expect.stringMatching(text)]);
    expect(edge.lines.join()).not.toContain('canary-upload');
  });

  it('sends nothing to an address that is not SharePoint’s', async () => {
    const info = { contentUrl, name: 'I.eml', uniqueId: 'U-1', fileType: 'eml' };
    await accepts(1, { uploadInfo: { ...info, uploadUrl: 'http://169.254.169.254/latest' } });

    expect(said().map(({ content }) => textOf(content))).toEqual([
      expect.stringMatching(wording('files.consent.address')),
    ]);
  });

  it.each([
    ['of another location', 3, INTRODUCTION],
    ['without any role', 9, INTRODUCTION],
    ['asking for what is not there', 1, { ...INTRODUCTION, referralId: 'R-404' }],
  ])('refuses somebody %s, the button and the consent alike', async (_case, number, file) => {
    const pressed = await presses(number, file);
    const accepted = await accepts(number, { context: file });

    for (const { status, body } of [pressed, accepted]) {
      expect([status, body.statusCode, body.value.code]).toEqual([200, 400, 'forbidden']);
    }
    expect(host.uploads).toEqual([]);
    expect(said()).toEqual([]);
  });

  it('makes no letter of a referral that is theirs no longer', async () => {
    await world.press(2, R1, 'accept');
    const presses2 = await invokes(1, 'adaptiveCard/action', {
      action: { verb: 'referral.handback', data: { referralId: 'R-1', part: 1, reason: 'capacity' } },
    });
    expect(presses2.body.statusCode).toBe(200);

    const pressed = await presses(1, { ...INTRODUCTION, offer: 1 });
    const accepted = await accepts(1, { context: { ...INTRODUCTION, offer: 1 } });

    expect(pressed.body.statusCode).toBe(200);
    expect(textOf(pressed.body.value)).toMatch(wording('referrals.state.handed-back'));
    expect(accepted.body.statusCode).toBe(200);
    expect(host.uploads).toEqual([]);
    expect(said().map(({ content }) => textOf(content))).toEqual([
      expect.stringMatching(wording('referrals.introduction.over')),
    ]);
  });

  it.each([
    ['no value', undefined],
    ['another type', { type: 'x' }],
    ['another answer', { action: 'maybe' }],
    ['no room', { uploadInfo: undefined }],
    ['no address', { uploadInfo: { contentUrl, name: 'I.eml', uniqueId: 'U', fileType: 'eml' } }],
    ['an unknown kind', { context: { kind: 'secrets' } }],
    ['more than ids', { context: { ...INTRODUCTION, name: 'x' } }],
  ])('knows no consent with %s', async (_case, value) => {
    const { status, body } =
      value === undefined ? await invokes(1, 'fileConsent/invoke', []) : await accepts(1, value);

    expect([status, body.statusCode, body.value.code]).toEqual([200, 400, 'invalid']);
    expect(host.uploads).toEqual([]);
  });

  it('says that a channel is no place for it', async () => {
    const channel = { id: '19:channel', conversationType: 'channel', tenantId: contosoTenant };
    const pressed = await presses(1, INTRODUCTION, { conversation: channel });
    const accepted = await accepts(1, {}, { conversation: channel });

    for (const { body } of [pressed, accepted]) {
      expect([body.statusCode, body.value.code]).toEqual([400, 'invalid']);
      expect(body.value.message).toMatch(wording('refusals.only-in-person'));
    }
    expect(host.uploads).toEqual([]);
    expect(said()).toEqual([]);
  });
});
