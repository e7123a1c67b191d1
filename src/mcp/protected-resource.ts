import type { Route } from '../http/answer.ts';
import { refused } from '../http/answer.ts';
import { ACT_SCOPE, READ_SCOPE } from './scopes.ts';

/** How Porter is configured for agents. */
export interface AgentAccess {
  readonly audience: string;
  /** `{tenantid}` stands for the token's own tenant. */
  readonly issuer: string;
  /** An OpenID configuration. */
  readonly metadataUrl: string;
}

export const METADATA_PATH = '/.well-known/oauth-protected-resource';
export const MCP_PATH = '/mcp';

/** Scopes as Entra wants them asked for: an application's own, behind its id. */
export function scopesOf({ audience }: Pick<AgentAccess, 'audience'>): readonly string[] {
  return [READ_SCOPE, ACT_SCOPE].map((scope) => `${audience}/${scope}`);
}

/**
 * `GET /.well-known/oauth-protected-resource`, public: which authorisation server gives tokens for `/mcp`. Source: RFC 9728.
 *
 * @param publicUrl where this server is reached; absent: there is nothing to tell
 */
export function protectedResourceRoute(
  access: AgentAccess | undefined,
  publicUrl: string | undefined,
): Route {
  if (access === undefined || publicUrl === undefined) {
    return () => Promise.resolve(refused(404, 'no-agents'));
  }
  const body = {
    resource: `${publicUrl}${MCP_PATH}`,
    // Whoever signs in may be of any organisation; their own tenant then issues the token.
    authorization_servers: [access.issuer.replaceAll('{tenantid}', 'organizations')],
    scopes_supported: scopesOf(access),
    bearer_methods_supported: ['header'],
    resource_name: 'Porter',
  };
  return () => Promise.resolve({ status: 200, body });
}
