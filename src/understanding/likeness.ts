import { distance } from 'fastest-levenshtein';

const SHORTEST_MISTYPED = 4;
const SHORTEST_TWICE_MISTYPED = 8;

/**
 * How much one word is like another, 0 to 1: 1 the same, less with a typing error, 0 with more.
 * One wrong, missing, surplus or swapped letter is forgiven in a word of four letters, two in one of eight.
 */
export function likeness(typed: string, known: string): number {
  if (typed === known) return 1;
  const length = Math.min(typed.length, known.length);
  if (length < SHORTEST_MISTYPED || Math.abs(typed.length - known.length) > 2) return 0;
  const swapped = isSwap(typed, known);
  // Hardly anybody mistypes the first letter; in a short word another one makes another word.
  if (!swapped && length < SHORTEST_TWICE_MISTYPED && typed[0] !== known[0]) return 0;
  const errors = swapped ? 1 : distance(typed, known);
  if (errors === 1) return 0.85;
  return errors === 2 && length >= SHORTEST_TWICE_MISTYPED ? 0.75 : 0;
}

/** Two letters that stand beside each other have changed places. */
function isSwap(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return (
    at < one.length - 1 &&
    one[at] === other[at + 1] &&
    one[at + 1] === other[at] &&
    one.slice(at + 2) === other.slice(at + 2)
  );
}
