import { z } from 'zod';
import type { AdaptiveCard } from './template.ts';

type Node = { readonly [key: string]: unknown };

const Fallback = z.looseObject({ type: z.literal('Action.Submit'), data: z.looseObject({}) });
/** What Teams reads of a button's data, to open a dialog. Source: Microsoft Learn, "Use dialogs in bots", 2026. */
const OPENS = { type: 'task/fetch' };

/**
 * A card as a dialog takes it: there each button is an `Action.Submit`, which comes back as `task/submit`. Nothing asks for the
 * card again by itself.
 */
export function inDialog({ refresh: _refresh, ...card }: AdaptiveCard): AdaptiveCard {
  return mapped(card, (node) => (node['type'] === 'Action.Execute' ? submitOf(node) : node)) as AdaptiveCard;
}

/**
 * A card for a client that has dialogs: its button for a window opens one. It is an `Action.Submit`, since an `Action.Execute`
 * cannot be answered by a dialog; all others stay as every client has them.
 */
export function openingDialogs(card: AdaptiveCard): AdaptiveCard {
  return mapped(card, (node) => {
    if (!opensWindow(node)) return node;
    const submit = submitOf(node);
    return submit === node ? node : { ...submit, data: { ...record(submit['data']), msteams: OPENS } };
  }) as AdaptiveCard;
}

/** From the form of a claim in the chat to the same form, with what was typed there. */
function opensWindow({ type, verb, data }: Node): boolean {
  return type === 'Action.Execute' && verb === 'claim.form' && record(data)['step'] === 'all';
}

/** The button as its fallback has it, which older clients show. */
function submitOf(node: Node): Node {
  return Fallback.safeParse(node['fallback']).data ?? node;
}

function mapped(node: unknown, change: (node: Node) => Node): unknown {
  if (Array.isArray(node)) return node.map((child) => mapped(child, change));
  if (node === null || typeof node !== 'object') return node;
  const own = change({ ...node });
  return Object.fromEntries(
    Object.entries(own).map(([key, child]) => [key, key === 'data' ? child : mapped(child, change)]),
  );
}

function record(value: unknown): Node {
  return z.looseObject({}).safeParse(value).data ?? {};
}
