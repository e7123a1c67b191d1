import { messageCard } from '../../cards/chat/message.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { bold, clean } from '../../cards/kit/text.ts';
import { eitherOf } from '../../cards/kit/format.ts';
import { readMembership, type MembershipIds } from '../../cards/kit/membership-input.ts';
import { teamListCard } from '../../cards/memberships/team-list.ts';
import { readNamed, TeamListPress, TeamShowPress, type Named } from '../../cards/memberships/team-press.ts';
import { teamMemberCard, type TeamAnswer } from '../../cards/memberships/team-member.ts';
import type { TeamTyped } from '../../cards/memberships/team-form.ts';
import type { Rights } from '../../domain/memberships/rights.ts';
import { rememberMembership } from '../../usecases/memberships/person-changes.ts';
import { showMember, showTeam } from '../../usecases/memberships/team/show-team.ts';
import type { TeamForbidden } from '../../usecases/memberships/team/read-team.ts';
import { adminNames } from '../../usecases/referrals/intake-view.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { asText, NONE, type Text } from '../../words/text.ts';
import { noAccess } from '../chat/no-access.ts';
import { cardAction, FORBIDDEN, INVALID, type Answer, type Command, type Speaking } from '../speaking.ts';
import { atMembership, type WhichMembership } from '../which-membership.ts';

export const whichTeam: WhichMembership = {
  dialog: 'team-which-membership',
  kind: 'team.kind',
  question: 'team.which',
  verb: 'team.list',
  what: 'team',
  async show(speaking, at) {
    const answer = await teamAnswer(speaking, at);
    return 'card' in answer ? answer.card : noAccess(speaking);
  },
};

/** `team`: who may do what in a membership. */
export const teamCommand: Command = {
  words: ['team'],
  about: 'team.about',
  group: 'standing',
  who: ['program-admin'],
  run: (speaking) => atMembership(whichTeam, speaking, (at) => notForYou(speaking, at)),
};

export const listTeamAction = cardAction({
  verb: 'team.list',
  who: 'team',
  data: ['partnerId', 'program', 'after'],
  inputs: ['membership'],
  schema: TeamListPress,
  changes: false,
  async run(speaking, { data }) {
    const at = readMembership(data);
    if (at === undefined) return INVALID;
    const answer = await teamAnswer(speaking, at, { after: data.after });
    if ('card' in answer) await rememberMembership(speaking.context, speaking.person, at);
    return answer;
  },
});

export const showMemberAction = cardAction({
  verb: 'team.show',
  who: 'team',
  data: ['partnerId', 'program', 'aadObjectId', 'email'],
  inputs: [],
  schema: TeamShowPress,
  changes: false,
  async run(speaking, { data }) {
    const named = readNamed(data);
    return named.ok ? memberAnswer(speaking, data, named.value) : INVALID;
  },
});

/** The team as it is now, with what has just happened. */
export async function teamAnswer(
  { context, actor, reader }: Speaking,
  at: MembershipIds,
  how: {
    readonly after?: string | undefined;
    readonly said?: Text;
    readonly typed?: TeamTyped | undefined;
  } = {},
): Promise<Answer> {
  const shown = await showTeam(context, actor, at, how.after);
  if (!shown.ok) return forbiddenTeam(shown.error);
  return { card: teamListCard(shown.value, reader, how) };
}

/** One person as they are now; the team with a note when they are of it no more. */
export async function memberAnswer(
  speaking: Speaking,
  at: MembershipIds,
  named: Named,
  how: { readonly answer?: TeamAnswer | undefined; readonly typed?: TeamTyped | undefined } = {},
): Promise<Answer> {
  const { context, actor, reader } = speaking;
  const found = await showMember(context, actor, at, named);
  if (!found.ok) return forbiddenTeam(found.error);
  const { shown, ...of } = found.value;
  if (shown === undefined) return teamAnswer(speaking, at, { said: say(reader, 'team.gone') });
  const isOwn = shown.member.personId === actor.personId;
  return { card: teamMemberCard({ ...of, shown }, reader, { ...how, isOwn }) };
}

/** The form that a press lost its roles from: that of the person whom it names, or for somebody new with whom was named. */
export async function grantFormAgain(
  speaking: Speaking,
  sent: MembershipIds & Pick<TeamTyped, 'aadObjectId' | 'email'>,
): Promise<Answer> {
  const named = readNamed(sent);
  const found = named.ok ? await showMember(speaking.context, speaking.actor, sent, named.value) : undefined;
  if (named.ok && found?.ok === true && found.value.shown !== undefined) {
    return memberAnswer(speaking, sent, named.value, { answer: 'not-saved' });
  }
  const { aadObjectId, email } = sent;
  const wrong = named.ok ? ({ field: 'role', error: 'nothing' } as const) : named.error;
  return teamAnswer(speaking, sent, { typed: { aadObjectId, email, wrong } });
}

/** A refusal names who could only to somebody with a role there; to everybody else it is as if nothing were there. */
export function forbiddenTeam({ admins }: TeamForbidden): Answer {
  if (admins === undefined) return FORBIDDEN;
  const names = admins.map((name) => clean(name));
  return { refused: 'forbidden', message: (reader) => onlyAdmins(names, reader) };
}

/** @param names in bold for a card, or as they are for a refusal */
function onlyAdmins(names: readonly Text[], reader: Reads): Text {
  const rule = say(reader, 'team.only-admins');
  if (names.length === 0) return rule;
  const ask = say(reader, 'referrals.pause.ask-admin', { names: eitherOf(names, reader) });
  return asText(`${rule} ${ask}`);
}

/** For somebody with a role that does not reach: whom to ask. */
async function notForYou(speaking: Speaking, [first]: readonly Rights[]): Promise<AdaptiveCard> {
  const { context, reader } = speaking;
  if (first === undefined) return noAccess(speaking);
  const names = await adminNames(context.documents, first, reader.now);
  return messageCard(
    {
      kind: say(reader, 'team.kind'),
      whose: first.location.name,
      subject: say(reader, 'team.only-admins-subject'),
      lines: [onlyAdmins(names.map(bold), reader), NONE],
      buttons: [
        {
          title: say(reader, 'rights.button'),
          verb: 'rights.show',
          data: { partnerId: first.location.partnerId },
        },
      ],
    },
    reader,
  );
}
