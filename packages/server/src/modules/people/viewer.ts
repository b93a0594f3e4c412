import type { Role } from '@huiyin/domain';

/** Who is signed in. The session's own id never leaves the sessions module; idHash identifies it for revocation. */
export interface Viewer {
  readonly bureauId: string;
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
}
