import { describe, expect, it } from '@jest/globals';
import { eligibilityCard } from '../../src/cards/scores/eligibility.ts';
import { scoresPlanCard } from '../../src/cards/scores/plan.ts';
import { readPlanTyped } from '../../src/cards/scores/plan-typed.ts';
import { scoresWhyCard } from '../../src/cards/scores/why.ts';
import { planToQualify } from '../../src/domain/scores/plan.ts';
import { scoreAccount } from '../../src/domain/scores/score.ts';
import { AREAS, ASSOCIATIONS } from '../../src/domain/shared/catalogue.ts';
import { GlobalId } from '../../src/domain/shared/ids.ts';
import { LANGUAGES } from '../../src/words/language.ts';
import { say } from '../../src/words/say.ts';
import { cardFaults, textOf } from '../support/card-rules.ts';
import { metricRow } from '../support/metric-rows.ts';
import { planningCards } from '../support/planning-cards.ts';
import { wording } from '../support/wording.ts';

const account = { globalId: GlobalId.parse('4400000'), name: 'Contoso [x](http://y)' };
const reader = { locale: 'en', timeZone: 'UTC', now: new Date('2026-11-23T12:00:00Z') };
const [score] = scoreAccount([
  metricRow({ value: 3, association: 'cpor' }),
  metricRow({ metric: 'intermediate-certifications', value: 2 }),
]).areas;
if (score === undefined) throw new Error('no area');
const nothing = readPlanTyped({});

describe('the card of a plan', () => {
  it('keeps what was typed, and names what is no number', () => {
    const typed = readPlanTyped({
      'more-deployments': '2,5',
      'effort-deployments': 'many',
      'more-usage-growth': null,
    });
    expect(typed).toMatchObject({
      more: { deployments: 2.5 },
      effort: undefined,
      wrong: ['effort-deployments'],
    });

    const card = scoresPlanCard(
      { account, score, after: undefined, planned: planToQualify(score) },
      typed,
      reader,
    );
    expect(cardFaults(card)).toEqual([]);
    expect(textOf(card)).toContain(say(reader, 'planning.plan.number-error'));
    expect(JSON.stringify(card)).toContain('"value":"many"');
  });

  it('says why 70 cannot be reached', () => {
    const planned = planToQualify(score, { 'usage-growth': 1 });
    const card = scoresPlanCard({ account, score, after: score, planned }, nothing, reader);
    expect(textOf(card)).toMatch(wording('planning.plan.stuck-zero'));
    expect(cardFaults(card)).toEqual([]);
  });
});

describe('the card of reasons', () => {
  it('shows whom the programme counted and whom not, names as they are written', () => {
    const metrics = score.groups.flatMap((group) => group.metrics);
    const listed = [
      { subject: 'a', name: 'Tail*spin', association: 'cpor', value: 1, counted: true, criterion: 'seats' },
      { subject: 'b', name: 'Wingtip', association: null, value: 1, counted: false, criterion: '' },
    ] as const;
    const card = scoresWhyCard(
      {
        account,
        score,
        metrics: metrics.map((metric) => ({
          metric,
          listed,
          unseen: { counted: 2, not: 1 },
          more: 7,
          own: [
            { name: 'A', reason: { code: 'may-count', by: ['cpor'] } },
            { name: 'B', reason: { code: 'association', held: ['pal', 'csp'] } },
            { name: 'C', reason: { code: 'ended' } },
            { name: 'D', reason: { code: 'seats', seats: 20, least: 301, most: null } },
            { name: 'E', reason: { code: 'seats', seats: 1, least: 11, most: 300 } },
          ],
        })),
      },
      reader,
    );
    expect(cardFaults(card)).toEqual([]);
    expect(textOf(card)).toContain('Tail\\*spin');
  });
});

describe('the card of what counts for what', () => {
  it.each(AREAS.flatMap((area) => ASSOCIATIONS.map((association) => [area, association] as const)))(
    'answers for %s and %s, in every language',
    (area, association) => {
      for (const locale of LANGUAGES) {
        expect(cardFaults(eligibilityCard({ area, association }, { ...reader, locale }))).toEqual([]);
      }
    },
  );

  it('says no for PAL in Modern Work and for DPOR in Security, and what counts instead', () => {
    const answer = (area: (typeof AREAS)[number], association: (typeof ASSOCIATIONS)[number]) =>
      eligibilityCard({ area, association }, reader).fallbackText;
    expect(answer('modern-work', 'pal')).toMatch(/^No/);
    expect(answer('security', 'dpor')).toContain('CPOR and PAL');
    expect(answer('modern-work', 'dpor')).toContain('Enterprise');
  });
});

describe('the cards of a portfolio and of PAL', () => {
  it.each(LANGUAGES)('keep the rules for cards in %s', (locale) => {
    for (const card of Object.values(planningCards({ ...reader, locale })))
      expect(cardFaults(card)).toEqual([]);
  });
});
