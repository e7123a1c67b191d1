import { readdirSync } from 'node:fs';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Template } from 'adaptivecards-templating/lib/template-engine.js';
import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  dictionary,
  integer,
  letrec,
  oneof,
  option,
  property,
  record,
  tuple,
  type Arbitrary,
} from 'fast-check';
import { CardFiller } from '../../src/cards/kit/card-filler.ts';
import { compileTemplate } from '../../src/cards/kit/compiled-template.ts';
import { readExpression } from '../../src/cards/kit/expression.ts';
import { libraryTemplate } from '../../src/cards/kit/library-template.ts';
import { cardTemplate } from '../../src/cards/kit/template.ts';
import { allCards } from '../support/all-cards.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const FIELDS = ['a', 'b', 'list', 'Text'];
const field = constantFrom(...FIELDS, 'text', 'missing');
const leaf: Arbitrary<Json> = oneof(
  constantFrom('', 'x', '{{DATE(2026-11-28T08:00:00Z)}}', 'a · b', '${a}'),
  integer({ min: -2, max: 3 }),
  boolean(),
  constant(null),
);
const { value: someData } = letrec<{ value: Json; list: Json[]; record: { [key: string]: Json } }>((tie) => ({
  value: oneof({ maxDepth: 3 }, leaf, tie('list'), tie('record')),
  list: array(tie('value'), { maxLength: 3 }),
  record: dictionary(constantFrom(...FIELDS), tie('value'), { noNullPrototype: true }),
}));
const someRoot = dictionary(constantFrom(...FIELDS), someData, { noNullPrototype: true });

const path = tuple(
  constantFrom('', '', '$root.', '$data.'),
  array(field, { minLength: 1, maxLength: 3 }),
  boolean(),
).map(([from, names, isFirst]) => `${from}${names.join('.')}${isFirst ? '[0].a' : ''}`);
const { condition } = letrec<{ condition: string; one: string }>((tie) => ({
  one: oneof(
    path,
    path.map((of) => `!${of}`),
    tuple(path, constantFrom('==', '!='), constantFrom('', 'x')).map(
      ([of, is, text]) => `${of} ${is} '${text}'`,
    ),
    path.map((of) => `count(${of}) > 0`),
    path.map((of) => `count(${of}) == 1`),
  ),
  condition: oneof(
    { maxDepth: 2 },
    tie('one'),
    tuple(tie('condition'), constantFrom('&&', '||'), tie('condition')).map(
      ([left, and, right]) => `${left} ${and} ${right}`,
    ),
    tie('condition').map((inner) => `!(${inner})`),
    tie('condition').map((inner) => `(${inner})`),
  ),
}));

const printed = path.map((of) => `\${${of}}`);
const text = oneof(
  printed,
  printed.map((of) => `• ${of} ·`),
  tuple(printed, printed).map((of) => of.join(' ')),
  constantFrom('plain', 'a · b'),
);
const optional = <Value>(of: Arbitrary<Value>) => option(of, { nil: undefined });
const when = optional(condition.map((of) => `\${${of}}`));
const data = optional(printed);
const button = record({
  $when: when,
  $data: data,
  type: constantFrom('Action.Execute', 'Action.OpenUrl'),
  title: text,
  data: record({ title: text }),
});
const { element } = letrec<{ element: object; items: object[] }>((tie) => ({
  items: array(tie('element'), { maxLength: 3 }),
  element: oneof(
    { maxDepth: 3 },
    record({
      $when: when,
      $data: data,
      type: constant('TextBlock'),
      text,
      color: constantFrom('Good', 'Accent', 'Default', '${a}'),
    }),
    record({
      $data: data,
      type: constant('FactSet'),
      facts: array(record({ $data: data, title: text, value: text }), { maxLength: 2 }),
    }),
    record({ $when: when, type: constant('ActionSet'), actions: array(button, { maxLength: 4 }) }),
    record({ $data: data, $when: when, type: constant('Container'), items: tie('items') }),
    record({
      type: constant('ActionSet'),
      actions: tuple(
        record({
          type: constant('Action.ShowCard'),
          title: text,
          fallback: button,
          card: record({
            type: constant('AdaptiveCard'),
            body: tie('items'),
            actions: array(button, { maxLength: 4 }),
          }),
        }),
      ),
    }),
  ),
}));
const template = record({
  type: constant('AdaptiveCard'),
  fallbackText: text,
  body: array(element, { maxLength: 4 }),
  actions: array(button, { maxLength: 4 }),
  choices: printed,
});

/** As a template is read from its file: without what was left out. */
const asRead = (made: object): Json => JSON.parse(JSON.stringify(made)) as Json;
const outcome = (make: () => unknown): unknown => {
  try {
    return { made: make() };
  } catch {
    return 'refused';
  }
};

describe('a compiled template', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('gives the cards that the library gives, for every template and data', () => {
    const compiled = { count: 0 };
    assert(
      property(template, someRoot, boolean(), (made, root, rtl) => {
        const payload = asRead(made);
        const fill = compileTemplate(payload, rtl);
        if (fill === undefined) return;
        compiled.count++;

        expect(outcome(() => fill(root))).toEqual(outcome(() => libraryTemplate(payload, rtl)(root)));
      }),
      { numRuns: 500 },
    );
    expect(compiled.count).toBeGreaterThan(300);
  });

  it('decides every condition as the library does', () => {
    assert(
      property(condition, someRoot, (of, root) => {
        const expression = readExpression(of);
        if (expression === undefined) return;
        const expanded = new Template([{ $when: `\${${of}}`, is: true }]).expand({ $root: root });

        const holds = expression.read({ root, data: root, index: undefined }) === true;

        expect(holds ? [{ is: true }] : []).toEqual(expanded);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    'foo(a)',
    'a + b',
    "a == 'x' == 'y'",
    'a > 1',
    '"a"',
    '',
    'true',
    "concat(a, 'b')",
    'a[b]',
    'a[0]',
    "!a == ''",
    '$host.a',
    '(a',
  ])('leaves %p to the library', (source) => {
    expect(compileTemplate({ type: 'AdaptiveCard', text: `\${${source}}` }, false)).toBeUndefined();
  });

  it('is of the same meaning where the library fills it', () => {
    const filler = new CardFiller({ type: 'AdaptiveCard', body: [{ text: "${concat(a, 'b')}" }] }, false);

    expect(filler.cardOf({ a: 'A' })).toEqual({ type: 'AdaptiveCard', body: [{ text: 'Ab' }] });
  });

  it('shares what no data changes, and lets nobody change it', () => {
    const payload = { type: 'AdaptiveCard', body: [{ text: 'same' }], text: '${a}' };
    const fill = compileTemplate(payload, false);
    const [one, two] = [fill?.({ a: '1' }), fill?.({ a: '2' })] as { body: { text: string }[] }[];

    expect(one?.body).toBe(two?.body);
    expect(Object.isFrozen(one?.body[0])).toBe(true);
  });
});

describe('every template of ours', () => {
  const TEMPLATES = readdirSync(new URL('../../cards/', import.meta.url))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace('.json', ''));

  it('is compiled: none is left to the library', () => {
    const left: string[] = [];
    const spy = jest.spyOn(CardFiller.prototype, 'cardOf').mockImplementation(function of(this: CardFiller) {
      if (compileTemplate(this.payload, this.rtl) === undefined) left.push(JSON.stringify(this.payload));
      return { fallbackText: '' };
    });
    for (const name of TEMPLATES) cardTemplate(name)({});

    expect(spy).toHaveBeenCalledTimes(TEMPLATES.length);
    expect(left).toEqual([]);
    spy.mockRestore();
  });

  it.each(['en-GB', 'de', 'ar', 'ja'])(
    'is the same card as the library makes of it in all its faces (%s)',
    (locale) => {
      const own = CardFiller.prototype.cardOf;
      const different: string[] = [];
      let faces = 0;
      const spy = jest.spyOn(CardFiller.prototype, 'cardOf').mockImplementation(function of(
        this: CardFiller,
        data,
      ) {
        const card = own.call(this, data);
        faces++;
        try {
          expect(card).toEqual(libraryTemplate(this.payload, this.rtl)(data));
        } catch (error) {
          different.push(String(error));
        }
        return card;
      });
      allCards(locale);

      expect(different).toEqual([]);
      expect(faces).toBeGreaterThan(100);
      spy.mockRestore();
    },
  );
});
