import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import type { Choice } from '../kit/choice.ts';
import { clean } from '../kit/text.ts';
import { incentiveRoleChoices, NO_ROLE, roleChoices } from './role-names.ts';
import type { NamedError } from './team-press.ts';

/** A form as it comes back: what was typed, and what is wrong with it. */
export interface TeamTyped {
  readonly aadObjectId?: string | undefined;
  readonly email?: string | undefined;
  readonly role?: string | undefined;
  readonly incentiveRole?: string | undefined;
  readonly wrong?: NamedError | { readonly field: 'role'; readonly error: 'nothing' | 'last-admin' };
}

type Field = 'aadObjectId' | 'email' | 'role';

/** What `cards/pieces/team-form.json` and `team-roles.json` are filled with. */
export interface TeamForm {
  /** Shown in the card itself, not behind a button: it came back with an error. */
  readonly open: boolean;
  readonly aadObjectId: Text;
  readonly email: Text;
  readonly role: string;
  readonly roles: readonly Choice[];
  readonly incentiveRole: string;
  readonly incentiveRoles: readonly Choice[];
  readonly errors: { readonly [field in Field]: Text };
}

/** @param typed absent: a form to begin with, for somebody new */
export function teamForm(typed: TeamTyped | undefined, reader: Reads): TeamForm {
  const error = (field: Field) =>
    typed?.wrong?.field === field ? say(reader, `team.error.${typed.wrong.error}`) : NONE;
  return {
    open: typed?.wrong !== undefined,
    aadObjectId: clean(typed?.aadObjectId ?? '', 200),
    email: clean(typed?.email ?? '', 254),
    role: orElse(typed?.role, 'program-member'),
    roles: roleChoices(reader),
    incentiveRole: orElse(typed?.incentiveRole, NO_ROLE),
    incentiveRoles: incentiveRoleChoices(reader),
    errors: { aadObjectId: error('aadObjectId'), email: error('email'), role: error('role') },
  };
}

function orElse(chosen: string | undefined, first: string): string {
  return chosen === undefined || chosen === '' ? first : chosen;
}
