import { say } from '../../words/say.ts';
import { asText, NONE, type Text } from '../../words/text.ts';
import type { ActionData } from '../kit/action.ts';
import { dotted } from '../kit/dotted.ts';
import { date, dateTime, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { somebody } from '../kit/labels.ts';
import { membershipTitle } from '../kit/membership-input.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, plain } from '../kit/text.ts';
import { incentiveRoleName, NO_ROLE, roleName } from './role-names.ts';
import { teamForm, type TeamForm, type TeamTyped } from './team-form.ts';
import { calledName, memberIds, type MemberShown, type TeamShown } from './team-shown.ts';

interface TeamMemberData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly lines: readonly Text[];
  readonly facts: readonly { readonly title: Text; readonly value: Text }[];
  readonly form: TeamForm;
  /** What deactivating means; `''`: there is nothing to take away. */
  readonly deactivates: Text;
  readonly grant: ActionData;
  readonly grantSubmit: ActionData;
  readonly revokeSubmit: ActionData;
  readonly partnerId: string;
  readonly program: string;
}

/** One person of a membership's team. */
export interface TeamMemberShown extends Pick<TeamShown, 'rights' | 'program'> {
  readonly shown: MemberShown;
  /** Who changed it last; `''` for somebody who has left. */
  readonly changedBy: string;
}

/** How the card came about; absent: it was opened. */
export type TeamAnswer = 'added' | 'saved' | 'unchanged' | 'not-saved';

const COLORS: { readonly [answer in TeamAnswer]: StateColor } = {
  added: 'Good',
  saved: 'Good',
  unchanged: 'Default',
  'not-saved': 'Attention',
};

const render = cardTemplate<TeamMemberData>('team-member');

/**
 * What one person holds in a membership, as a form to change it.
 *
 * @param isOwn the reader themself: nobody tells them what they do
 * @param typed what was chosen and cannot be
 */
export function teamMemberCard(
  of: TeamMemberShown,
  reader: Reader,
  {
    answer,
    isOwn = false,
    typed,
  }: {
    readonly answer?: TeamAnswer | undefined;
    readonly isOwn?: boolean;
    readonly typed?: TeamTyped | undefined;
  } = {},
): AdaptiveCard {
  const { rights, program, shown } = of;
  const { role, incentiveRole } = shown.member;
  const name = calledName(shown, reader);
  const membership = membershipTitle({ location: rights.location, program }, reader);
  const ids = memberIds(of, shown.member);
  const held = { role: role ?? NO_ROLE, incentiveRole: incentiveRole ?? NO_ROLE };
  const state = answer === undefined ? NONE : say(reader, `team.state.${answer}`);
  return render(
    {
      fallbackText: asText(dotted(name, roleName(role, reader), membership)),
      head: head(
        say(reader, 'team.kind'),
        membership,
        name,
        state,
        answer === undefined ? 'Default' : COLORS[answer],
      ),
      lines: linesOf(shown, answer, isOwn, reader),
      facts: factsOf(of, reader),
      form: teamForm({ ...held, ...typed }, reader),
      deactivates:
        role === null && incentiveRole === null
          ? NONE
          : say(reader, 'team.deactivate-ask', { name: bold(name) }),
      grant: ids,
      grantSubmit: { ...ids, verb: 'team.grant' },
      revokeSubmit: { ...ids, verb: 'team.revoke' },
      partnerId: rights.location.partnerId,
      program,
    },
    reader,
  );
}

/** What follows of what was just done, and what a payment contact should know. */
function linesOf(shown: MemberShown, answer: TeamAnswer | undefined, isOwn: boolean, reader: Reader): Text[] {
  const { member } = shown;
  const name = bold(calledName(shown, reader));
  const isDone = answer === 'added' || answer === 'saved';
  const told = member.aadObjectId === null ? 'invited' : 'told';
  const mayNotSee = member.pocs.includes('payment') && (member.role ?? 'program-member') === 'program-member';
  return [
    ...(isDone && !isOwn ? [say(reader, `team.${told}`, { name })] : []),
    ...(mayNotSee ? [say(reader, 'team.payment')] : []),
  ];
}

function factsOf({ shown, changedBy }: TeamMemberShown, reader: Reader): TeamMemberData['facts'] {
  const { member, reach } = shown;
  const { role, incentiveRole, pocs, changed } = member;
  const contact = dotted(...pocs.map((poc) => say(reader, `team.poc.${poc}`)));
  const inTeams =
    reach.is === 'unreachable'
      ? say(reader, 'team.reach.unreachable-since', { day: date(reach.since, reader) })
      : say(reader, `team.reach.${reach.is}`);
  const facts = [
    {
      title: say(reader, 'team.fact.role'),
      value: dotted(roleName(role, reader), incentiveRoleName(incentiveRole, reader)),
    },
    { title: say(reader, 'team.fact.contact'), value: contact },
    { title: say(reader, 'team.fact.email'), value: plain(member.email) },
    { title: say(reader, 'team.fact.teams'), value: inTeams },
    {
      title: say(reader, 'team.fact.changed'),
      value:
        changed === undefined
          ? NONE
          : say(reader, 'team.last-changed', {
              when: dateTime(changed.at, reader),
              name: changedBy === '' ? somebody(reader) : plain(changedBy),
            }),
    },
  ];
  return facts.filter(({ value }) => value !== '');
}
