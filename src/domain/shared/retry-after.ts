/** The longest wait that a server may ask for and get: a day. More is no pacing, and would keep a person from being told. */
export const MAX_RETRY_AFTER_MS = 86_400_000;

/** What HTTP calls a date: the fixed form, RFC 850's and asctime's. Source: RFC 9110, 5.6.7. */
const HTTP_DATE =
  /^[a-z]{3,9}, ?\d{1,2}[ -][a-z]{3}[ -]\d{2,4} \d{2}:\d{2}:\d{2} (?:GMT|UTC)$|^[a-z]{3} [a-z]{3} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/i;

/**
 * How long an answer asks to wait: `Retry-After` in seconds (servers send fractions too, although RFC 9110 has whole ones)
 * or as an HTTP date. A date is taken by the clock that makes the wait longer, ours or the one that the answer's own `Date`
 * shows. The one parser of that header.
 *
 * @param headers by lower-case name
 * @returns whole milliseconds from 0 to {@link MAX_RETRY_AFTER_MS}, never less than was said; undefined: nothing was said, or
 *   nothing that can be read
 */
export function retryAfterMs(headers: RetryHeaders, now: Date): number | undefined {
  const said = textOf(headers['retry-after']);
  if (said === undefined) return undefined;
  const ms = /^\d+(?:\.\d*)?$|^\.\d+$/.test(said) ? Number(said) * 1_000 : msUntil(said, headers, now);
  return ms === undefined || Number.isNaN(ms) ? undefined : bounded(ms);
}

/** Headers as Node and `Object.fromEntries(response.headers)` give them. */
export type RetryHeaders = { readonly [name: string]: string | readonly string[] | number | undefined };

/** The same for a header in milliseconds, as Azure services send it. */
export function bounded(ms: number): number {
  return Math.min(Math.max(Math.ceil(ms), 0), MAX_RETRY_AFTER_MS);
}

function msUntil(said: string, headers: RetryHeaders, now: Date): number | undefined {
  const until = dateOf(said);
  if (until === undefined) return undefined;
  const theirs = dateOf(textOf(headers['date']) ?? '') ?? now.getTime();
  return Math.max(until - now.getTime(), until - theirs);
}

/** @returns milliseconds since 1970; undefined for what is no HTTP date (`Date.parse` takes "2.5" for a day in 2001) */
function dateOf(text: string): number | undefined {
  if (!HTTP_DATE.test(text)) return undefined;
  const ms = Date.parse(/GMT|UTC$/i.test(text) ? text : `${text} GMT`);
  return Number.isNaN(ms) ? undefined : ms;
}

function textOf(value: RetryHeaders[string]): string | undefined {
  const text = Array.isArray(value) ? String(value[0]) : value === undefined ? undefined : String(value);
  return text?.trim();
}
