import { describe, expect, it } from '@jest/globals';
import { findEntries } from '../../src/understanding/knowledge/search.ts';
import { shippedEntries } from '../../src/understanding/knowledge/shipped.ts';
import { normalised } from '../../src/understanding/normal.ts';
import { stemmerOf } from '../../src/understanding/stem.ts';

describe('forms of one word are compared as one', () => {
  it.each([
    ['pt', 'indicação', 'indicações'],
    ['pt', 'vantagem', 'vantagens'],
    ['pt', 'digital', 'digitais'],
    ['it', 'segnalazione', 'segnalazioni'],
    ['ar', 'شريك', 'الشريك'],
    ['ar', 'شريك', 'شريكين'],
    ['ar', 'إحالة', 'والإحالات'],
    ['ar', 'مطالبة', 'مطالبتنا'],
    ['ar', 'عضوية', 'عضويتنا'],
    ['ar', 'شهادات', 'شهادتي'],
    ['ar', 'وصول', 'الوصول'],
    ['ar', 'عميل', 'للعميل'],
  ] as const)('in %s: %s and %s', (language, one, other) => {
    const stem = stemmerOf(language);
    expect(stem(normalised(other))).toBe(stem(normalised(one)));
  });

  it.each([
    ['pt', 'dois', 'dólar'],
    ['ar', 'وقت', 'قت'],
  ] as const)('and in %s %s stays apart from %s', (language, one, other) => {
    const stem = stemmerOf(language);
    expect(stem(normalised(other))).not.toBe(stem(normalised(one)));
  });

  it('also where the stem of the stem is another', async () => {
    const stem = stemmerOf('pt');
    const once = stem('certificacao');
    expect(stem(once)).not.toBe(once);
    expect((await findEntries('certificação não conta', await shippedEntries(), 'pt')).entries[0]?.id).toBe(
      'skilling-link.md',
    );
  });
});
