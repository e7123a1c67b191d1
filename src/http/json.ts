import { ok, refuse, type Result } from '../domain/shared/result.ts';

/** Deepest nesting of objects and arrays. Parsers take millions; what later walks the value does not. */
const MAX_DEPTH = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * JSON from outside: UTF-8, at most {@link MAX_DEPTH} deep, and no key `__proto__` left under that name, which a careless
 * copy would take for a prototype.
 */
export function parseJson(bytes: Buffer): Result<unknown, 'too-deep' | 'not-json'> {
  if (isTooDeep(bytes)) return refuse('too-deep');
  try {
    const text = utf8.decode(bytes);
    // Written plainly or in escapes; most bodies hold neither, and a reviver costs several times the parsing.
    const suspect = text.includes('__proto__') || text.includes(String.raw`\u`);
    return ok(suspect ? JSON.parse(text, withoutProto) : JSON.parse(text));
  } catch {
    return refuse('not-json');
  }
}

/** The key stays, under a name that is nobody's prototype: what expects certain fields and no others refuses it. */
function withoutProto(this: unknown, key: string, value: unknown): unknown {
  if (key !== '__proto__') return value;
  Object.assign(this as object, { '(proto)': value });
  return undefined;
}

function isTooDeep(bytes: Buffer): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (++depth > MAX_DEPTH) return true;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) depth--;
  }
  return false;
}
