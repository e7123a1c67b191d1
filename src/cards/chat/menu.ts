import type { Capacity } from '../../domain/memberships/capacity.ts';
import type { Reads } from '../../words/language.ts';
import { say, type PlainKey } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { sentences } from '../kit/sentences.ts';

/** Headings of `help`, in their order. */
export const HELP_GROUPS = ['standing', 'referrals', 'claims', 'staff', 'yourself'] as const;
export type HelpGroup = (typeof HELP_GROUPS)[number];

/** A command as a menu lists it. */
export interface Listed {
  readonly word: string;
  readonly about: PlainKey;
  readonly group: HelpGroup;
}

/** What one reader may do. */
export interface Menu {
  /** Empty for somebody who may do nothing. */
  readonly capacities: ReadonlySet<Capacity>;
  readonly words: readonly Listed[];
}

/** What Porter is for, to whoever reads it. */
export function purposeOf({ capacities }: Menu, reader: Reads): Text {
  if (capacities.has('role')) return say(reader, 'chat.purpose.role');
  return say(reader, capacities.has('operator') ? 'chat.purpose.operator' : 'chat.purpose.everybody');
}

/** Who gives rights, to whoever could have more of them; `''` for who has all. Nobody is named: that takes a role there. */
export function whoGivesRights({ capacities }: Menu, reader: Reads): Text {
  if (capacities.size === 0) {
    return sentences(reader, say(reader, 'chat.no-role.line'), say(reader, 'chat.no-role.who-gives'));
  }
  const hasAll = capacities.has('program-admin') && capacities.has('incentive-role');
  return hasAll || !capacities.has('role') ? NONE : say(reader, 'chat.rights.further');
}
