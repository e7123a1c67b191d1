import { z } from 'zod';
import type { Location } from '../../domain/referrals/location.ts';
import { Program } from '../../domain/shared/catalogue.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { nameOnButton } from './button-rows.ts';
import { clean } from './text.ts';

/** A membership as cards name it: a location in one programme. */
export interface MembershipNamed {
  readonly location: Pick<Location, 'name' | 'partnerId'>;
  readonly program: Program;
}

export type MembershipIds = { readonly partnerId: PartnerId; readonly program: Program };

/** How a press names a membership: by its two ids, or as it was chosen from a list of several. */
export const MEMBERSHIP_INPUTS = {
  partnerId: PartnerId.optional(),
  program: Program.optional(),
  membership: z.string().max(40).optional(),
};

const Chosen = z.tuple([PartnerId, Program]);

/** @returns undefined when no membership is named */
export function readMembership(data: {
  readonly partnerId?: PartnerId | undefined;
  readonly program?: Program | undefined;
  readonly membership?: string | undefined;
}): MembershipIds | undefined {
  const { partnerId, program, membership } = data;
  const chosen = Chosen.safeParse(membership?.split('/'));
  if (chosen.success) return { partnerId: chosen.data[0], program: chosen.data[1] };
  return partnerId === undefined || program === undefined ? undefined : { partnerId, program };
}

/** As one text, for a list to choose from. */
export function membershipValue({ location, program }: MembershipNamed): string {
  return `${location.partnerId}/${program}`;
}

/** "Contoso Corporation (US), FRP", as it fits on a button. Not Markdown. */
export function membershipTitle({ location, program }: MembershipNamed, reader: Reads): Text {
  const named = (name: Text) => say(reader, 'team.membership', { location: name, program: clean(program) });
  return named(nameOnButton(location.name, named(NONE)));
}
