import { describe, expect, it } from '@jest/globals';
import { attachedNote, fileProblem, roomLeftText } from '../../src/cards/claims/files/attach.ts';
import { inputErrorText, type InputError } from '../../src/cards/claims/form/input-errors.ts';
import { targetRefusedText, type TargetWhy } from '../../src/cards/claims/form/refusals.ts';
import { PSEUDO } from '../../src/words/language.ts';
import { CLAIM_NAMES, claimFaces, claimFormFaces, claimListFaces } from '../support/claim-faces.ts';
import { readerAt } from '../support/intake-cards.ts';
import { literalsOf, ownWords } from '../support/pseudo.ts';
import { noon } from '../support/referrals.ts';

const reader = { ...readerAt(noon), locale: PSEUDO };
// What joins the parts of a list, and stands for the reader's own zone, is the locale's.
const OUTSIDE = [...CLAIM_NAMES, 'and'];

describe('no text on a card is a literal', () => {
  it.each(Object.entries({ ...claimFaces(reader), ...claimFormFaces(reader) }))('%s', (_face, card) => {
    expect(literalsOf(card, OUTSIDE)).toEqual([]);
  });

  it.each(Object.entries(claimListFaces(reader)))('list: %s', (_face, card) => {
    expect(literalsOf(card, OUTSIDE)).toEqual([]);
  });
});

const WHYS: readonly TargetWhy[] = [
  { code: 'not-a-workload' },
  { code: 'not-a-subscription' },
  { code: 'usage-only-workload', workload: 'teams' },
  { code: 'no-active-subscription', workload: 'exchange' },
  { code: 'unknown-subscription' },
  { code: 'other-product', product: 'azure' },
  { code: 'other-product', product: 'office-365' },
  { code: 'not-in-force', status: 'expired' },
  { code: 'licensing', licensing: 'MPSA', allowed: ['EA'], instead: [] },
  { code: 'licensing', licensing: 'CSP', allowed: ['EA', 'CASA/EES'], instead: [] },
  { code: 'licensing', licensing: 'CSP-legacy', allowed: ['EA'], instead: ['revrec', 'osa'] },
  { code: 'already-claimed', claim: { claimId: 'C-1', activity: 'osa' } },
];

describe('no refusal is a literal', () => {
  it.each(
    WHYS.flatMap((why) => (['revrec', 'osu-bizapps'] as const).map((activity) => [why, activity] as const)),
  )('of a target: %j for %s', (why, activity) => {
    expect(ownWords(targetRefusedText(why, activity, 'teams', reader), OUTSIDE)).toEqual([]);
  });

  it.each([
    { code: 'too-long', most: 4_000 },
    { code: 'too-many-links', most: 20 },
    { code: 'not-a-link', line: 2 },
    { code: 'say-why' },
    {
      code: 'targets-refused',
      activity: 'osa',
      targets: [{ target: 'teams', why: { code: 'not-a-subscription' } }],
    },
  ] satisfies InputError[])('of an input: %j', (error) => {
    expect(ownWords(inputErrorText(error, reader), OUTSIDE)).toEqual([]);
  });

  it.each([
    'kind',
    'address',
    'too-large',
    'empty',
    'gone',
    'unavailable',
    'too-many',
    'quota',
    'busy',
  ] as const)('of a file: %s', (code) => {
    expect(ownWords(fileProblem('', code, reader), OUTSIDE)).toEqual([]);
  });

  it('of files that fit no more', () => {
    expect(ownWords(`${attachedNote(1, reader)} ${roomLeftText(0, reader)}`, OUTSIDE)).toEqual([]);
  });
});
