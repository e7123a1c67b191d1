import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { z } from 'zod';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';

const require = createRequire(import.meta.url);

/** A message of about 100 KB in UTF-16 is refused by Teams; 80 KB leaves room for what the service adds. */
const MAX_BYTES = 80 * 1024;
/** Source: Teams store validation guidelines, "no more than six actions". */
const MAX_ACTIONS = 6;

const ajv = new Ajv({ strict: false, validateFormats: false, schemaId: '$id' });
ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'));
const schema = z
  .record(z.string(), z.unknown())
  .parse(JSON.parse(readFileSync(new URL('adaptive-card-1.5.schema.json', import.meta.url), 'utf8')));
const fitsSchema = ajv.compile(schema);

type Node = { readonly [key: string]: unknown };

/**
 * What is wrong with a card by the rules every card of ours keeps; `[]` for a good one. The schema is the public one of
 * Adaptive Cards 1.5.
 */
export function cardFaults(card: AdaptiveCard): string[] {
  const text = JSON.stringify(card);
  const nodes = [...walk(card)];
  const actions = nodes.filter((node) => isAction(node));
  const shown = [...walk(card, (node) => node['type'] === 'Action.ShowCard')].filter((node) =>
    isAction(node),
  );
  return [
    ...(card.version === '1.5' ? [] : [`version ${String(card.version)}`]),
    ...(text.includes('${') ? [`a field without data: ${text.slice(text.indexOf('${')).slice(0, 40)}`] : []),
    ...(text.length * 2 <= MAX_BYTES ? [] : [`${text.length * 2} bytes in UTF-16`]),
    ...(card.fallbackText ? [] : ['no fallbackText']),
    ...(shown.length <= MAX_ACTIONS ? [] : [`${shown.length} actions`]),
    ...actions.flatMap(actionFaults),
    ...nodes.flatMap(elementFaults),
    ...(fitsSchema(card)
      ? []
      : (fitsSchema.errors ?? []).slice(0, 5).map((error) => `${error.instancePath} ${error.message ?? ''}`)),
  ];
}

/** Every verb a card can send, with its data: what a person can press. */
export function actionsOf(card: AdaptiveCard): { title: string; verb: string; data: unknown }[] {
  return [...walk(card)]
    .filter((node) => node['type'] === 'Action.Execute')
    .map((node) => ({
      title: String(node['title'] ?? ''),
      verb: String(node['verb']),
      data: node['data'],
    }));
}

/** Everything a person can read on a card, in order, joined by line breaks. */
export function textOf(card: AdaptiveCard): string {
  return [...walk(card)]
    .flatMap((node) =>
      node['type'] === 'TextBlock' || node['type'] === 'TextRun'
        ? [String(node['text'])]
        : 'value' in node && 'title' in node && !('type' in node)
          ? [`${String(node['title'])}: ${String(node['value'])}`]
          : [],
    )
    .join('\n');
}

/** Buttons and tappable areas; not the fallbacks inside them. */
function isAction(node: Node): boolean {
  return typeof node['type'] === 'string' && node['type'].startsWith('Action.') && node['$isTap'] !== true;
}

function actionFaults(action: Node): string[] {
  if (action['type'] === 'Action.ShowCard') return [];
  if (action['type'] === 'Action.OpenUrl') return [];
  if (action['type'] !== 'Action.Execute') return [`a button of type ${String(action['type'])}`];
  const fallback = action['fallback'] as Node | undefined;
  const expected = { ...(action['data'] as object | undefined), verb: action['verb'] };
  const same =
    fallback?.['type'] === 'Action.Submit' &&
    fallback['title'] === action['title'] &&
    JSON.stringify(fallback['data']) === JSON.stringify(expected);
  return same ? [] : [`${String(action['title'])}: no Action.Submit with the same verb and data`];
}

function elementFaults(node: Node): string[] {
  const type = String(node['type'] ?? '');
  return [
    ...(type === 'TextBlock' && !node['text'] ? ['an empty TextBlock'] : []),
    ...(type === 'TextBlock' && node['color'] === 'Warning' ? ['yellow text'] : []),
    ...(type.startsWith('Input.') && !node['label'] ? [`${String(node['id'])}: no label`] : []),
    ...(type.startsWith('Input.') && node['isRequired'] === true && !node['errorMessage']
      ? [`${String(node['id'])}: no error message`]
      : []),
    ...(type === 'Image' && !node['altText'] ? ['a picture without alt text'] : []),
    ...(type === 'FactSet' && (node['facts'] as unknown[]).length > 5 ? ['more than five facts'] : []),
  ];
}

function* walk(node: unknown, stopAt: (node: Node) => boolean = () => false): Generator<Node> {
  if (Array.isArray(node)) {
    for (const item of node) yield* walk(item, stopAt);
  } else if (node !== null && typeof node === 'object') {
    yield node as Node;
    if (stopAt(node as Node)) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'fallback' || key === 'data') continue;
      yield* walk(value, stopAt);
    }
  }
}
