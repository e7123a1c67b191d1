import { z } from 'zod';

/**
 * What a schema may read of a value whose optional fields may be null: those count as left out, at any depth. Null stays where
 * it says something, and where a field is needed. Source: CloudEvents JSON event format 1.0.2, section 2.2 ("treated as
 * if unset"), taken for `data` as well.
 */
export function withoutNulls(schema: unknown, value: unknown): unknown {
  const inner: unknown = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  if (
    !(inner instanceof z.ZodObject) ||
    typeof value !== 'object' ||
    value === null ||
    Array.isArray(value)
  ) {
    return value;
  }
  const shape = new Map<string, unknown>(Object.entries(inner.shape));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, told]) => told !== null || !(shape.get(key) instanceof z.ZodOptional))
      .map(([key, told]) => [key, withoutNulls(shape.get(key), told)]),
  );
}
