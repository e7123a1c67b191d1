import { speaksFor } from './mail-sender.ts';

/** Longer than any verdict of a mail server. */
const MAX_TEXT = 10_000;

/** One method's result with what it was found of: `dkim=pass header.d=microsoft.com`. */
interface Result {
  readonly method: string;
  readonly result: string;
  /** By name, lower case. Of a property said twice: nothing. */
  readonly properties: ReadonlyMap<string, string>;
}

/**
 * Whether an `Authentication-Results` field of a server that is believed says that DKIM or DMARC passed for a sender. Source:
 * RFC 8601. What is in comments and quotation marks says nothing, and neither does what cannot be read.
 *
 * @param value the topmost field, unfolded
 * @param believed authserv-ids of the receiving servers, lower case
 * @param sender the domain of the mail's From
 * @param senders domains that count, lower case
 */
export function saysPassed(
  value: string,
  believed: readonly string[],
  sender: string,
  senders: readonly string[],
): boolean {
  if (value.length > MAX_TEXT) return false;
  const [server = [], ...rest] = segmentsOf(value) ?? [];
  const [id, version, ...more] = server;
  const isBelieved = id !== undefined && believed.includes(id.toLowerCase());
  if (!isBelieved || more.length > 0 || (version !== undefined && version !== '1')) return false;
  const results = rest.flatMap((tokens) => resultOf(tokens) ?? []);
  const dmarc = results.filter(({ method }) => method === 'dmarc');
  // A server that found the sender false is not outvoted by a signature it found as well.
  if (dmarc.some(({ result }) => result === 'fail')) return false;
  return (
    dmarc.some(({ result, properties }) => result === 'pass' && properties.get('header.from') === sender) ||
    results.some((one) => one.method === 'dkim' && one.result === 'pass' && isSigned(one, sender, senders))
  );
}

function isSigned({ properties }: Result, sender: string, senders: readonly string[]): boolean {
  const signing = properties.get('header.d') ?? properties.get('header.i')?.replace(/^.*@/, '');
  return signing !== undefined && speaksFor(signing, sender, senders);
}

/** `dkim/1=pass`, then properties. @returns undefined for `none` and whatever else is no result */
function resultOf(tokens: readonly string[]): Result | undefined {
  const [method = '', is, result = '', ...rest] = tokens;
  if (is !== EQUALS || rest.length % 3 !== 0) return undefined;
  const properties = new Map<string, string>();
  for (let at = 0; at < rest.length; at += 3) {
    const [name = '', equals, value = ''] = rest.slice(at, at + 3);
    if (equals !== EQUALS || properties.has(name.toLowerCase())) return undefined;
    properties.set(name.toLowerCase(), value.toLowerCase());
  }
  return {
    method: method.toLowerCase().replace(/\/1$/, ''),
    result: result.toLowerCase(),
    properties,
  };
}

/** What no word can be, so that one in quotation marks is not taken for the sign. */
const EQUALS = '\u0000=';

/** The words between semicolons, without comments; a quoted text is part of a word. @returns undefined when one does not end */
function segmentsOf(text: string): readonly (readonly string[])[] | undefined {
  const segments: string[][] = [[]];
  let word: string | undefined;
  const end = () => {
    if (word !== undefined) segments.at(-1)?.push(word);
    word = undefined;
  };
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '(') {
      const behind = behindComment(text, at);
      if (behind === undefined) return undefined;
      end();
      at = behind - 1;
    } else if (char === '"') {
      const quoted = quotedAt(text, at);
      if (quoted === undefined) return undefined;
      word = (word ?? '') + quoted.text;
      at = quoted.behind - 1;
    } else if (char === ';') {
      end();
      segments.push([]);
    } else if (char === '=') {
      end();
      segments.at(-1)?.push(EQUALS);
    } else if (/\s/.test(char)) end();
    else word = (word ?? '') + char;
  }
  end();
  return segments;
}

/** Comments may hold comments. */
function behindComment(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return at + 1;
  }
  return undefined;
}

function quotedAt(
  text: string,
  from: number,
): { readonly text: string; readonly behind: number } | undefined {
  let inner = '';
  for (let at = from + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') return { text: inner.replaceAll('\u0000', ''), behind: at + 1 };
    if (char === '\\') at++;
    inner += char === '\\' ? text.charAt(at) : char;
  }
  return undefined;
}
