import { askToBuildAssociations } from './associations/build.ts';
import { askToPickUpMails } from './associations/pick-up-mails.ts';
import { askToBuildCases } from './cases/build.ts';
import { askToBuildClaims } from './claims/adoption/ask.ts';
import { askToMoveClaimStandings } from './claims/adoption/move-standings.ts';
import type { Context } from './context.ts';
import { askToPickUpEvents } from './events/pick-up.ts';
import { askToWatchExpiries } from './portfolio/build.ts';
import { askToMoveDirectory } from './referrals/move-directory.ts';
import { askToMoveStandings } from './referrals/move-standings.ts';
import { askToPickUpRenewals } from './renewals/pick-up.ts';

/**
 * Asks, each once a database, that jobs take up what earlier releases left in another form or another place. Called at every
 * start; until a job is done, both forms are served.
 */
export async function askToTakeUp(context: Context): Promise<void> {
  await askToPickUpMails(context);
  await askToPickUpEvents(context);
  await askToPickUpRenewals(context);
  await askToBuildAssociations(context);
  await askToWatchExpiries(context);
  await askToBuildClaims(context);
  await askToBuildCases(context);
  await askToMoveStandings(context);
  await askToMoveDirectory(context);
  await askToMoveClaimStandings(context);
}
