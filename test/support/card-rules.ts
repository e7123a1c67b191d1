import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { z } from 'zod';
import { fitsRow } from '../../src/cards/kit/button-rows.ts';
import { unmarked } from '../../src/cards/kit/marks.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';

/** A message of about 100 KB in UTF-16 is refused by Teams; 80 KB leaves room for what the service adds. */
const MAX_BYTES = 80 * 1024;
/** Source: Teams store validation guidelines, "no more than six actions". */
const MAX_ACTIONS = 6;
const MAX_FACTS = 5;

const fitsSchema = schemaCheck();

type Node = { readonly [key: string]: unknown };

/**
 * What is wrong with a card by the rules that every card of ours keeps; `[]` for a good one. The schema is the public
 * one of Adaptive Cards 1.5.
 */
export function cardFaults(card: AdaptiveCard): string[] {
  const json = JSON.stringify(card);
  const older = asOlderClients(card);
  const nodes = nodesOf(older);
  const actions = nodes.filter(isAction);
  const inShowCards = nodes
    .filter((node) => node['type'] === 'Action.ShowCard')
    .flatMap((node) => nodesOf(node['card']).filter(isAction));
  // A row that is tapped is no button.
  const rows = nodes.filter((node) => isAction(record(node['selectAction'])));
  return [
    ...(card.version === '1.5' ? [] : [`version ${String(card.version)}`]),
    ...(json.includes('${') ? [`no data for ${json.slice(json.indexOf('${')).slice(0, 40)}`] : []),
    ...(json.length * 2 <= MAX_BYTES ? [] : [`${json.length * 2} bytes in UTF-16`]),
    ...(card.fallbackText ? [] : ['no fallbackText']),
    ...(actions.length - inShowCards.length - rows.length <= MAX_ACTIONS
      ? []
      : [`${actions.length - rows.length} actions`]),
    ...nodes.flatMap(faultsOf),
    ...nodes.flatMap(rowFaults),
    ...nodes.flatMap(columnFaults),
    ...(fitsSchema(older) ? [] : schemaFaults()),
  ];
}

/** Every button and tappable part, with what it sends; those in ShowCards included. */
export function actionsOf(card: AdaptiveCard): { title: string; verb: string; data: unknown }[] {
  return nodesOf(card)
    .filter((node) => node['type'] === 'Action.Execute')
    .map((node) => ({ title: text(node, 'title'), verb: text(node, 'verb'), data: node['data'] }));
}

/** Everything a person can read on a card, in order, a line each. */
export function textOf(card: AdaptiveCard): string {
  return nodesOf(card).flatMap(readable).join('\n');
}

/** What a person meets on each of several cards, by the card's name. */
export function facesOf(cards: { readonly [name: string]: AdaptiveCard }) {
  const face = (name: string): AdaptiveCard => {
    const card = cards[name];
    if (card === undefined) throw new Error(name);
    return card;
  };
  return {
    face,
    text: (name: string) => textOf(face(name)),
    verbs: (name: string) => actionsOf(face(name)).map(({ verb }) => verb),
  };
}

function readable(node: Node): string[] {
  if (node['type'] === 'TextBlock' || node['type'] === 'TextRun') return [unmarked(text(node, 'text'))];
  const isFact = node['type'] === undefined && 'title' in node && 'value' in node;
  return isFact ? [`${text(node, 'title')}: ${text(node, 'value')}`] : [];
}

function isAction(node: Node): boolean {
  return text(node, 'type').startsWith('Action.');
}

function faultsOf(node: Node): string[] {
  const type = text(node, 'type');
  if (type.startsWith('Action.')) return actionFaults(node);
  if (type.startsWith('Input.')) return inputFaults(node);
  switch (type) {
    case 'TextBlock':
    case 'TextRun':
      return [
        ...(text(node, 'text') === '' ? ['a text without words'] : []),
        ...(['Warning', 'Good', 'Attention'].includes(text(node, 'color'))
          ? [`text in ${text(node, 'color')}, unreadable in one of the themes`]
          : []),
      ];
    case 'Image':
      return text(node, 'altText') === '' ? ['a picture without alt text'] : [];
    case 'FactSet':
      return Array.isArray(node['facts']) && node['facts'].length > MAX_FACTS ? ['too many facts'] : [];
    default:
      return [];
  }
}

function actionFaults(action: Node): string[] {
  const title = text(action, 'title');
  const staysInTheClient = ['Action.ShowCard', 'Action.OpenUrl', 'Action.ToggleVisibility'];
  if (staysInTheClient.includes(text(action, 'type'))) return [];
  if (action['type'] !== 'Action.Execute') return [`${title} is an ${text(action, 'type')}`];
  const fallback = {
    type: 'Action.Submit',
    title,
    data: { ...record(action['data']), verb: action['verb'] },
  };
  return JSON.stringify(pick(record(action['fallback']))) === JSON.stringify(pick(fallback))
    ? []
    : [`${title} has no Action.Submit of the same verb and data`];
}

/** A row of buttons, of a set or of a card, of which a phone would cut one off. */
function rowFaults(node: Node): string[] {
  const { actions } = node;
  if (!Array.isArray(actions)) return [];
  const titles = actions.map((action) => text(record(action), 'title'));
  return fitsRow(titles) ? [] : [`too wide for a phone: ${titles.join(' | ')}`];
}

/** Letters that a third of a phone has room for. */
const MAX_WORD_IN_THIRD = 13;

/** Three texts beside each other, of which a phone would break a word. */
function columnFaults({ type, columns }: Node): string[] {
  const wide = Array.isArray(columns) ? columns.filter((one) => record(one)['width'] === 'stretch') : [];
  if (type !== 'ColumnSet' || wide.length < 3) return [];
  const words = nodesOf(wide).flatMap((node) => text(node, 'text').match(/[\p{L}\p{M}]+/gu) ?? []);
  // Scripts without spaces are broken anywhere.
  const broken = words.filter(
    (word) =>
      word.length > MAX_WORD_IN_THIRD &&
      !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word),
  );
  return broken.map((word) => `${word} is too long for one of ${wide.length} columns on a phone`);
}

function pick({ type, title, data }: Node): Node {
  return { type, title: title ?? '', data };
}

function inputFaults(input: Node): string[] {
  return [
    ...(text(input, 'label') === '' ? [`${text(input, 'id')} has no label`] : []),
    ...(input['isRequired'] === true && text(input, 'errorMessage') === ''
      ? [`${text(input, 'id')} has no error message`]
      : []),
  ];
}

/** Elements that Teams draws within 1.5; other clients take their fallback. Source: Microsoft Learn, "Charts in Adaptive Cards". */
const NEWER = /^Chart\./;
/** Properties that a client of 1.5 leaves out: pictures by theme, and Teams' searches behind a list. */
const NEWER_PROPERTIES = ['themedUrls', 'choices.data'];

/**
 * A card as a client of 1.5 sees it that knows no newer element or property. A list that is searched as one types is a plain one
 * there: its style came into 1.5 after the schema. Source: adaptivecards.io, `Input.ChoiceSet`, "filtered (1.5)".
 */
export function asOlderClients(node: unknown): unknown {
  if (Array.isArray(node)) return node.flatMap((child) => fallbackOf(child) ?? [asOlderClients(child)]);
  if (typeof node !== 'object' || node === null) return node;
  const known = Object.entries(node).filter(
    ([key, value]) => !NEWER_PROPERTIES.includes(key) && !(key === 'style' && value === 'filtered'),
  );
  return Object.fromEntries(known.map(([key, child]) => [key, asOlderClients(child)]));
}

/** What stands for a newer element: itself again if it has nothing, so that the schema finds it. */
function fallbackOf(child: unknown): unknown[] | undefined {
  const { type, fallback } = record(child);
  if (typeof type !== 'string' || !NEWER.test(type) || fallback === undefined) return undefined;
  return fallback === 'drop' ? [] : [asOlderClients(fallback)];
}

/** Every object of a card, parents first; not what fallbacks and `data` hold, but of a chart what stands in for it, which says the same. */
function nodesOf(node: unknown): Node[] {
  if (Array.isArray(node)) return node.flatMap(nodesOf);
  if (typeof node !== 'object' || node === null) return [];
  if (NEWER.test(text(record(node), 'type'))) return nodesOf(record(node)['fallback']);
  const children = Object.entries(node).filter(([key]) => key !== 'fallback' && key !== 'data');
  return [record(node), ...children.flatMap(([, child]) => nodesOf(child))];
}

function text(node: Node, key: string): string {
  const value = node[key];
  return typeof value === 'string' ? value : '';
}

function record(value: unknown): Node {
  return z.record(z.string(), z.unknown()).catch({}).parse(value);
}

function schemaCheck() {
  const file = readFileSync(new URL('adaptive-card-1.5.schema.json', import.meta.url), 'utf8');
  // The schema states draft 6 but names itself by `id`, as draft 4 did.
  const { id: _id, ...schema } = record(JSON.parse(file));
  const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
  ajv.addMetaSchema(
    record(createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-06.json')),
    'http://json-schema.org/draft-06/schema#',
  );
  return ajv.compile(schema);
}

/** The deepest complaints say most: those above only tell that no alternative fits. */
function schemaFaults(): string[] {
  return [...(fitsSchema.errors ?? [])]
    .sort((one, two) => two.instancePath.length - one.instancePath.length)
    .slice(0, 3)
    .map(({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`);
}
