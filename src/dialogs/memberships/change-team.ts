import { bold } from '../../cards/kit/text.ts';
import { calledName } from '../../cards/memberships/team-shown.ts';
import {
  readNamed,
  readRoles,
  TeamGrantPress,
  TeamRevokePress,
  type Named,
} from '../../cards/memberships/team-press.ts';
import type { MembershipIds } from '../../cards/kit/membership-input.ts';
import type { TeamTyped } from '../../cards/memberships/team-form.ts';
import { changeTeam, type TeamOutcome } from '../../usecases/memberships/team/change-team.ts';
import { showMember } from '../../usecases/memberships/team/show-team.ts';
import { say } from '../../words/say.ts';
import { cardAction, INVALID, type Answer, type Speaking } from '../speaking.ts';
import { forbiddenTeam, memberAnswer, teamAnswer } from './team.ts';

/** Adds somebody, or changes what they hold; each press is answered with the person as they then are. */
export const grantAction = cardAction({
  verb: 'team.grant',
  who: 'team',
  data: ['partnerId', 'program'],
  inputs: ['aadObjectId', 'email', 'role', 'incentiveRole'],
  schema: TeamGrantPress,
  changes: true,
  async run(speaking, { data }) {
    const { context, actor, opId } = speaking;
    const named = readNamed(data);
    if (!named.ok) return teamAnswer(speaking, data, { typed: { ...data, wrong: named.error } });
    const before = await showMember(context, actor, data, named.value);
    if (!before.ok) return forbiddenTeam(before.error);
    const isNew = before.value.shown === undefined;
    const roles = readRoles(data);
    const asked = { verb: 'team.grant', at: data, who: named.value, roles } as const;
    const changed = await changeTeam(context, actor, asked, opId);
    if (!changed.ok) return forbiddenTeam(changed.error);
    return grantAnswer(speaking, data, named.value, changed.value, data, isNew);
  },
});

function grantAnswer(
  speaking: Speaking,
  at: MembershipIds,
  named: Named,
  outcome: TeamOutcome,
  typed: TeamTyped,
  isNew: boolean,
): Promise<Answer> {
  switch (outcome) {
    case 'done':
      return memberAnswer(speaking, at, named, { answer: isNew ? 'added' : 'saved' });
    case 'stale':
      return memberAnswer(speaking, at, named, { answer: 'unchanged' });
    case 'nothing-given':
      return teamAnswer(speaking, at, { typed: { ...typed, wrong: { field: 'role', error: 'nothing' } } });
    case 'last-admin': {
      const { role, incentiveRole } = typed;
      const wrong = { field: 'role', error: outcome } as const;
      return memberAnswer(speaking, at, named, {
        answer: 'not-saved',
        typed: { role, incentiveRole, wrong },
      });
    }
  }
}

/** Takes everything of a membership from somebody; answered with the team, or with why the person stays. */
export const revokeAction = cardAction({
  verb: 'team.revoke',
  who: 'team',
  data: ['partnerId', 'program', 'aadObjectId', 'email'],
  inputs: [],
  schema: TeamRevokePress,
  changes: true,
  async run(speaking, { data }) {
    const { context, actor, opId, reader } = speaking;
    const named = readNamed(data);
    if (!named.ok) return INVALID;
    const before = await showMember(context, actor, data, named.value);
    if (!before.ok) return forbiddenTeam(before.error);
    const roles = { role: null, incentiveRole: null };
    const asked = { verb: 'team.revoke', at: data, who: named.value, roles } as const;
    const changed = await changeTeam(context, actor, asked, opId);
    if (!changed.ok) return forbiddenTeam(changed.error);
    if (changed.value === 'last-admin') {
      const wrong = { field: 'role', error: 'last-admin' } as const;
      return memberAnswer(speaking, data, named.value, { answer: 'not-saved', typed: { wrong } });
    }
    const { shown } = before.value;
    const said =
      shown === undefined
        ? say(reader, 'team.gone')
        : say(reader, 'team.deactivated', { name: bold(calledName(shown, reader)) });
    return teamAnswer(speaking, data, { said });
  },
});
