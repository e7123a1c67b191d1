import type { MemberRoles } from '../../domain/memberships/team.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Program } from '../../domain/shared/catalogue.ts';
import { say } from '../../words/say.ts';
import { NONE } from '../../words/text.ts';
import { messageCard } from '../chat/message.ts';
import type { Reader } from '../kit/format.ts';
import { somebody } from '../kit/labels.ts';
import { membershipTitle } from '../kit/membership-input.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold, plain } from '../kit/text.ts';
import { incentiveRoleName, roleName } from './role-names.ts';

/** What a program admin has made of somebody's roles. */
export interface TeamChangeShown {
  readonly location: Location;
  readonly program: Program;
  readonly before: MemberRoles;
  readonly now: MemberRoles;
  /** Who did it; `''` for somebody who has left. */
  readonly by: string;
}

/** Tells somebody what they may do in a membership from now on, and who says so. */
export function teamChangeCard(change: TeamChangeShown, reader: Reader): AdaptiveCard {
  const { location, program, now, before } = change;
  const what = hasNone(now) ? 'ended' : hasNone(before) ? 'given' : 'changed';
  const name = change.by === '' ? somebody(reader) : bold(change.by);
  return messageCard(
    {
      kind: say(reader, 'team.kind'),
      whose: location.name,
      subject: say(reader, `team.notice.${what}.subject`),
      lines: [say(reader, `team.notice.${what}.line`, { name })],
      facts: [
        {
          title: say(reader, 'team.fact.membership'),
          value: plain(membershipTitle({ location, program }, reader)),
        },
        { title: say(reader, 'team.fact.role'), value: roleName(now.role, reader) },
        {
          title: say(reader, 'team.fact.incentive-role'),
          value: incentiveRoleName(now.incentiveRole, reader),
        },
      ],
      small: change.by === '' ? NONE : say(reader, 'team.notice.small', { name }),
      buttons: hasNone(now)
        ? []
        : [
            {
              title: say(reader, 'rights.button'),
              verb: 'rights.show',
              data: { partnerId: location.partnerId },
            },
          ],
    },
    reader,
  );
}

function hasNone({ role, incentiveRole }: MemberRoles): boolean {
  return role === null && incentiveRole === null;
}
