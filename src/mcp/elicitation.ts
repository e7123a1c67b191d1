import type { IncomingMessage } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  ElicitResultSchema,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { ConfirmationId } from '../domain/agents/confirmation.ts';

/**
 * What a client declares at its beginning is not kept between two requests. A client that opens links for its person gets a
 * session id that says just that, and sends it along with every request; it proves nothing and gives no right.
 * Source: MCP 2025-11-25, "Elicitation" (URL mode) and "Transports" (session management).
 */
const OPENS_LINKS = 'opens-links.';

const Initialize = z.looseObject({
  method: z.literal('initialize'),
  params: z.looseObject({
    capabilities: z.looseObject({ elicitation: z.looseObject({ url: z.looseObject({}) }) }),
  }),
});

/** @returns the header that marks a client which declares that it opens links; none for all others */
export function sessionHeaders(message: unknown): { readonly [name: string]: string } {
  return Initialize.safeParse(message).success ? { 'mcp-session-id': `${OPENS_LINKS}${randomUUID()}` } : {};
}

export function opensLinks({ headers }: IncomingMessage): boolean {
  return headers['mcp-session-id']?.toString().startsWith(OPENS_LINKS) ?? false;
}

/**
 * Offers the chat in which the person confirms as a link. What the client answers is not waited for and means nothing: the
 * decision is made in Teams only.
 */
export function offerLink(
  { sendRequest }: RequestHandlerExtra<ServerRequest, ServerNotification>,
  elicitationId: ConfirmationId,
  url: string,
): void {
  const message =
    'Porter asks you in Microsoft Teams whether to do this. Open the chat to confirm or refuse.';
  const offered = sendRequest(
    { method: 'elicitation/create', params: { mode: 'url', elicitationId, url, message } },
    ElicitResultSchema,
  );
  // The answer comes as a request of its own, to whichever instance; this one has ended by then.
  offered.catch(() => undefined);
}
