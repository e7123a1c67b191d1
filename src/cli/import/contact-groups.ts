import { INCENTIVE_ROLES, POCS, ROLES } from '../../domain/memberships/role.ts';
import type { IncentiveRole, Poc, Role } from '../../domain/memberships/role.ts';
import { keyOf } from './unique-rows.ts';
import { createKeyTable } from './key-table.ts';
import type { CsvRow } from './table.ts';

/** What all rows of one contact and membership say together; lists run from the least to the highest. */
export interface ContactGroup {
  /** No row of it stays. */
  readonly removed: boolean;
  readonly roles: readonly Role[];
  readonly incentiveRoles: readonly IncentiveRole[];
  readonly pocs: readonly Poc[];
}

export interface Said {
  readonly role: Role | null;
  readonly incentiveRole: IncentiveRole | null;
  readonly pocs: readonly Poc[];
}

/** Gathers the rows of a contact and membership, wherever in the file they stand. */
export interface ContactGroups {
  see(row: CsvRow, said: Said): void;
  /** @returns what the row's group says, or undefined when another row speaks for the group */
  spokenBy(row: CsvRow): ContactGroup | undefined;
}

const MEMBERSHIP = ['partnerId', 'program', 'tenantId'];
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

  function keyIn({ cells }: CsvRow): string {
    const membership = keyOf(cells, MEMBERSHIP);
    return cells['aadObjectId'] === '' ? addressKey(cells) : `${membership}id:${cells['aadObjectId']}`;
  }

  function addressKey(cells: CsvRow['cells']): string {
    return `${keyOf(cells, MEMBERSHIP)}mail:${cells['email']}`;
  }

  return {
    see(row, said) {
      const entry = groups.entry(keyIn(row));
      const line = groups.first(entry);
      const bits = groups.second(entry);
      if (row.removed) groups.set(entry, line === 0 ? row.line : line, bits);
      else groups.set(entry, stays(bits) ? line : row.line, bits | bitsOf(said));
      if (row.cells['aadObjectId'] !== '' && row.cells['email'] !== '') {
        owners.set(owners.entry(addressKey(row.cells)), entry + 1, 0);
      }
    },
    spokenBy(row) {
      const entry = groups.find(keyIn(row));
      if (groups.first(entry) !== row.line) return undefined;
      let bits = groups.second(entry);
      if (row.cells['aadObjectId'] === '') {
        const owner = owners.find(addressKey(row.cells));
        if (owner !== -1 && stays(groups.second(owners.first(owner) - 1))) return undefined;
      } else if (stays(bits)) {
        const byAddress = groups.find(addressKey(row.cells));
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
