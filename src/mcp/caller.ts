import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Speaking } from '../dialogs/speaking.ts';
import { readsAs, type Person } from '../domain/memberships/person.ts';
import type { Context } from '../usecases/context.ts';
import type { Caller } from './call.ts';
import { opensLinks } from './elicitation.ts';
import type { AgentToken } from './token.ts';

/** In whose name a request comes: by its token, and how that person reads. Nobody has looked at anything. */
export function callerOf(
  context: Context,
  person: Person,
  { clientId }: AgentToken,
  request: IncomingMessage,
): Caller {
  const { personId, tenantId, aadObjectId, name } = person;
  const { locale, timeZone } = readsAs(person);
  const speaking: Speaking = {
    context,
    person,
    actor: { personId, tenantId, aadObjectId, name, locale, timeZone },
    reader: { locale, timeZone, now: context.clock.now() },
    opId: randomUUID(),
    byItself: true,
  };
  const client = { id: clientId, name: productOf(request.headers['user-agent']) };
  return { speaking, client, opensLinks: opensLinks(request) };
}

/** How a program calls itself: the first product of its `User-Agent`, which proves nothing. */
function productOf(userAgent = ''): string {
  return /^[\w.-]{1,60}/.exec(userAgent)?.[0] ?? '';
}
