import { z } from 'zod';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import type { CardAction } from '../speaking.ts';
import { inputsFor, isNamesOnly, isRead, lookFor, type Look } from './acts.ts';

/** A press as an agent gets it: the same verb, fields, rights and rules. */
export interface AgentTool {
  /** The verb with `_` for `.`. */
  readonly name: string;
  readonly action: CardAction;
  /** How it is seen what it is about; absent: it only reads. */
  readonly look?: Look;
  /** It answers what can be chosen, without the lines of its card. */
  readonly namesOnly: boolean;
  /** For a model, in English. */
  readonly title: Text;
  readonly about: Text;
  /** The names of the arguments. */
  readonly fields: readonly string[];
  /** JSON Schema of the arguments: the verb's data and inputs. */
  readonly inputSchema: JsonObject;
}

export interface JsonObject {
  readonly [key: string]: unknown;
}

/** Every press that agents are offered, by the tool's name. */
export function agentTools(actions: Iterable<CardAction>): ReadonlyMap<string, AgentTool> {
  return new Map(
    [...actions].flatMap((action) => {
      const look = lookFor(action.verb);
      if (action.changes ? look === undefined : !isRead(action.verb)) return [];
      const tool = toolOf(action, action.changes ? look : undefined);
      return tool === undefined ? [] : [[tool.name, tool] as const];
    }),
  );
}

function toolOf(action: CardAction, look: Look | undefined): AgentTool | undefined {
  const english = { locale: 'en' };
  const taken = argumentsOf(action);
  if (taken === undefined) return undefined;
  return {
    name: action.verb.replaceAll('.', '_'),
    action,
    ...(look === undefined ? {} : { look }),
    namesOnly: isNamesOnly(action.verb),
    title: say(english, `verbs.${action.verb}.title`),
    about: say(english, `verbs.${action.verb}.about`),
    ...taken,
  };
}

const Shaped = z.looseObject({
  properties: z.looseObject({
    data: z.looseObject({
      properties: z.record(z.string(), z.unknown()).default({}),
      required: z.array(z.string()).default([]),
    }),
  }),
});

/** Of all that a card may send along, only what the verb is about and what its reader fills in. */
function argumentsOf(action: CardAction): Pick<AgentTool, 'fields' | 'inputSchema'> | undefined {
  const { schema, data } = action;
  const shape = Shaped.safeParse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  if (!shape.success) return undefined;
  const { properties, required } = shape.data.properties.data;
  const fields = [...data, ...inputsFor(action)].filter((name) => name in properties);
  return {
    fields,
    inputSchema: {
      type: 'object',
      properties: Object.fromEntries(fields.map((name) => [name, properties[name]])),
      required: required.filter((name) => fields.includes(name)),
      additionalProperties: false,
    },
  };
}
