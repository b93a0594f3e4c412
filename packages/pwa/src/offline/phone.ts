import type { IDBPObjectStore } from 'idb';
import { connect, strictlyTwice } from './database.ts';
import { storeName } from './store.ts';
import type { StoredRow } from './tables.ts';
import type { KnownViewer } from './types.ts';

/**
 * What the phone itself remembers, in the clear: whose vaults are here, by id and role, never by name. The names lie in
 * the vaults.
 */
export interface PhoneUser {
  readonly personId: string;
  readonly role: KnownViewer['role'];
  /** Epoch ms of the last time this person opened the app here; 0 when not known. */
  readonly usedAt: number;
  /** Whether this person has a store here: true for the field, false for one who only signed in at the desk. */
  readonly store: boolean;
}

/** `last` is who opened the app here last and has not signed out since. */
interface PhoneMemory {
  readonly users: readonly PhoneUser[];
  readonly last?: string;
}

const NAME = 'huiyin-device';
const MEMORY = 'memory';
/** Where version 1 kept names in the clear. */
const OLD = { all: 'viewers', last: 'lastViewer' } as const;

type Meta = Pick<IDBPObjectStore<unknown, string[], 'meta', 'readwrite'>, 'get'> & {
  put(row: StoredRow): Promise<void>;
  delete(key: string): Promise<void>;
};

async function withPhone<T>(work: (meta: Meta) => Promise<T>): Promise<T> {
  const phone = connect(NAME);
  try {
    return await phone.use((db) =>
      strictlyTwice(db, ['meta'], (tx, writer) =>
        work({
          get: (key) => tx.objectStore('meta').get(key),
          put: (row) => writer.put('meta', row),
          delete: (key) => writer.delete('meta', key),
        }),
      ),
    );
  } finally {
    await phone.close();
  }
}

/** Brings the memory of version 1 over: ids and roles only. */
async function read(meta: Meta): Promise<PhoneMemory> {
  const row: { value: PhoneMemory } | undefined = await meta.get(MEMORY);
  if (row !== undefined) return row.value;
  const all: { value: readonly KnownViewer[] } | undefined = await meta.get(OLD.all);
  const last: { value: KnownViewer } | undefined = await meta.get(OLD.last);
  const users = (all?.value ?? []).map(({ id, role }) => ({ personId: id, role, usedAt: 0, store: true }));
  return { users, ...(last === undefined ? {} : { last: last.value.id }) };
}

/** Everybody who has a store on this phone, in the order in which they came: the lock screen calls them 甲乙丙丁. */
export async function phoneUsers(): Promise<readonly PhoneUser[]> {
  return (await withPhone(read)).users.filter((user) => user.store);
}

/** Who opened the app here last; undefined after signing out. */
export async function lastUser(): Promise<PhoneUser | undefined> {
  const { users, last } = await withPhone(read);
  return users.find((user) => user.personId === last);
}

/** Who signed in here last under version 1, with the name that it kept in the clear; gone once their vault is made. */
export function oldViewer(): Promise<KnownViewer | undefined> {
  return withPhone(async (meta) => (await meta.get(OLD.last))?.value);
}

/** Remembers that this person uses the phone, so that the door opens for them with no signal. Drops the names of version 1. */
export async function rememberUser(
  person: { readonly personId: string; readonly role: PhoneUser['role']; readonly store?: true },
  now: number,
): Promise<void> {
  await withPhone(async (meta) => {
    const { users } = await read(meta);
    const known = users.find((user) => user.personId === person.personId);
    const next = { ...person, usedAt: now, store: person.store ?? known?.store ?? false };
    const all = known ? users.map((user) => (user.personId === person.personId ? next : user)) : [...users, next];
    await meta.put({ key: MEMORY, value: { users: all, last: person.personId } satisfies PhoneMemory });
    await meta.delete(OLD.all);
    await meta.delete(OLD.last);
  });
}

/** After signing out the door no longer opens by itself. The person's store and unsent work stay. */
export async function forgetLastUser(): Promise<void> {
  await withPhone(async (meta) => {
    const { users } = await read(meta);
    await meta.put({ key: MEMORY, value: { users } satisfies PhoneMemory });
  });
}

/** Removes a person and their store from this phone: after the store has been handed over and wiped. */
export async function removeUser(personId: string): Promise<void> {
  await withPhone(async (meta) => {
    const { users, last } = await read(meta);
    const value: PhoneMemory = {
      users: users.filter((user) => user.personId !== personId),
      ...(last === undefined || last === personId ? {} : { last }),
    };
    await meta.put({ key: MEMORY, value });
  });
}

/** How many items of a person have not reached the server: can be told without opening their vault. */
export async function unsentOf(personId: string): Promise<number> {
  const connection = connect(storeName(personId));
  try {
    return await connection.use(async (db) => {
      const [all, received] = await Promise.all([
        db.count('commands'),
        db.countFromIndex('commands', 'state', 'received'),
      ]);
      return all - received;
    });
  } finally {
    await connection.close();
  }
}
