import type { Rights } from '../../domain/memberships/rights.ts';
import type { Member } from '../../domain/memberships/team.ts';
import type { Program } from '../../domain/shared/catalogue.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import type { ActionData } from '../kit/action.ts';
import { clean } from '../kit/text.ts';

/** How far Porter has come with somebody in Teams, as the use case reads it. */
export type ReachShown =
  | { readonly is: 'heard' }
  | { readonly is: 'waiting' }
  | { readonly is: 'unreachable'; readonly since: Date };

export interface MemberShown {
  readonly member: Member;
  /** May be empty. */
  readonly name: string;
  readonly reach: ReachShown;
}

/** A page of the people of a membership. */
export interface TeamShown {
  readonly rights: Pick<Rights, 'location'>;
  readonly program: Program;
  readonly count: number;
  readonly page: readonly MemberShown[];
  readonly after: string | undefined;
}

/** By what a person is called: name, address, or that nobody knows yet. Not Markdown. */
export function calledName({ name, member }: MemberShown, reader: Reads): Text {
  const called = clean(name === '' ? member.email : name, 100);
  return called === '' ? say(reader, 'team.unnamed') : called;
}

/** What a button about a person sends. */
export function memberIds(
  { rights, program }: Pick<TeamShown, 'rights' | 'program'>,
  { aadObjectId, email }: Pick<Member, 'aadObjectId' | 'email'>,
): ActionData {
  const { partnerId } = rights.location;
  return { partnerId, program, ...(aadObjectId === null ? { email } : { aadObjectId }) };
}
