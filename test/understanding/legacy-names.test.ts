import { expect, it } from '@jest/globals';
import { understand } from '../../src/understanding/understand.ts';

it.each([
  ['how are we doing in the gold Cloud Productivity competency', 'modern-work'],
  ['score in cloud platform', 'infrastructure'],
  ['cloud crm', 'business-applications'],
  ['points for EMM', 'modern-work'],
  ['small and midmarket cloud solutions', 'modern-work'],
])('reads %s as the score of %s', (text, area) => {
  expect(understand(text, 'en')).toMatchObject({ intents: ['scores'], area });
});
