import { ok, refuse, type Result } from '../domain/shared/result.ts';

/** Deepest nesting of objects and arrays. Parsers take millions; what later walks the value does not. */
const MAX_DEPTH = 32;
/** Most values in all: twice what the largest batch of events needs. Each costs its time wherever it goes afterwards. */
const MAX_VALUES = 50_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * JSON from outside: UTF-8, at most {@link MAX_DEPTH} deep, of at most {@link MAX_VALUES} values, no key `__proto__` left under that name, which a careless copy
 * would take for a prototype, and no half of a surrogate pair, which no address and no hash can hold: U+FFFD instead.
 */
export function parseJson(bytes: Buffer): Result<unknown, 'too-deep' | 'too-many' | 'not-json'> {
  const beyond = beyondLimits(bytes);
  if (beyond !== undefined) return refuse(beyond);
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    // Written plainly or in escapes; most bodies hold neither, and need no second look.
    return ok(text.includes('__proto__') || text.includes(String.raw`\u`) ? tidied(value) : value);
  } catch {
    return refuse('not-json');
  }
}

/** Changed in place: a reviver of `JSON.parse` costs several times as much. */
function tidied(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) {
    for (const [at, one] of value.entries()) value[at] = tidied(one);
  } else if (isRecord(value)) {
    for (const key of Object.keys(value)) {
      const own = tidied(value[key]);
      // The key stays, under a name that is nobody's prototype: what expects certain fields and no others refuses it.
      if (key === '__proto__') delete value[key];
      value[key === '__proto__' ? '(proto)' : key] = own;
    }
  }
  return value;
}

function isRecord(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null;
}

function beyondLimits(bytes: Buffer): 'too-deep' | 'too-many' | undefined {
  let depth = 0;
  let values = 1;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === COMMA) {
      if (++values > MAX_VALUES) return 'too-many';
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (++depth > MAX_DEPTH) return 'too-deep';
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) depth--;
  }
  return undefined;
}
