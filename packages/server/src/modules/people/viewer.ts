import type { Role } from '@huiyin/domain';

/** What an access token may be given: counts:read (numbers without names) · cases:read (cases and visits). */
export type TokenScope = 'counts:read' | 'cases:read';

/** Who asks. The session's own id never leaves the sessions module; sessionHash identifies it for revocation. */
export interface Viewer {
  readonly bureauId: string;
  /** SHA-256 of the session's id, or of the access token's secret. */
  readonly sessionHash: string;
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly unitId: string;
  /** The unit's place in the tree: its subtree is every path that begins with it. */
  readonly unitPath: string;
  /** May read the separate compartment of accusations (检举控告). */
  readonly mayReadAccusations: boolean;
  /** Set when a program asks with an access token (访问令牌): it reads what the scopes name, and writes nothing. */
  readonly token?: { readonly scopes: readonly TokenScope[] } | undefined;
}
