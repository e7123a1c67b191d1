import type { z } from 'zod';
import type { Reads } from './language.ts';
import { sayNamed } from './say.ts';

type Json = z.core.util.JSONType;

/** How a template names a message that needs no values: `"text": "@scores.why"`. */
const NAMED = /^@([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)$/;

/** The key that a string of a template names; undefined for any other string. */
export function namedMessage(text: string): string | undefined {
  return NAMED.exec(text)?.[1];
}

/** A template with the reader's words in place of the messages that it names. */
export function withWords(node: Json, reader: Reads): Json {
  if (typeof node === 'string') {
    const key = namedMessage(node);
    return key === undefined ? node : sayNamed(reader, key);
  }
  if (Array.isArray(node)) return node.map((one) => withWords(one, reader));
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, withWords(value, reader)]));
}
