/** A seeded source, with what the generators draw from it. */
export interface Draw {
  /** From 0 to 1. */
  next(): number;
  pick<T>(from: readonly T[]): T;
  chance(of: number): boolean;
  /** From 0 to below `most`. */
  number(most: number): number;
}

export function drawFrom(next: () => number): Draw {
  const number = (most: number) => Math.floor(next() * most);
  const pick = <T>(from: readonly T[]): T => {
    const at = number(from.length);
    if (at >= from.length) throw new Error('nothing to pick from');
    return from[at] as T;
  };
  return { next, pick, number, chance: (of) => next() < of };
}

/** Texts that somebody else chose: names, notes, words. */
export const ODD_TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  'a\udfffb',
  '\u202egnirts',
  '\u200b\u200e\ufeff',
  '\u00a0\u2028\u2029',
  '{{DATE(2017-02-14T06:08:00Z, SHORT)}}',
  '{{TIME(2017-02-14T06:08:00Z)}}',
  '${json($root)}',
  '<at>Porter</at>',
  '&lt;b&gt;&#0;&nbsp;',
  '[Sign in](https://evil.example)',
  '**b** _i_ `c` ~s~ # h',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '..',
  "=cmd|'/c calc'!A1",
  '0',
  '-1',
  'null',
  'NaN',
  '1001',
  'R-1',
  '2026-11-23',
  '2026-11-23t11:00:00z',
  '9999-12-31T23:59:60Z',
  '00000000-0000-0000-0000-000000000000',
  'AAAAAAAA-0000-4000-8000-000000000001',
  'https://evil.example/x',
  'HTTPS://EVIL.EXAMPLE',
  "o'neill+x&y@käserei.ch",
  '"john doe"@contoso.com',
  '+'.repeat(2_000),
  `a${'\u0301'.repeat(3_000)}`,
  '👩‍💻'.repeat(400),
  '\ufdfa'.repeat(1_000),
  'a-'.repeat(2_000),
  '1)'.repeat(2_000),
  '&a'.repeat(2_000),
  '<at '.repeat(2_000),
  '\u{1f1e6}'.repeat(2_000),
  'أ\u200c'.repeat(1_000),
  'x'.repeat(70_000),
  'word '.repeat(10_000),
];

/** Values of any kind, in place of any. Undefined: the field is left out. */
export const ODD_VALUES: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  1,
  -1,
  1.5,
  1e308,
  [],
  {},
  [null],
  [[]],
  { id: null },
  { toString: 'x' },
  Array.from({ length: 500 }, (_none, at) => at),
  Array.from({ length: 500 }, () => ({})),
  JSON.parse(`${'['.repeat(24)}${']'.repeat(24)}`),
];

/** What stands in place of a value: nothing in a third of cases, as phones do it. */
export function oddValue(draw: Draw): unknown {
  if (draw.chance(0.33)) return null;
  return draw.chance(0.6) ? draw.pick(ODD_TEXTS) : structuredClone(draw.pick(ODD_VALUES));
}

/** The same with some fields of it, at any depth, replaced. Arrays and records are gone into as often as replaced. */
export function mutated(draw: Draw, value: object): object {
  const copy = structuredClone(value);
  for (let changes = 1 + draw.number(3); changes > 0; changes--) change(draw, copy);
  return copy;
}

function change(draw: Draw, within: object): void {
  const fields = within as { [field: string]: unknown };
  const keys = Object.keys(fields);
  if (keys.length === 0) return;
  const key = draw.pick(keys);
  const child = fields[key];
  if (typeof child === 'object' && child !== null && draw.chance(0.6)) return change(draw, child);
  fields[key] = oddValue(draw);
}
