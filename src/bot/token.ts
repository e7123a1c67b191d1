/** A caller's token whose claims have been looked at; its signature has not. */
export interface BearerToken {
  /** Names the key that it says it is signed with. */
  readonly kid: string;
  /** What is signed. */
  readonly signed: string;
  /** In base64url. */
  readonly signature: string;
  /** The service URL that it is bound to. */
  readonly serviceUrl: string;
  readonly claims: { readonly [name: string]: unknown };
}
