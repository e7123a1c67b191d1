import { describe, expect, it } from '@jest/globals';
import { METRICS } from '../../src/domain/shared/catalogue.ts';
import { amountNamed } from '../../src/understanding/amount.ts';

describe('so much more of a metric', () => {
  it.each([
    ['en', 'what if we add 3 customers', 'net-customer-adds', 3],
    ['en', 'what if 12 people passed the exam', 'intermediate-certifications', 12],
    ['en', 'what if we had 2 advanced people to get to 70', 'advanced-certifications', 2],
    ['en', 'and with 500 more active users of Microsoft 365', 'usage-growth', 500],
    ['fr', 'et si nous ajoutons 3 clients', 'net-customer-adds', 3],
    ['de', 'was wäre, wenn 5 Bereitstellungen dazukommen', 'deployments', 5],
    ['ja', '顧客を3社追加したら', 'net-customer-adds', 3],
    ['ko', '고객을 3곳 추가하면', 'net-customer-adds', 3],
    ['zh', '如果再加3个客户', 'net-customer-adds', 3],
    ['ar', 'ماذا لو أضفنا 3 عملاء', 'net-customer-adds', 3],
    ['fr', 'what if we add 3 customers', 'net-customer-adds', 3],
  ] as const)('in %s: %s', (language, text, metric, amount) => {
    expect(amountNamed(text, METRICS, language)).toEqual({ metric, amount });
  });

  it.each([
    'what if we add customers',
    'what if we add 3',
    'add 3 customers and 2 people',
    'to 70 with customers',
  ])('is not guessed: %s', (text) => {
    expect(amountNamed(text, METRICS, 'en')).toBeUndefined();
  });

  it('is of a metric that the area has', () => {
    expect(amountNamed('2 advanced people', ['net-customer-adds'], 'en')).toBeUndefined();
  });
});
