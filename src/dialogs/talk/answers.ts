import { likeness } from '../../understanding/likeness.ts';
import { normalised } from '../../understanding/normal.ts';
import { steeringWords } from '../../understanding/said.ts';
import type { Reads } from '../../words/language.ts';

/** Something to choose: what it is called, and what stands for it. */
export interface Choice {
  readonly title: string;
  readonly value: string;
}

export function isBack(reader: Reads, text: string): boolean {
  return steeringWords(reader, 'back').includes(normalised(text));
}

export function isSkip(reader: Reads, text: string): boolean {
  return ['', ...steeringWords(reader, 'skip')].includes(normalised(text));
}

/** What is said instead: "SharePoint" of "no, SharePoint". @returns undefined when nothing is put right */
export function correctionIn(reader: Reads, text: string): string | undefined {
  const words = steeringWords(reader, 'correction').toSorted((one, other) => other.length - one.length);
  const parts = text.trim().split(/[\s,;:、，]+/u);
  for (const word of words) {
    const { length } = word.split(' ');
    if (parts.length <= length || normalised(parts.slice(0, length).join(' ')) !== word) continue;
    return parts.slice(length).join(' ');
  }
  return undefined;
}

/**
 * The choice that was meant: by number, by the whole name or the id behind it, by a part that only one holds, or with a typing
 * error.
 *
 * @param several whether more than one may be named, with commas between them
 * @returns the ids with commas between them; undefined when something named is no choice, or could be several
 */
export function pick(choices: readonly Choice[], text: string, several: boolean): string | undefined {
  const whole = pickOne(choices, text);
  if (whole !== undefined || !several) return whole;
  const picked = text
    .split(/[,;、，\n]/u)
    .filter((part) => part.trim() !== '')
    .map((part) => pickOne(choices, part));
  return picked.length === 0 || picked.includes(undefined) ? undefined : [...new Set(picked)].join(',');
}

function pickOne(choices: readonly Choice[], text: string): string | undefined {
  const typed = text.trim().toLowerCase();
  if (/^\d{1,3}$/.test(typed)) return choices[Number(typed) - 1]?.value ?? exactly(choices, typed);
  return (
    exactly(choices, typed) ??
    only(choices, (title) => begins(title, text)) ??
    only(choices, (title) => holds(title, text)) ??
    mistyped(choices, text)
  );
}

function exactly(choices: readonly Choice[], typed: string): string | undefined {
  return choices.find(
    ({ value, title }) => value.toLowerCase() === typed || normalised(title) === normalised(typed),
  )?.value;
}

function begins(title: string, text: string): boolean {
  const part = normalised(text);
  return part.length > 1 && normalised(title).startsWith(part);
}

function holds(title: string, text: string): boolean {
  const part = normalised(text);
  return part.length > 1 && ` ${normalised(title)}`.includes(` ${part}`);
}

function mistyped(choices: readonly Choice[], text: string): string | undefined {
  const typed = normalised(text);
  return only(choices, (title) =>
    [normalised(title), ...normalised(title).split(' ')].some((word) => likeness(typed, word) > 0),
  );
}

function only(choices: readonly Choice[], fits: (title: string) => boolean): string | undefined {
  const [first, ...others] = choices.filter(({ title }) => fits(title));
  return others.length === 0 ? first?.value : undefined;
}
