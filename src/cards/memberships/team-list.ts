import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import type { Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { BARE, tap, type ListRow } from '../kit/list-row.ts';
import { membershipTitle } from '../kit/membership-input.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { plain } from '../kit/text.ts';
import { heldNames } from './role-names.ts';
import { teamForm, type TeamForm, type TeamTyped } from './team-form.ts';
import { calledName, memberIds, type MemberShown, type TeamShown } from './team-shown.ts';

interface TeamListData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly lines: readonly Text[];
  readonly rows: readonly ListRow[];
  readonly small: Text;
  readonly form: TeamForm;
  readonly after: string;
  readonly partnerId: string;
  readonly program: string;
}

const render = cardTemplate<TeamListData>('team-list');

/**
 * Who is of a membership's team and what they hold, for its program admins; a tap on a person opens them.
 *
 * @param said what has just happened; `''`: nothing
 * @param typed what was typed into the form for somebody new, and is wrong
 */
export function teamListCard(
  shown: TeamShown,
  reader: Reader,
  { said = NONE, typed }: { readonly said?: Text; readonly typed?: TeamTyped | undefined } = {},
): AdaptiveCard {
  const { rights, program, page, count, after = '' } = shown;
  const { location } = rights;
  const people = say(reader, 'team.people', { count });
  const membership = membershipTitle({ location, program }, reader);
  const none = count === 0 ? say(reader, 'team.list.nobody') : NONE;
  return render(
    {
      fallbackText: say(reader, 'team.list.fallback', { membership, people }),
      head: head(say(reader, 'team.kind'), '', membership, people),
      lines: [said, none].filter((line) => line !== ''),
      rows: page.map((one) => rowOf(shown, one, reader)),
      small: count === 0 ? NONE : say(reader, 'team.list.small'),
      form: teamForm(typed, reader),
      after,
      partnerId: location.partnerId,
      program,
    },
    reader,
  );
}

function rowOf(shown: TeamShown, one: MemberShown, reader: Reader): ListRow {
  const { member, reach } = one;
  const name = calledName(one, reader);
  const held = heldNames(member, reader);
  const contacts = member.pocs.map((poc) => say(reader, `team.poc.${poc}`));
  return {
    ...BARE,
    ...tap('team.show', memberIds(shown, member)),
    subject: plain(name),
    about: dotted(...(held.length === 0 ? [say(reader, 'team.no-access')] : held), ...contacts),
    state: reach.is === 'heard' ? NONE : say(reader, `team.reach.${reach.is}`),
    color: reach.is === 'unreachable' ? 'Attention' : 'Accent',
    title: say(reader, 'team.opens', { name }),
  };
}
