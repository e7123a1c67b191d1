import type { z } from 'zod';

/** Everything that is said of a type of event, once; what it does stands in `event-handlers.ts` of its capability. */
export interface EventDefinition<Type extends string, Data extends z.ZodObject> {
  readonly type: Type;
  /** One sentence, for `docs/architecture.md`. */
  readonly about: string;
  /** What it tells. Optional fields that are null count as left out. */
  readonly data: Data;
}

/** Declares something that may be told from outside. It is found by being in the list of `all.ts`. */
export function defineEvent<const Type extends string, Data extends z.ZodObject>(
  event: EventDefinition<Type, Data>,
): EventDefinition<Type, Data> {
  return event;
}
