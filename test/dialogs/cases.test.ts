import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runPress } from '../../src/bot/invoke.ts';
import { createRegistry } from '../../src/capabilities.ts';
import { commandOf } from '../../src/dialogs/index.ts';
import { FORBIDDEN, type Answer } from '../../src/dialogs/speaking.ts';
import { TenantId } from '../../src/domain/shared/ids.ts';
import { askToBuildCases } from '../../src/usecases/cases/build.ts';
import { CaseDocument, CaseStandingDocument } from '../../src/usecases/cases/documents.ts';
import {
  ContactDocument,
  OperatorDocument,
  PersonDocument,
} from '../../src/usecases/memberships/documents.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, remove, replace } from '../../src/usecases/ports.ts';
import { say } from '../../src/words/say.ts';
import { actionsOf, textOf } from '../support/card-rules.ts';
import { cardIn, claimWorld, contoso, fabrikam, type ClaimWorld } from '../support/claim-world.ts';
import { actorOf } from '../support/referral-world.ts';
import { inDays } from '../support/referrals.ts';
import { contact, person, seedPerson } from '../support/seed.ts';
import { speakingOf } from '../support/speaking.ts';

/** Of Contoso: an admin, an incentive user, a member; of Fabrikam: an incentive user; nobody; operators, the first a member of Contoso. */
const [ADMIN, INCENTIVE, MEMBER, RIVAL, STRANGER, OWN_OPERATOR, OPERATOR] = [1, 2, 3, 4, 7, 8, 9];
const registry = createRegistry();
const reader = { locale: 'en-GB' };

let world: ClaimWorld;
let presses = 0;
beforeEach(async () => {
  world = await claimWorld();
  const { documents } = world.context;
  await documents.commit(
    partitions.program('operators'),
    [OWN_OPERATOR, OPERATOR].map((number) => {
      const { tenantId, aadObjectId, personId } = actorOf(number);
      const email = `o${number}@fasttrack.test`;
      const entry = {
        tenantId: TenantId.parse(tenantId),
        aadObjectId,
        personId,
        name: `Robin ${number}`,
        email,
      };
      return create(OperatorDocument, `operator:${number}`, entry);
    }),
  );
  await documents.commit(partitions.partner(contoso), [
    create(ContactDocument, 'contact:FRP:8', contact(contoso, OWN_OPERATOR)),
  ]);
  for (const number of [OWN_OPERATOR, OPERATOR])
    await seedPerson(documents, person(number, standing(number)));
});
afterEach(() => world.close());

function standing(number: number) {
  const partnerId = number === RIVAL ? fabrikam : contoso;
  const standings = [STRANGER, OPERATOR].includes(number) ? [] : [{ partnerId, globalId: null }];
  return { standings, operator: number === OWN_OPERATOR || number === OPERATOR };
}

function press(number: number, verb: string, data: object, opId = `case-op-${++presses}`): Promise<Answer> {
  const speaking = speakingOf(world, number, opId, standing(number));
  return runPress(registry.actions, speaking, { verb, data: { ...data }, automatic: false });
}

const ASKED = {
  intent: 'one',
  partnerId: contoso,
  program: 'FRP',
  kind: 'support',
  subject: 'No access to the portal',
  text: 'Lee cannot sign in.',
};

async function opened(number = ADMIN, overrides: object = {}): Promise<string> {
  const card = cardIn(await press(number, 'case.open', { ...ASKED, ...overrides }));
  await world.runner.drain();
  return idIn(card);
}

function idIn(card: Parameters<typeof actionsOf>[0]): string {
  const comment = actionsOf(card).find(({ verb }) => verb === 'case.close' || verb === 'case.reopen');
  return (comment?.data as { caseId: string } | undefined)?.caseId ?? '';
}

async function stored(caseId: string) {
  const partition = partitions.partner(contoso);
  return (await world.context.documents.get(CaseDocument, partition, `case:${caseId}`))?.value;
}

async function allCases() {
  return (await world.context.documents.list(CaseDocument, partitions.partner(contoso), { limit: 10 })).items;
}

async function noticesOf(number: number): Promise<string[]> {
  const page = await world.context.documents.list(
    NoticeDocument,
    partitions.person(actorOf(number).personId),
    { limit: 20 },
  );
  return page.items.map(({ value: { subject, state } }) => `${subject.kind} ${state}`).toSorted();
}

const audited = async (action: string) =>
  (await world.audits()).filter((row) => row.action === action).map(({ outcome }) => outcome);

describe('a case', () => {
  it.each([
    ['an admin', ADMIN],
    ['somebody with an incentive role', INCENTIVE],
    ['a member', MEMBER],
  ])('is opened by %s, once an intent', async (_who, number) => {
    const caseId = await opened(number);
    const again = await opened(number, { text: 'Something else.' });

    expect(again).toBe(caseId);
    expect((await allCases()).map(({ value }) => value)).toMatchObject([
      { caseId, kind: 'support', program: 'FRP', status: 'open', text: ASKED.text, revision: 1 },
    ]);
    expect(await audited('case.open')).toEqual(['done']);
    expect(await noticesOf(OPERATOR)).toEqual(['case sent']);
    expect(await noticesOf(OWN_OPERATOR)).toEqual(['case dead']);
  });

  it('is one for each person and intent', async () => {
    expect(await opened(ADMIN)).not.toBe(await opened(MEMBER));
    expect(await allCases()).toHaveLength(2);
  });

  it.each([
    ['somebody of another partner', RIVAL],
    ['a stranger', STRANGER],
    ['an operator', OPERATOR],
  ])('is not opened by %s', async (_who, number) => {
    expect(await press(number, 'case.open', ASKED)).toBe(FORBIDDEN);
    expect(await press(number, 'case.open', { ...ASKED, partnerId: '7777' })).toBe(FORBIDDEN);
    expect(await allCases()).toEqual([]);
  });

  it('of which fields are wrong comes back as typed, and nothing is stored', async () => {
    const wrong = { kind: 'payment-dispute', subject: '', text: 'All\nwrong', line: '2' };

    const card = cardIn(await press(ADMIN, 'case.open', { ...ASKED, ...wrong }));

    expect(textOf(card)).toContain(say(reader, 'cases.fault.missing'));
    expect(JSON.stringify(card)).toContain('All\\nwrong');
    expect(actionsOf(card)).toContainEqual(
      expect.objectContaining({
        verb: 'case.open',
        data: { intent: 'one', partnerId: contoso, kind: 'payment-dispute' },
      }),
    );
    expect(await allCases()).toEqual([]);
    expect(await world.audits()).toEqual([]);
  });

  it('keeps what its kind says, and links to files', async () => {
    const more = {
      kind: 'payment-dispute',
      statementId: 'S-1',
      line: '2',
      attachments: 'https://a.test/x.pdf',
    };

    const found = await stored(await opened(MEMBER, more));

    expect(found).toMatchObject({
      details: { statementId: 'S-1', line: '2' },
      attachments: ['https://a.test/x.pdf'],
    });
  });

  it('is asked about step by step where the kind is not said', async () => {
    const first = cardIn(await press(ADMIN, 'case.form', {}));
    const second = cardIn(
      await press(ADMIN, 'case.form', { intent: 'x', kind: 'feedback', partnerId: contoso }),
    );

    expect(actionsOf(first).map(({ verb }) => verb)).toContain('case.form');
    expect(actionsOf(second).map(({ verb }) => verb)).toContain('case.open');
    expect(await press(RIVAL, 'case.form', { kind: 'feedback', partnerId: contoso })).toBe(FORBIDDEN);
    expect(await press(STRANGER, 'case.form', {})).toBe(FORBIDDEN);
  });
});

describe('the steps of a case', () => {
  it('go to and fro, and each side learns of the other’s', async () => {
    const caseId = await opened(MEMBER);
    const sends = (number: number, verb: string, text = '') => press(number, verb, { caseId, text });

    await sends(OPERATOR, 'case.comment', 'Which account?');
    await world.runner.drain();
    expect(await stored(caseId)).toMatchObject({ status: 'waiting-partner', revision: 2 });
    expect(await noticesOf(MEMBER)).toEqual(['case-news sent']);
    expect(await noticesOf(ADMIN)).toEqual([]);

    await sends(ADMIN, 'case.comment', 'That of Lee Chen.');
    await world.runner.drain();
    expect(await stored(caseId)).toMatchObject({ status: 'waiting-program' });
    expect(await noticesOf(OPERATOR)).toEqual(['case sent', 'case-news sent']);
    // Whoever opened it is told, whoever took the step is not.
    expect(await noticesOf(MEMBER)).toEqual(['case-news sent', 'case-news sent']);
    expect(await noticesOf(ADMIN)).toEqual([]);

    await sends(OPERATOR, 'case.close');
    expect(await stored(caseId)).toMatchObject({ status: 'resolved' });
    await sends(MEMBER, 'case.close');
    expect(await stored(caseId)).toMatchObject({ status: 'closed' });
    await sends(ADMIN, 'case.reopen', 'Once more.');
    expect(await stored(caseId)).toMatchObject({ status: 'reopened', revision: 6 });
    expect(await audited('case.close')).toEqual(['done', 'done']);
  });

  it('of one press delivered twice are one', async () => {
    const caseId = await opened();
    const twice = () => press(ADMIN, 'case.comment', { caseId, text: 'Once' }, 'same');
    await twice();
    await twice();

    expect((await stored(caseId))?.thread).toHaveLength(1);
  });

  it('that come too late change nothing, and say so', async () => {
    const caseId = await opened();
    await press(ADMIN, 'case.close', { caseId });

    const card = cardIn(await press(OPERATOR, 'case.comment', { caseId, text: 'Too late' }));

    expect(textOf(card)).toContain(say(reader, 'cases.note.stale'));
    expect(JSON.stringify(card)).toContain('Too late');
    expect((await stored(caseId))?.thread).toHaveLength(1);
    expect(await audited('case.comment')).toEqual(['stale']);
  });

  it('without words, or with a link that is none, come back', async () => {
    const caseId = await opened();

    const empty = cardIn(await press(ADMIN, 'case.comment', { caseId, text: ' ' }));
    const badLink = cardIn(await press(ADMIN, 'case.comment', { caseId, text: 'x', attachments: 'ftp://x' }));

    expect(textOf(empty)).toContain(say(reader, 'cases.fault.missing'));
    expect(textOf(badLink)).toContain(say(reader, 'cases.fault.not-a-link', { line: 1 }));
    expect((await stored(caseId))?.thread).toEqual([]);
  });

  it.each(['case.show', 'case.comment', 'case.close', 'case.reopen'])(
    'are for nobody else, and look to them like a case that is not there: %s',
    async (verb) => {
      const caseId = await opened();
      for (const number of [RIVAL, STRANGER]) {
        const data = { text: 'x' };
        expect(await press(number, verb, { caseId, ...data })).toBe(FORBIDDEN);
        expect(await press(number, verb, { caseId: 'CS-0000', ...data })).toBe(FORBIDDEN);
      }
      expect(await stored(caseId)).toMatchObject({ revision: 1 });
    },
  );

  it('of an operator at a partner of their own are its people’s', async () => {
    const caseId = await opened();
    await press(OWN_OPERATOR, 'case.comment', { caseId, text: 'As a colleague' });

    expect(await stored(caseId)).toMatchObject({ status: 'open', thread: [{ side: 'partner' }] });
  });

  it('end with the right to them', async () => {
    const caseId = await opened(MEMBER);
    const partition = partitions.partner(contoso);
    const page = await world.context.documents.list(ContactDocument, partition, {
      where: [{ field: 'personId', is: '=', value: actorOf(MEMBER).personId }],
      limit: 1,
    });
    await world.context.documents.commit(partition, page.items.map(remove));
    await press(OPERATOR, 'case.comment', { caseId, text: 'Which account?' });
    await world.runner.drain();

    expect(await press(MEMBER, 'case.show', { caseId })).toBe(FORBIDDEN);
    expect(await noticesOf(MEMBER)).toEqual([]);
  });

  it('are told to nobody who muted them', async () => {
    const caseId = await opened();
    const partition = partitions.person(actorOf(ADMIN).personId);
    const found = await world.context.documents.get(PersonDocument, partition, 'person');
    if (found === undefined) throw new Error('no person');
    const settings = { ...found.value.settings, muted: ['cases' as const] };
    await world.context.documents.commit(partition, [
      replace(PersonDocument, found, { ...found.value, settings }),
    ]);
    await press(OPERATOR, 'case.comment', { caseId, text: 'Which account?' });
    await world.runner.drain();

    expect(await noticesOf(ADMIN)).toEqual(['case-news dead']);
  });
});

describe('the lists of cases', () => {
  const words = async (number: number, data: object = {}) => {
    const answer = await press(number, 'cases.list', data);
    return 'card' in answer ? textOf(answer.card) : 'refused';
  };

  it('show a location its own, and operators those of all partners but their own', async () => {
    await opened();
    await press(RIVAL, 'case.open', { ...ASKED, partnerId: fabrikam, subject: 'Of Fabrikam' });
    await world.runner.drain();

    expect(await words(ADMIN)).toMatch(/No access/);
    expect(await words(ADMIN)).not.toMatch(/Of Fabrikam/);
    expect(await words(OPERATOR)).toMatch(/No access[^]*Of Fabrikam|Of Fabrikam[^]*No access/);
    expect(await words(OPERATOR, { partnerId: contoso })).not.toMatch(/Of Fabrikam/);
    expect(await words(OWN_OPERATOR)).toMatch(/Of Fabrikam/);
    expect(await words(OWN_OPERATOR)).not.toMatch(/No access/);
    expect(await words(OWN_OPERATOR, { partnerId: contoso })).toMatch(/No access/);
    expect(await words(RIVAL, { partnerId: contoso })).toBe('refused');
    expect(await words(STRANGER)).toBe('refused');
  });

  it('go on where a page ended', async () => {
    for (let at = 0; at < 12; at++) {
      await press(ADMIN, 'case.open', { ...ASKED, intent: `i-${at}`, subject: `Subject ${at}.` });
      world.now = inDays(at + 1);
    }
    await world.runner.drain();
    for (const number of [ADMIN, OPERATOR]) {
      const first = cardIn(await press(number, 'cases.list', {}));
      const more = actionsOf(first).find(({ data }) => Object.hasOwn(data as object, 'after'));
      const second = cardIn(await press(number, 'cases.list', more?.data as object));
      const seen = [first, second].flatMap((card) => textOf(card).match(/^Subject \d+\.$/gm) ?? []);

      expect(new Set(seen).size).toBe(12);
      expect(seen).toHaveLength(12);
    }
  });

  it('are what the word shows', async () => {
    await opened();
    const speaking = speakingOf(world, OPERATOR, 'word', standing(OPERATOR));
    const card = await commandOf(registry, 'Cases')?.run(speaking);

    expect(card === undefined || 'dialog' in card ? '' : textOf(card)).toMatch(/No access/);
  });

  it('count on the operators’ card what is neither resolved nor closed', async () => {
    const caseId = await opened();
    const counted = async () => JSON.stringify(cardIn(await press(OPERATOR, 'operations.show', {})));
    expect(await counted()).toContain(`${say(reader, 'operators.operations.cases')} · 1`);

    await press(OPERATOR, 'case.close', { caseId });
    await world.runner.drain();

    expect(await counted()).toContain(`${say(reader, 'operators.operations.cases')} · 0`);
  });
});

describe('cases of an earlier release', () => {
  it('are found by number, in the list and in the queue, once taken up', async () => {
    const partition = partitions.partner(contoso);
    const body = {
      v: 1,
      caseId: 'L-0a1b2c3d4e',
      kind: 'registration',
      partnerId: contoso,
      program: 'FRP',
      subject: 'Leave FRP',
      text: '',
      status: 'open',
      openedAt: '2026-10-01T12:00:00.000Z',
      openedBy: actorOf(ADMIN).aadObjectId,
      openedByName: 'Dana Okafor',
      updatedAt: '2026-10-01T12:00:00.000Z',
    };
    await world.store.commit(partition, [{ op: 'create', id: `case:${body.caseId}`, kind: 'case', body }]);
    expect(await press(ADMIN, 'case.show', { caseId: body.caseId })).toBe(FORBIDDEN);

    await askToBuildCases(world.context);
    await askToBuildCases(world.context);
    await world.runner.drain();

    expect(textOf(cardIn(await press(ADMIN, 'case.show', { caseId: body.caseId })))).toContain(
      say(reader, 'cases.leave.text'),
    );
    expect(JSON.stringify(cardIn(await press(ADMIN, 'cases.list', {})))).toContain(body.caseId);
    expect(JSON.stringify(cardIn(await press(OPERATOR, 'cases.list', {})))).toContain(body.caseId);
    const standings = await world.context.documents.list(CaseStandingDocument, partitions.program('cases'), {
      limit: 10,
    });
    expect(standings.items).toHaveLength(1);
  });
});
