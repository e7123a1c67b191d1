import { describe, expect, it } from '@jest/globals';
import { claimCard } from '../../src/cards/claims/card/claim.ts';
import { claimNewsCard, claimReviewCard } from '../../src/cards/claims/notices.ts';
import { date, dateTime, relative } from '../../src/cards/kit/format.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { plain } from '../../src/cards/kit/text.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { say } from '../../src/words/say.ts';
import { NONE } from '../../src/words/text.ts';
import { actionsOf, cardFaults, textOf } from '../support/card-rules.ts';
import { claimView, step } from '../support/claim-cards.ts';
import { claim, evidence } from '../support/claims.ts';
import { readerAt } from '../support/intake-cards.ts';
import { inDays, noon } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { english } from '../support/wording.ts';

const reader = readerAt(noon);
const due = inDays(7);
const until = { when: dateTime(due, reader), relative: relative(due, reader) };
const contest = { since: noon, answerBy: due, answeredAt: null };
const question = step({
  by: aad(90),
  verb: 'claim.review',
  from: 'submitted',
  to: 'partner-action-required',
  comment: 'Who signed?',
});
const asked = claimView({ status: 'partner-action-required', dueAt: due, steps: [step(), question] });

/** What can be pressed at once, in order: titles, and whether it stands out. */
function buttons(card: AdaptiveCard): string[] {
  return JSON.stringify(card.body).match(/"style":"positive"/g) ?? [];
}

const countOf = (text: string, part: string) => text.split(part).length - 1;

describe('on top of a claim’s card', () => {
  it.each([
    ['the question in the operators’ words', asked, 'answer-by'],
    [
      'a contest to answer',
      claimView({ status: 'approved', approvedAt: noon, dueAt: null, contest }),
      'prove-by',
    ],
    ['a dispute', claimView({ status: 'rejected', reason: 'insufficient-poe', dueAt: due }), 'dispute-by'],
  ] as const)('stands %s, until when, and one button', (_what, view, key) => {
    const card = claimCard(view, reader);
    const [, , , first] = textOf(card).split('\n');

    expect(cardFaults(card)).toEqual([]);
    expect(first ?? '').toBe(say(reader, `claims.asks.${key}`, until));
    expect(buttons(card)).not.toEqual([]);
  });

  it('stands the question itself', () => {
    expect(textOf(claimCard(asked, reader))).toContain(
      say(reader, 'claims.asked', { comment: plain('Who signed?') }),
    );
  });

  it('asks nothing of a location that has answered', () => {
    const answered = claimView({ status: 'under-review', contest: { ...contest, answeredAt: noon } });

    expect(textOf(claimCard(answered, reader))).not.toContain(say(reader, 'claims.asks.prove-by', until));
    expect(textOf(claimCard(answered, reader))).toContain(say(reader, 'claims.next.partners-compared'));
  });

  it('stands a new claim where nothing else is left', () => {
    const card = claimCard(claimView({ status: 'rejected', reason: 'no-response', dueAt: null }), reader);

    expect(actionsOf(card)[0]).toMatchObject({ verb: 'claim.new', data: { claimId: 'C-1' } });
  });
});

describe('a claim’s card', () => {
  it.each(['holder', 'claimant'] as const)('tells of a contest once: to the %s', (who) => {
    const standing =
      who === 'holder'
        ? ({ status: 'approved', dueAt: null } as const)
        : ({ status: 'under-review' } as const);
    const text = textOf(claimNewsCard(claimView({ ...standing, contest }), 'contested', reader));

    expect(countOf(text, say(reader, `claims.contest.${who}`))).toBe(1);
    expect(countOf(text.toLowerCase(), english('dpor.another-partner'))).toBe(1);
  });

  it('says what it counts for behind its button, and withdraws under More', () => {
    const card = JSON.stringify(claimCard(claimView(), reader));

    expect(card).toMatch(/"id":"counts","isVisible":false/);
    expect(card.indexOf(say(reader, 'claims.button.more'))).toBeLessThan(card.indexOf('"claim.withdraw"'));
  });

  it('names a file, what it is, its day and its size, and a link by the file it leads to', () => {
    const file = { ...evidence(1), link: null, fileId: 'f', name: 'signed.pdf', size: 12_300 };
    const link = {
      ...evidence(2),
      link: 'https://contoso.sharepoint.com/a/Adoption%20report.pdf',
      name: 'contoso.sharepoint.com',
    };
    const text = textOf(claimCard(claimView({ evidence: [file, link] }), reader));

    expect(text).toContain(
      `signed.pdf · ${say(reader, 'claims.evidence.other')} · ${date(noon, reader)} · 12 KB`,
    );
    expect(text).toContain(`[Adoption report.pdf](${link.link}) · contoso.sharepoint.com`);
  });

  it('says first, and beside its button, that a form was not sent', () => {
    const card = claimCard(asked, reader, NONE, { form: 'resubmit', evidenceError: { code: 'nothing-new' } });
    const lines = textOf(card).split('\n');
    const failed = say(reader, 'kit.form.failed');

    expect(lines[3]).toBe(failed);
    expect(countOf(textOf(card), failed)).toBe(2);
    expect(JSON.stringify(card).lastIndexOf(failed)).toBeLessThan(
      JSON.stringify(card).indexOf('claim.resubmit'),
    );
  });
});

describe('what operators see of a contest', () => {
  const rivals = [
    {
      claim: claim({
        claimId: 'C-2',
        partnerId: PartnerId.parse('2002'),
        contest,
        evidence: [{ ...evidence(1), addedBy: aad(2) }],
      }),
      partnerName: 'Fabrikam',
    },
  ];
  const names = new Map([
    [aad(1), 'Dana Okafor'],
    [aad(2), 'Maria Jensen'],
  ]);
  const view = claimView(
    {
      status: 'approved',
      approvedAt: noon,
      dueAt: null,
      contest,
      evidence: [{ ...evidence(2), addedBy: aad(1) }],
    },
    { as: 'operator', rivals, rivalCount: 1, names },
  );
  const card = claimReviewCard(view, 'contest', reader);

  it('says who of each partner added what, side by side', () => {
    const text = textOf(card);

    for (const name of ['Dana Okafor', 'Maria Jensen']) {
      expect(countOf(text, say(reader, 'claims.evidence.by', { name: plain(name) }))).toBe(1);
    }
    expect(actionsOf(card)).toContainEqual(
      expect.objectContaining({ verb: 'claim.show', data: { claimId: 'C-2' } }),
    );
  });

  it('decides by three buttons that do not look alike, each with what it does', () => {
    const review = claimCard(claimView({ status: 'under-review', evidence: [] }, { as: 'operator' }), reader);
    const styles = [...JSON.stringify(review).matchAll(/"decision":"(\w+)"},"style":"(\w+)"/g)].map(
      ([, decision, style]) => `${decision} ${style}`,
    );

    expect(new Set(styles)).toEqual(new Set(['approve positive', 'ask default', 'reject destructive']));
    expect(textOf(review)).toContain(say(reader, 'claims.form.approve-without-proof.effect'));
    expect(JSON.stringify(review)).toContain(say(reader, 'claims.form.decide.ground-needed'));
  });
});
