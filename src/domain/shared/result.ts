/** What a rule answers: a value, or a refusal that somebody brought about and that can be worded. */
export type Result<T, Refused> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Refused };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function refuse<const Refused>(error: Refused): { readonly ok: false; readonly error: Refused } {
  return { ok: false, error };
}

/** Ends a `switch` over a union: a new member fails the type check, an unforeseen value fails loudly. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
