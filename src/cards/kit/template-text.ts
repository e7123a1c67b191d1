import { readExpression, type Expression, type Scope } from './expression.ts';

/** What is made for some data. */
export type Fill = (scope: Scope) => unknown;

/** Data in a template; texts with what would end or escape it are left to the library. */
const EXPRESSION = /\$\{([^{}`\\]*)\}/g;
const BESIDE = /[$`\\\r\n]/;

/** Something in a template that is left to the library. */
export class NotCompiled extends Error {}

/** @returns texts and expressions in turns; a text without any expression alone */
export function partsOf(text: string): readonly (string | Expression)[] {
  if (!text.includes('${')) return [text];
  const parts: (string | Expression)[] = [];
  let end = 0;
  for (const found of text.matchAll(EXPRESSION)) {
    const before = text.slice(end, found.index);
    if (before !== '') parts.push(before);
    parts.push(expressionOf(found[1] ?? ''));
    end = found.index + found[0].length;
  }
  if (end < text.length) parts.push(text.slice(end));
  if (parts.some((part) => typeof part === 'string' && BESIDE.test(part))) throw new NotCompiled(text);
  // Text in front alone would be taken for one without expressions.
  return parts.length > 1 && typeof parts[0] === 'string' ? [EMPTY, ...parts] : parts;
}

const EMPTY: Expression = { read: () => '', print: () => '' };

function expressionOf(source: string): Expression {
  const expression = readExpression(source);
  if (expression === undefined) throw new NotCompiled(source);
  return expression;
}

export function printerOf(part: string | Expression): Fill {
  if (typeof part === 'string') return () => part;
  if (part.print === undefined) throw new NotCompiled('value');
  return part.print;
}

export function printed(value: unknown): string {
  if (value === null || value === undefined) throw new TypeError('nothing to print in a text of a card');
  // A list or a record is no text of ours; it is printed as the library prints it.
  // oxlint-disable-next-line typescript/no-base-to-string
  return String(value);
}

/** What a condition, or the data of an element, is: one expression and nothing beside it. */
export function singleExpression(node: unknown): Expression {
  const [only, ...others] = typeof node === 'string' ? partsOf(node) : [];
  if (only === undefined || typeof only === 'string' || others.length > 0) throw new NotCompiled('condition');
  return only;
}
