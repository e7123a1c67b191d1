/** What an expression is read in: the data of the card, that of the element, and the element's place in its list. */
export interface Scope {
  readonly root: unknown;
  readonly data: unknown;
  readonly index: number | undefined;
}

type Read = (scope: Scope) => unknown;
type Test = (scope: Scope) => boolean;

/** An expression of the Adaptive Cards templating language that is compiled; all others are left to the library. */
export interface Expression {
  /** As a condition: nothing stands for what is missing. */
  readonly read: Read;
  /** As a value: a field that is missing is printed as the template names it. Absent: not compiled as one. */
  readonly print?: Read;
}

/** A path, a text, a number, an operator or a bracket; anything else is not compiled. */
const TOKEN =
  /\s*(?:(\$?[A-Za-z_]\w*(?:(?:\[\d+\])?\.[A-Za-z_]\w*)*)|'([^'\\{}`]*)'|(\d+)|(&&|\|\||==|!=|[!>()]))/y;
/** Names of the data that are not under the element's own. */
const RESERVED = /^\$(?:root|data|index)$/;
/** What the language takes for a constant. */
const CONSTANTS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'undefined']);

type Token =
  | { readonly kind: 'path' | 'text' | 'number'; readonly value: string }
  | { readonly kind: 'sign'; readonly value: string };

/**
 * Reads one expression: `head.kind`, `choices[0].value`, `note != ''`, `count(rows) > 0`, with `!`, `&&`, `||` and brackets
 * between conditions. The meaning is the library's own (names in whatever case, what is missing neither equal to a text nor
 * true), and tests hold the two against each other.
 *
 * @returns undefined for an expression of any other form
 */
export function readExpression(source: string): Expression | undefined {
  const tokens = tokensOf(source);
  if (tokens === undefined) return undefined;
  const [only] = tokens;
  if (tokens.length === 1 && only?.kind === 'path') return pathExpression(only.value);
  // A field in brackets alone is that field, and no condition.
  if (!tokens.some(isOperator)) return undefined;
  const reader = new Conditions(tokens);
  const test = reader.either();
  if (test === undefined || !reader.isAtEnd()) return undefined;
  // Of alternatives none of which holds, the value is that of the last one.
  return source.includes('||') ? { read: test } : { read: test, print: test };
}

function isOperator({ kind, value }: Token): boolean {
  return kind === 'sign' && value !== '(' && value !== ')';
}

function tokensOf(source: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.trimEnd().length) {
    const found = TOKEN.exec(source);
    if (found === null) return undefined;
    const [, path, text, number, sign] = found;
    if (path !== undefined) tokens.push({ kind: 'path', value: path });
    else if (text !== undefined) tokens.push({ kind: 'text', value: text });
    else if (number !== undefined) tokens.push({ kind: 'number', value: number });
    else tokens.push({ kind: 'sign', value: sign ?? '' });
  }
  return tokens;
}

function pathExpression(path: string): Expression | undefined {
  const read = pathReader(path);
  if (read === undefined) return undefined;
  const missing = `\${${path}}`;
  return { read, print: (scope) => read(scope) ?? (read(scope) === null ? null : missing) };
}

function pathReader(path: string): Read | undefined {
  const [first = '', ...rest] = path.split(/[.[\]]+/).filter((part) => part !== '');
  if (CONSTANTS.has(first) || (first.startsWith('$') && !RESERVED.test(first))) return undefined;
  const start = first.startsWith('$') ? reserved(first) : (scope: Scope) => field(scope.data, first);
  if (rest.length === 0) return start;
  return (scope) => rest.reduce(field, start(scope));
}

function reserved(name: string): Read {
  if (name === '$root') return ({ root }) => root;
  return name === '$data' ? ({ data }) => data : ({ index }) => index;
}

/** A field by its name, in whatever case; undefined where there is none. */
function field(of: unknown, name: string): unknown {
  if (typeof of !== 'object' || of === null) {
    return typeof of === 'string' && /^\d+$/.test(name) ? of[Number(name)] : undefined;
  }
  const fields = of as { readonly [name: string]: unknown };
  if (Object.prototype.propertyIsEnumerable.call(of, name)) return fields[name];
  const other = Object.keys(fields).find((key) => key.toLowerCase() === name.toLowerCase());
  return other === undefined ? undefined : fields[other];
}

/** Conditions, by recursive descent; each method gives undefined where the expression is not one that is compiled. */
class Conditions {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  either(): Test | undefined {
    return this.#joined(
      '||',
      () => this.#both(),
      (one, two) => (scope) => one(scope) || two(scope),
    );
  }

  #both(): Test | undefined {
    return this.#joined(
      '&&',
      () => this.#one(),
      (one, two) => (scope) => one(scope) && two(scope),
    );
  }

  #joined(
    sign: string,
    next: () => Test | undefined,
    join: (one: Test, two: Test) => Test,
  ): Test | undefined {
    let test = next();
    while (test !== undefined && this.#takes(sign)) {
      const further = next();
      test = further && join(test, further);
    }
    return test;
  }

  #one(): Test | undefined {
    if (this.#takes('!')) {
      const test = this.#operand();
      return test && ((scope) => !test(scope));
    }
    const at = this.#at;
    return this.#comparison() ?? ((this.#at = at), this.#operand());
  }

  /** In brackets, or a field that is there and not false. */
  #operand(): Test | undefined {
    if (this.#takes('(')) {
      const test = this.either();
      return this.#takes(')') ? test : undefined;
    }
    const path = this.#value('path');
    const read = path === undefined ? undefined : pathReader(path);
    return read && ((scope) => isTrue(read(scope)));
  }

  #comparison(): Test | undefined {
    const path = this.#value('path');
    if (path === undefined) return undefined;
    if (path === 'count' && this.#takes('(')) return this.#counted();
    const read = pathReader(path);
    const isEqual = this.#takes('==');
    if (!isEqual && !this.#takes('!=')) return undefined;
    const text = this.#value('text');
    if (read === undefined || text === undefined) return undefined;
    return (scope) => (read(scope) === text) === isEqual;
  }

  /** `count(rows) > 0`, from after the first bracket. */
  #counted(): Test | undefined {
    const path = this.#value('path');
    const read = path === undefined ? undefined : pathReader(path);
    if (!this.#takes(')')) return undefined;
    const isMore = this.#takes('>');
    if (!isMore && !this.#takes('==')) return undefined;
    const limit = this.#value('number');
    if (read === undefined || limit === undefined) return undefined;
    return (scope) => {
      const count = countOf(read(scope));
      if (count === undefined) return false;
      return isMore ? count > Number(limit) : count === Number(limit);
    };
  }

  #takes(sign: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || token.value !== sign) return false;
    this.#at++;
    return true;
  }

  #value(kind: Token['kind']): string | undefined {
    const token = this.#tokens[this.#at];
    if (token?.kind !== kind) return undefined;
    this.#at++;
    return token.value;
  }
}

function isTrue(value: unknown): boolean {
  return typeof value === 'boolean' ? value : value !== undefined && value !== null;
}

function countOf(value: unknown): number | undefined {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;
}
