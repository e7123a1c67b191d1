import type { Contact } from '../../../domain/memberships/contact.ts';
import { may } from '../../../domain/memberships/policy.ts';
import type { Rights } from '../../../domain/memberships/rights.ts';
import type { Program } from '../../../domain/shared/catalogue.ts';
import type { PartnerId, PersonId } from '../../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../../domain/shared/result.ts';
import { readAll } from '../../imports/read-all.ts';
import { partitions } from '../../partitions.ts';
import type { Document, Documents } from '../../ports.ts';
import { ContactDocument } from '../documents.ts';
import { rightsAt } from '../rights.ts';

/** A location in one programme. */
export interface MembershipRef {
  readonly partnerId: PartnerId;
  readonly program: Program;
}

/** The roster of one membership, and the rights of whoever asked. */
export interface TeamRead {
  readonly rights: Rights;
  readonly entries: readonly Document<Contact>[];
}

/** `admins`: who could, for somebody with a role there; absent for everybody else, so that nothing can be probed. */
export interface TeamForbidden {
  readonly code: 'forbidden';
  readonly admins?: readonly string[];
}

const MAX_NAMES = 5;

/** A membership's roster, for its program admins. Three reads. */
export async function readTeam(
  documents: Documents,
  person: { readonly personId: PersonId },
  { partnerId, program }: MembershipRef,
  now: Date,
): Promise<Result<TeamRead, TeamForbidden>> {
  const rights = await rightsAt(documents, person, partnerId, now);
  if (rights === undefined) return refuse({ code: 'forbidden' });
  const entries = await readAll(documents, ContactDocument, partitions.partner(partnerId), [
    { field: 'program', is: '=', value: program },
  ]);
  if (may('team', rights, program)) return ok({ rights, entries });
  return refuse({ code: 'forbidden', admins: adminsAmong(entries.map(({ value }) => value)) });
}

function adminsAmong(contacts: readonly Contact[]): string[] {
  const names = contacts.filter(({ role, name }) => role === 'program-admin' && name !== '');
  return [...new Set(names.map(({ name }) => name))].toSorted().slice(0, MAX_NAMES);
}
