import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { confirmationState, Outcome, type Confirmation } from '../domain/agents/confirmation.ts';
import { QUOTED, When } from './facts.ts';

/** What a tool that acts answers: nothing was done, and who has to say so where. */
export const Requires = z.strictObject({
  status: z.literal('requires_confirmation'),
  confirmationId: z.string(),
  tool: z.string(),
  expiresAt: When,
  /** Opens the chat in which the card waits; absent where the bot has no address. */
  openInTeams: z.url().optional(),
});

/** What became of something that an agent asked for. */
export const Became = z.strictObject({
  status: z.enum(['waiting', 'confirmed', 'refused', 'expired']),
  confirmationId: z.string(),
  tool: z.string(),
  /** Once confirmed: `done`, `refused` by the rights of that moment, or `unchanged` by the state of that moment. */
  outcome: Outcome.nullable(),
  askedAt: When,
  expiresAt: When,
  answeredAt: When.nullable(),
  quoted: z.strictObject({ note: z.literal(QUOTED), summary: z.string() }),
});

export function requires(confirmation: Confirmation, openInTeams: string | undefined): CallToolResult {
  const structured: z.infer<typeof Requires> = {
    status: 'requires_confirmation',
    confirmationId: confirmation.confirmationId,
    tool: toolName(confirmation),
    expiresAt: confirmation.until.toISOString(),
    ...(openInTeams === undefined ? {} : { openInTeams }),
  };
  const text = `Nothing was changed. The person is asked in their Teams chat with Porter and has until ${structured.expiresAt} to confirm. confirmation_get tells what became of ${structured.confirmationId}.`;
  return { content: [{ type: 'text', text }], structuredContent: structured };
}

export function became(confirmation: Confirmation, now: Date): CallToolResult {
  const { confirmationId, outcome, askedAt, until, answeredAt, said } = confirmation;
  const status = confirmationState(confirmation, now);
  const structured: z.infer<typeof Became> = {
    status,
    confirmationId,
    tool: toolName(confirmation),
    outcome,
    askedAt: askedAt.toISOString(),
    expiresAt: until.toISOString(),
    answeredAt: answeredAt?.toISOString() ?? null,
    quoted: { note: QUOTED, summary: said },
  };
  const text = `${status}${outcome === null ? '' : `, ${outcome}`}${said === '' ? '' : `\n${QUOTED}\n> ${said}`}`;
  return { content: [{ type: 'text', text }], structuredContent: structured };
}

function toolName({ verb }: Confirmation): string {
  return verb.replaceAll('.', '_');
}
