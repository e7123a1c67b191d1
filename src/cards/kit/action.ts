import type { Text } from '../../words/text.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** `action.data`: ids only; whatever a client sends back gives no right. */
export type ActionData = { readonly [field: string]: string | number };

export interface ExecuteAction {
  readonly type: 'Action.Execute';
  readonly title: Text;
  readonly verb: string;
  readonly data: ActionData;
  readonly style?: 'positive' | 'destructive';
  readonly fallback: object;
}

/**
 * A button as templates write it too, for the places that build one in code.
 *
 * @param title verb first, three words at most
 */
export function execute(button: {
  readonly title: Text;
  readonly verb: string;
  readonly data: ActionData;
  readonly style?: 'positive' | 'destructive';
}): ExecuteAction {
  const action = { type: 'Action.Execute', ...button } as const;
  return { ...action, fallback: submitFallback(action) };
}

/** Gives every `Action.Execute` of a card or template, at any depth, an `Action.Submit` for clients that lack it. */
export function withSubmitFallbacks(node: Json): Json {
  if (Array.isArray(node)) return node.map(withSubmitFallbacks);
  if (node === null || typeof node !== 'object') return node;
  const own = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, withSubmitFallbacks(value)]),
  );
  return own['type'] === 'Action.Execute' && !('fallback' in own)
    ? { ...own, fallback: submitFallback(own) }
    : own;
}

/** The same button as `Action.Submit`, whose verb travels in its data. Repetition and conditions stay on the outer one. */
function submitFallback(action: { readonly [key: string]: unknown }): { [key: string]: Json } {
  const { $data: _data, $when: _when, verb, data, ...same } = action as { [key: string]: Json };
  const ids = data !== null && typeof data === 'object' && !Array.isArray(data) ? data : {};
  return { ...same, type: 'Action.Submit', data: { ...ids, verb: verb ?? '' } };
}
