import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../src/dialogs/speaking.ts';
import { CustomerId, Intent } from '../../src/domain/shared/ids.ts';
import { AuditDocument } from '../../src/usecases/audit.ts';
import { submitClaims } from '../../src/usecases/claims/submission/submit.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import type { Documents } from '../../src/usecases/ports.ts';
import { textOf } from '../support/card-rules.ts';
import {
  cardIn,
  claimWorld,
  contoso,
  dynamics,
  fabrikam,
  filledIn,
  newcomer,
  registryPress,
  subscriptionNo,
  tailspin,
  type ClaimWorld,
} from '../support/claim-world.ts';
import { actorOf } from '../support/referral-world.ts';
import { aad } from '../support/seed.ts';
import { CustomerDocument, OwnNameDocument } from '../../src/usecases/associations/documents.ts';
import { ClaimDraftDocument, ClaimEntryDocument } from '../../src/usecases/claims/documents.ts';
import { PointerDocument } from '../../src/usecases/memberships/documents.ts';
import { wording } from '../support/wording.ts';

let world: ClaimWorld;

beforeEach(async () => {
  world = await claimWorld();
});
afterEach(() => world.close());

const submit = (number: number, overrides: object = {}, opId?: string): Promise<Answer> =>
  world.press(number, 'claim.submit', filledIn(overrides), opId);

/** The numbers on the card that answers; `''` when it is the form again. */
function numbersIn(answer: Answer): string {
  return (textOf(cardIn(answer)).match(/C-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/g) ?? []).join(' ');
}

function said(answer: Answer): string {
  return 'card' in answer ? textOf(answer.card) : answer.refused;
}

describe('a submission', () => {
  it('makes a claim with everything that was typed, and says its number, what comes next and when', async () => {
    const answer = await submit(2);

    const [claim, ...others] = await world.claims();
    expect(others).toEqual([]);
    expect(claim).toMatchObject({
      partnerId: contoso,
      customerId: tailspin,
      activity: 'osu-m365',
      target: 'exchange',
      status: 'submitted',
      submittedBy: aad(2),
      contact: { name: 'Jo Berg', title: 'Head of IT', email: 'jo@tailspin.test' },
      comments: 'We moved 1,250 mailboxes.',
      evidence: [{ kind: 'other', link: 'https://contoso.sharepoint.com/sow.pdf', fileId: null }],
    });
    expect(numbersIn(answer)).toBe(claim?.claimId);
    expect(said(answer)).toMatch(
      wording('claim-form.submitted.next', { when: 'Mon 30 Nov, 13:00 (Berlin)' }),
    );
  });

  it('leaves one audit row, and its number points to the customer', async () => {
    await submit(1);

    const [claim] = await world.claims();
    const pointer = await world.context.documents.get(
      PointerDocument,
      partitions.pointer('claim', claim?.claimId ?? ''),
      'claim',
    );
    expect(pointer?.value.to).toBe(tailspin);
    const rows = await Array.fromAsync(world.context.documents.scan(AuditDocument, 'customers'));
    expect(rows.map(({ value }) => [value.action, value.subject, value.outcome])).toEqual([
      ['claim.submit', claim?.claimId, 'done'],
    ]);
  });

  it('of several targets makes one claim each', async () => {
    const answer = await submit(1, {
      activity: 'usage-only',
      target: 'teams, exchange ,teams',
      evidence: '',
    });

    const claims = await world.claims();
    expect(claims.map(({ target }) => target).sort()).toEqual(['exchange', 'teams']);
    expect(new Set(claims.map(({ claimId }) => claimId)).size).toBe(2);
    expect(said(answer)).toContain('2 claims');
    for (const { claimId } of claims) expect(said(answer)).toContain(claimId);
  });

  it('of several targets makes none when one is refused', async () => {
    const answer = await submit(1, { target: 'exchange,teams' });

    expect(await world.claims()).toEqual([]);
    expect(said(answer)).toMatch(wording('claim-refusals.usage-only-workload', { target: 'Teams' }));
  });

  it('takes two spellings of one subscription for one', async () => {
    await submit(1, { activity: 'osa', target: `${dynamics},${dynamics.toUpperCase()}` });

    expect((await world.claims()).map(({ target }) => target)).toEqual([dynamics]);
  });

  it('keeps seller and ISV product of RevRec, and of nothing else', async () => {
    const inputs = { sellerName: 'Ann', isvProduct: 'Add-on', evidence: '' };
    await submit(1, { ...inputs, activity: 'revrec', target: dynamics });
    await submit(1, { ...inputs, activity: 'usage-only', intent: 'other' });

    expect(
      (await world.claims()).map((claim) => [claim.activity, claim.sellerName, claim.isvProduct]),
    ).toEqual(
      expect.arrayContaining([
        ['revrec', 'Ann', 'Add-on'],
        ['usage-only', '', ''],
      ]),
    );
  });

  it('stands in the location’s list at once', async () => {
    await submit(1);

    const page = await world.context.documents.list(ClaimEntryDocument, partitions.partner(contoso), {
      limit: 10,
    });
    expect(page.items.map(({ value }) => [value.customerName, value.target, value.status])).toEqual([
      ['', 'exchange', 'submitted'],
    ]);
  });
});

describe('who may submit', () => {
  it.each([
    ['somebody with a role but none for incentives', 3, {}],
    ['somebody of another location', 4, {}],
    ['a stranger', 9, {}],
    ['for a location that is not there', 1, { partnerId: '7777' }],
    ['for another’s location', 1, { partnerId: fabrikam }],
    ['for the global account', 1, { partnerId: '9000' }],
  ])('refuses %s as if nothing were there', async (_case, number, overrides) => {
    const answer = await submit(number, overrides);

    expect(answer).toMatchObject({ refused: 'forbidden' });
    expect(JSON.stringify(answer)).not.toMatch(/Tailspin|Fabrikam|Contoso/);
    expect(await world.claims()).toEqual([]);
  });

  it('refuses with wrong input as well, and shows no form of that location', async () => {
    expect(await submit(1, { partnerId: fabrikam, evidence: 'nothing' })).toMatchObject({
      refused: 'forbidden',
    });
    expect(await submit(3, { evidence: 'nothing' })).toMatchObject({ refused: 'forbidden' });
  });
});

describe('one intent', () => {
  it('pressed twice gets the same number', async () => {
    const first = await submit(1);
    const second = await submit(1, {}, 'another press');

    expect(numbersIn(second)).toBe(numbersIn(first));
    expect(said(second)).toMatch(wording('claim-form.submitted.before'));
    expect(await world.claims()).toHaveLength(1);
  });

  it('pressed by twenty at once gets one number', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => submit(1)));

    expect(new Set(answers.map(numbersIn)).size).toBe(1);
    expect(await world.claims()).toHaveLength(1);
  });

  it('at several processes at once makes one claim, whichever customer each names', async () => {
    const others = [0, 1, 2].map((at) => CustomerId.parse(`d0000000-0000-4000-8000-00000000000${at}`));
    const answers = await Promise.all(
      others.flatMap((customerTenantId) =>
        [1, 2].map(() => {
          const own = { ...world.speaking(1), context: { ...world.context, queues: lonely() } };
          return submitClaims(
            own.context,
            own.actor,
            {
              intent: Intent.parse('race'),
              input: {
                partnerId: contoso,
                customer: { customerId: customerTenantId, name: 'New', domain: '', isNew: true },
                activity: 'usage-only',
                targets: ['teams'],
                contact: null,
                sellerName: '',
                isvProduct: '',
                links: [],
                comments: '',
              },
            },
            own.opId,
          );
        }),
      ),
    );

    const numbers = answers.flatMap((answer) =>
      answer.ok ? answer.value.claims.map(({ claimId }) => claimId) : ['refused'],
    );
    expect(new Set(numbers).size).toBe(1);
    expect((await Promise.all(others.map((id) => world.claims(id)))).flat()).toHaveLength(1);
  });

  it('of another person is another claim', async () => {
    const first = await submit(1, { activity: 'usage-only', target: 'teams' });
    const second = await submit(2, { activity: 'usage-only', target: 'exchange' });

    expect(numbersIn(second)).not.toBe(numbersIn(first));
    expect(await world.claims()).toHaveLength(2);
  });

  it('answers with what it made, whatever is sent with it later', async () => {
    const first = await submit(1);
    const later = await submit(1, { customerId: '', customerTenantId: newcomer, customerName: 'Elsewhere' });

    expect(numbersIn(later)).toBe(numbersIn(first));
    expect(await world.claims(newcomer)).toEqual([]);
  });

  it('that was refused can be used again', async () => {
    await submit(1, { target: 'sharepoint' });
    const second = await submit(1, { target: 'exchange' });

    expect(numbersIn(second)).toMatch(/^C-/);
  });

  it('makes no second claim after its record was dropped', async () => {
    const first = await submit(1);
    const { documents } = world.context;
    const without: Documents = {
      ...documents,
      get: (kind, partition, id) =>
        id === 'intent' ? Promise.resolve(undefined) : documents.get(kind, partition, id),
    };
    const speaking = { ...world.speaking(1), context: { ...world.context, documents: without } };
    const again = await registryPress(speaking, 'claim.submit', filledIn());

    expect(numbersIn(again)).toBe(numbersIn(first));
  });

  it('takes any text of up to 64 characters', async () => {
    for (const intent of ['x', ' ', 'Ünï cödé', '🙂'.repeat(64), '__proto__']) {
      expect(await submit(1, { intent, target: 'sharepoint' })).toHaveProperty('card');
    }
    for (const intent of ['', 'x'.repeat(65), 5, ['a']]) {
      expect(await submit(1, { intent })).toMatchObject({ refused: 'invalid' });
    }
  });

  it('whose claim was not committed leaves nothing that counts', async () => {
    const { documents } = world.context;
    const failing: Documents = {
      ...documents,
      commit: (partition, changes) =>
        partition === partitions.customer(tailspin)
          ? Promise.reject(new Error('disk full'))
          : documents.commit(partition, changes),
    };
    const speaking = { ...world.speaking(1), context: { ...world.context, documents: failing } };
    await expect(registryPress(speaking, 'claim.submit', filledIn())).rejects.toThrow('disk full');
    expect(await world.claims()).toEqual([]);

    expect(numbersIn(await submit(1))).toMatch(/^C-/);
    expect(await world.claims()).toHaveLength(1);
  });
});

describe('a target that the location has already', () => {
  it('is refused with the claim to open', async () => {
    await submit(1);
    const second = await submit(2, { intent: 'other' });

    const [claim] = await world.claims();
    expect(said(second)).toMatch(
      wording('claim-refusals.already', { target: 'Exchange', claim: claim?.claimId ?? '' }),
    );
    expect(JSON.stringify(cardIn(second))).toContain(
      `"verb":"claim.show","data":{"claimId":"${claim?.claimId}"`,
    );
    expect(await world.claims()).toHaveLength(1);
  });

  it('is refused for usage too, since a workload is claimed once', async () => {
    await submit(1);

    expect(said(await submit(1, { intent: 'other', activity: 'usage-only' }))).toContain('already');
  });

  it('gets no RevRec beside OSA, which brings it, but its usage claimed', async () => {
    await submit(1, { activity: 'osa', target: dynamics });

    const revrec = await submit(1, { intent: 'b', activity: 'revrec', target: dynamics });
    expect(said(revrec)).toMatch(wording('claim-refusals.already.by-osa'));
    await submit(1, { intent: 'c', activity: 'osu-bizapps', target: dynamics });
    expect((await world.claims()).map(({ activity }) => activity).sort()).toEqual(['osa', 'osu-bizapps']);
  });

  it('that another partner claims is contested, and neither learns who the other is', async () => {
    await submit(1);
    const answer = await submit(4, { partnerId: fabrikam, intent: 'theirs' });

    expect(said(answer)).toMatch(wording('claim-form.submitted.contested-by'));
    expect(JSON.stringify(answer)).not.toMatch(/Contoso|Dana|mailboxes were|sow\.pdf/);
    expect((await world.claims()).every(({ contest }) => contest !== null)).toBe(true);
  });
});

describe('a customer', () => {
  it('that nobody knew is kept by its tenant id, name and domain, as the location’s own word', async () => {
    const inputs = {
      customerId: '',
      customerTenantId: newcomer,
      customerName: 'Wide World',
      customerDomain: 'wwi.test',
    };
    const answer = await submit(1, inputs);

    expect(said(answer)).toContain('Customer: Wide World');
    expect(said(answer)).toMatch(wording('claim-refusals.unchecked.subscriptions'));
    const { documents } = world.context;
    const partition = partitions.customer(newcomer);
    const stored = await documents.get(OwnNameDocument, partition, `own-name:${contoso}`);
    expect(stored?.value).toMatchObject({ name: 'Wide World', domain: 'wwi.test' });
    expect(await documents.get(CustomerDocument, partition, 'customer')).toBeUndefined();
  });

  it('that nobody knew needs a name', async () => {
    const answer = await submit(1, { customerId: '', customerTenantId: newcomer });

    expect(said(answer)).toMatch(wording('claim-refusals.name-needed'));
    expect(await world.claims(newcomer)).toEqual([]);
  });

  it('keeps its name, whatever is typed', async () => {
    await submit(1, { customerId: '', customerTenantId: tailspin, customerName: 'Evil Corp' });

    const stored = await world.context.documents.get(
      CustomerDocument,
      partitions.customer(tailspin),
      'customer',
    );
    expect(stored?.value.name).toBe('Tailspin Toys');
  });

  it('known by nothing but its id may be claimed for', async () => {
    expect(numbersIn(await submit(1, { customerId: newcomer }))).toMatch(/^C-/);
  });

  it.each([
    ['cannot be claimed by a subscription of another that the location knows', contoso, 0],
    [
      'can be by one of a customer that it may know nothing of: a refusal would tell whose it is',
      fabrikam,
      1,
    ],
  ])('%s', async (_case, dporPartnerId, made) => {
    const elsewhere = subscriptionNo(77);
    await world.subscription({ subscriptionId: elsewhere, dporPartnerId });
    await world.context.documents.commit(partitions.pointer('subscription', elsewhere), [
      { op: 'create', kind: PointerDocument, id: 'subscription', value: { to: tailspin } },
    ]);
    const answer = await submit(1, { customerId: newcomer, activity: 'osa', target: elsewhere });

    expect(wording('claim-refusals.unknown-subscription').test(said(answer))).toBe(made === 0);
    expect(await world.claims(newcomer)).toHaveLength(made);
  });
});

describe('a draft', () => {
  it('that was submitted is gone, and its intent still answers with the claim', async () => {
    await world.press(1, 'claim.draft', filledIn());
    const [draft] = await drafts(1);
    const first = await submit(1, { draftId: draft?.draftId });

    expect(await drafts(1)).toEqual([]);
    expect(numbersIn(await submit(1, { draftId: draft?.draftId }))).toBe(numbersIn(first));
    expect(numbersIn(await world.press(1, 'claim.draft', filledIn()))).toBe(numbersIn(first));
    expect(await drafts(1)).toEqual([]);
  });

  it('of somebody else is as if it were not there', async () => {
    await world.press(1, 'claim.draft', filledIn({ comments: 'Dana’s secret' }));
    const [draft] = await drafts(1);
    const stolen = await submit(2, { draftId: draft?.draftId, intent: 'mine' });

    expect(stolen).toEqual(await submit(2, { draftId: 'f'.repeat(32), intent: 'mine' }));
    expect(said(stolen)).toMatch(wording('claim-form.draft-gone'));
    expect(await world.press(2, 'claim.new', { draftId: draft?.draftId })).toMatchObject({
      refused: 'forbidden',
    });
    expect(await world.claims()).toEqual([]);
  });
});

async function drafts(number: number) {
  const { personId } = actorOf(number);
  const page = await world.context.documents.list(ClaimDraftDocument, partitions.person(personId), {
    limit: 100,
  });
  return page.items.map(({ value }) => value);
}

/** As in another process: nobody waits in line, so that writers meet in the store. */
function lonely() {
  return { inTurn: <T>(_partition: string, work: () => Promise<T>) => work() };
}
