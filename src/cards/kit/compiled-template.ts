import type { z } from 'zod';
import { frozen } from '../../domain/shared/frozen.ts';
import { fitting, rowsOfSet, withButtonRows } from './button-rows.ts';
import type { Scope } from './expression.ts';
import { marked } from './marks.ts';
import { NotCompiled, partsOf, printed, printerOf, singleExpression, type Fill } from './template-text.ts';
import { asWritten, isRead, written } from './written.ts';

type Json = z.core.util.JSONType;
type Node = { readonly [key: string]: unknown };

/** A template's node: what it always is, or what it is for some data. */
type Compiled = { readonly always: unknown } | { readonly make: Fill };

/** Where a node stands, and so what becomes of it besides being filled. */
interface Place {
  readonly rtl: boolean;
  /** The key under which it stands. */
  readonly within: string;
  /** Texts are as people read them; not in the data of a button. */
  readonly isShown: boolean;
  /** Rows of buttons are broken; not in what older clients show instead. */
  readonly hasRows: boolean;
  /** The card itself, whose fallback text is made elsewhere. */
  readonly isCard?: boolean;
}

/** Keys that the templating language keeps for itself. */
const RESERVED: ReadonlySet<string> = new Set([
  '$data',
  '$when',
  '$root',
  '$index',
  '$host',
  '$_acTemplateVersion',
]);
/**
 * A template of the Adaptive Cards templating language as one function: expanded, its buttons in rows, its texts as written and
 * its colours as marks in a single walk. What no data changes is made once and shared by all cards, frozen.
 *
 * @returns undefined when it holds an expression that is left to the library
 */
export function compileTemplate(payload: Json, rtl: boolean): ((root: object) => unknown) | undefined {
  try {
    const compiled = compile(payload, { rtl, within: '', isShown: true, hasRows: true, isCard: true });
    if ('always' in compiled) return () => compiled.always;
    return (root) => compiled.make({ root, data: root, index: undefined });
  } catch (error) {
    if (error instanceof NotCompiled) return undefined;
    throw error;
  }
}

function compile(node: Json, place: Place): Compiled {
  if (typeof node === 'string') return compileText(node, place);
  if (Array.isArray(node)) return compileList(node, place);
  if (node === null || typeof node !== 'object') return { always: node };
  return compileElement(node, place);
}

function compileText(text: string, place: Place): Compiled {
  const parts = partsOf(text);
  const [only] = parts;
  if (only === undefined || typeof only === 'string') return { always: text };
  const prints = parts.map(printerOf);
  if (prints.length > 1) return { make: (scope) => prints.map((print) => printed(print(scope))).join('') };
  const print = printerOf(only);
  return {
    make(scope) {
      const value = print(scope);
      return typeof value === 'object' && value !== null ? inserted(value, place) : value;
    },
  };
}

/** What data brings along, at whatever depth, is made ready as the template's own. */
function inserted(value: object, { rtl, within, isShown, hasRows }: Place): unknown {
  const laidOut = hasRows ? withButtonRows(value) : value;
  return isShown ? asWritten(rtl, laidOut, within) : laidOut;
}

function compileList(nodes: readonly Json[], place: Place): Compiled {
  const items = nodes.map((node) => compileItem(node, place));
  if (items.every((item) => 'always' in item)) {
    return { always: frozen(items.flatMap((item) => listed(item.always))) };
  }
  return {
    make(scope) {
      const list: unknown[] = [];
      for (const item of items) {
        const made = 'always' in item ? item.always : item.make(scope);
        if (Array.isArray(made)) for (const one of made) list.push(one);
        else if (made !== null) list.push(made);
      }
      return list;
    },
  };
}

function compileItem(node: Json, place: Place): Compiled {
  const compiled = compile(node, place);
  const mayBeSet = typeof node === 'string' ? 'make' in compiled : isSet(node);
  if (!place.hasRows || !mayBeSet) return compiled;
  const rows = (made: unknown) => listed(made).flatMap((one) => (isSet(one) ? rowsOfSet(one) : [one]));
  return 'always' in compiled
    ? { always: frozen(rows(compiled.always)) }
    : { make: (scope) => rows(compiled.make(scope)) };
}

/** As the items of a list: nothing for null, each of its own for a list. */
function listed(made: unknown): readonly unknown[] {
  if (Array.isArray(made)) return made as readonly unknown[];
  return made === null ? [] : [made];
}

function compileElement(node: { readonly [key: string]: Json }, place: Place): Compiled {
  if (typeof node['type'] === 'string' && node['type'].includes('${')) throw new NotCompiled('type');
  const element = elementOf(node, place);
  const when = conditionOf(node['$when']);
  const data = node['$data'] === undefined ? undefined : printerOf(singleExpression(node['$data']));
  if (data === undefined && when === undefined) return element;
  const fill = 'always' in element ? () => element.always : element.make;
  const one = (scope: Scope) => (when === undefined || when(scope) ? fill(scope) : null);
  return { make: data === undefined ? one : (scope) => repeated(data(scope), scope, one) };
}

/** For each of a list, or for the one thing that the data is. */
function repeated(data: unknown, { root, data: outer, index }: Scope, one: Fill): unknown {
  if (!Array.isArray(data)) return one({ root, data, index });
  const made: unknown[] = [];
  let own: unknown = outer;
  for (const [at, item] of data.entries()) {
    own = item === undefined ? own : item;
    const filled = one({ root, data: own, index: at });
    if (filled !== null) made.push(filled);
  }
  if (made.length === 0) return null;
  return made.length === 1 ? made[0] : made;
}

function conditionOf(when: Json | undefined): ((scope: Scope) => boolean) | undefined {
  if (when === undefined || when === null || when === '' || when === false) return undefined;
  const { read } = singleExpression(when);
  return (scope) => read(scope) === true;
}

/** The element for one piece of data, its conditions apart. */
function elementOf(node: { readonly [key: string]: Json }, place: Place): Compiled {
  const keys = Object.keys(node).filter((key) => !RESERVED.has(key));
  const fields = keys.map((key) => ({ key, value: compile(node[key] ?? null, placeOf(key, place)) }));
  const read = keys.filter(
    (key) => place.isShown && isRead(key, place.within) && !(place.isCard === true && key === 'fallbackText'),
  );
  const finish = finisher(node, place, read);
  const fill: Fill = (scope) => {
    const made: { [key: string]: unknown } = {};
    for (const { key, value } of fields) {
      const filled = 'always' in value ? value.always : value.make(scope);
      if (filled !== undefined) made[key] = filled;
    }
    return finish(made);
  };
  const nothing: Scope = { root: {}, data: {}, index: undefined };
  return fields.every(({ value }) => 'always' in value) ? { always: frozen(fill(nothing)) } : { make: fill };
}

function placeOf(key: string, { rtl, isShown, hasRows }: Place): Place {
  return {
    rtl,
    within: key,
    isShown: isShown && key !== 'data',
    hasRows: hasRows && key !== 'data' && key !== 'fallback',
  };
}

/** What is done to an element once it is filled, decided by the keys that it has. */
function finisher(
  node: { readonly [key: string]: Json },
  { rtl, isShown, hasRows }: Place,
  read: readonly string[],
): (made: { [key: string]: unknown }) => unknown {
  const hasMark = isShown && 'color' in node && 'text' in node;
  const isCard = hasRows && node['type'] === 'AdaptiveCard';
  return (made) => {
    const own = hasMark ? { ...marked(made) } : made;
    for (const key of read) {
      const text = own[key];
      if (typeof text === 'string') own[key] = written(text, rtl);
    }
    return isCard ? fitting(own) : own;
  };
}

function isSet(node: unknown): node is Node {
  return typeof node === 'object' && node !== null && 'type' in node && node.type === 'ActionSet';
}
