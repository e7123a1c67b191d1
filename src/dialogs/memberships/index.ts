import type { InChat } from '../in-chat.ts';
import { whichMembershipDialogs } from '../which-membership.ts';
import { grantAction, revokeAction } from './change-team.ts';
import { showRightsAction } from './rights.ts';
import { listTeamAction, showMemberAction, teamCommand, whichTeam } from './team.ts';

/** What can be told and asked of the team of a membership, and of one’s own rights. */
export const membershipsInChat: InChat = {
  commands: [teamCommand],
  presses: [listTeamAction, showMemberAction, grantAction, revokeAction, showRightsAction],
  dialogs: () => whichMembershipDialogs(whichTeam),
};
