import { INCENTIVE_ROLES, POCS, ROLES } from '../../domain/memberships/role.ts';
import type { IncentiveRole, Poc, Role } from '../../domain/memberships/role.ts';
import { createKeyTable } from './key-table.ts';

/** What all rows of one contact and membership say together; lists run from the least to the highest. */
export interface ContactGroup {
  /** No row of it stays. */
  readonly removed: boolean;
  readonly roles: readonly Role[];
  readonly incentiveRoles: readonly IncentiveRole[];
  readonly pocs: readonly Poc[];
}

/** A row as it is grouped. */
export interface GroupedRow {
  readonly line: number;
  readonly removed: boolean;
  /** Location, programme and tenant as one text. */
  readonly membership: string;
  /** `''`: not known. */
  readonly aadObjectId: string;
  readonly email: string;
}

export interface Said {
  readonly role: Role | null;
  readonly incentiveRole: IncentiveRole | null;
  readonly pocs: readonly Poc[];
}

/** Gathers the rows of a contact and membership, wherever in the file they stand. */
export interface ContactGroups {
  see(row: GroupedRow, said: Said): void;
  /** @returns what the row's group says, or undefined when another row speaks for the group */
  spokenBy(row: GroupedRow): ContactGroup | undefined;
}

/** Everything a row can add to its group, one bit each. */
const BITS: readonly string[] = [...ROLES, ...INCENTIVE_ROLES, ...POCS, 'stays'];

/**
 * A row without an object id belongs to the rows of the same address that have one. The numbers beside each key: the line
 * that speaks for the group, and a bit for each thing said.
 */
export function contactGroups(): ContactGroups {
  const groups = createKeyTable();
  /** From an address to the group of its object id, as entry + 1. */
  const owners = createKeyTable();

  function keyIn(row: GroupedRow): string {
    return row.aadObjectId === '' ? addressKey(row) : `${row.membership}id:${row.aadObjectId}`;
  }

  function addressKey({ membership, email }: GroupedRow): string {
    return `${membership}mail:${email}`;
  }

  return {
    see(row, said) {
      const entry = groups.entry(keyIn(row));
      const line = groups.first(entry);
      const bits = groups.second(entry);
      if (row.removed) groups.set(entry, line === 0 ? row.line : line, bits);
      else groups.set(entry, stays(bits) ? line : row.line, bits | bitsOf(said));
      if (row.aadObjectId !== '' && row.email !== '') {
        owners.set(owners.entry(addressKey(row)), entry + 1, 0);
      }
    },
    spokenBy(row) {
      const entry = groups.find(keyIn(row));
      if (groups.first(entry) !== row.line) return undefined;
      let bits = groups.second(entry);
      if (row.aadObjectId === '') {
        const owner = owners.find(addressKey(row));
        if (owner !== -1 && stays(groups.second(owners.first(owner) - 1))) return undefined;
      } else if (stays(bits)) {
        const byAddress = groups.find(addressKey(row));
        if (byAddress !== -1) bits |= groups.second(byAddress);
      }
      return {
        removed: !stays(bits),
        roles: ROLES.filter((role) => bits & bit(role)),
        incentiveRoles: INCENTIVE_ROLES.filter((role) => bits & bit(role)),
        pocs: POCS.filter((poc) => bits & bit(poc)),
      };
    },
  };
}

function bitsOf({ role, incentiveRole, pocs }: Said): number {
  return [role, incentiveRole, ...pocs, 'stays'].reduce(
    (bits, word) => (word === null ? bits : bits | bit(word)),
    0,
  );
}

function bit(word: string): number {
  return 1 << BITS.indexOf(word);
}

function stays(bits: number): boolean {
  return (bits & bit('stays')) !== 0;
}
