import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { AgentTool } from '../dialogs/agents/tools.ts';
import { Facts } from './facts.ts';
import { Became, Requires } from './results.ts';

export const CONFIRMATION_GET = 'confirmation_get';

/** Ends something, or gives it away. */
const DESTRUCTIVE = /_(decline|handback|withdraw)$/;

const ANNOTATED = { idempotentHint: true, openWorldHint: false } as const;
const FACTS = schemaOf(Facts);
const REQUIRES = schemaOf(Requires);

/** Names and descriptions are Porter's own words; nothing from data is ever part of them. */
export function listedTools(tools: ReadonlyMap<string, AgentTool>): Tool[] {
  const listed = [...tools.values()].map((tool): Tool => {
    const { name, title, about, look, inputSchema } = tool;
    const acts = look !== undefined;
    return {
      name,
      title,
      description: acts
        ? `${about} Changes nothing by itself: the person is asked in Teams, and what they decide is told by ${CONFIRMATION_GET}.`
        : about,
      inputSchema: { ...inputSchema, type: 'object' },
      outputSchema: acts ? REQUIRES : FACTS,
      annotations: {
        ...ANNOTATED,
        title,
        readOnlyHint: !acts,
        destructiveHint: acts && DESTRUCTIVE.test(name),
      },
    };
  });
  return [...listed, confirmationTool()];
}

function confirmationTool(): Tool {
  const title = 'See what became of a confirmation';
  return {
    name: CONFIRMATION_GET,
    title,
    description: 'Tells whether the person has confirmed or refused what was asked for, and what came of it.',
    inputSchema: {
      type: 'object',
      properties: { confirmationId: { type: 'string', format: 'uuid' } },
      required: ['confirmationId'],
      additionalProperties: false,
    },
    outputSchema: schemaOf(Became),
    annotations: { ...ANNOTATED, title, readOnlyHint: true, destructiveHint: false },
  };
}

function schemaOf(schema: z.ZodObject): NonNullable<Tool['outputSchema']> {
  return { ...z.toJSONSchema(schema), type: 'object' } as NonNullable<Tool['outputSchema']>;
}
