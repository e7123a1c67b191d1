import { buildAssociations } from './build.ts';
import { handleMail } from './handle-mail.ts';
import { moveMails } from './move-mails.ts';
import { pickUpMails } from './pick-up-mails.ts';
import { projectAssociation, renameAssociations } from './project.ts';
import { tellRenewal } from './renewal.ts';
import { confirmReport, projectReport } from './reports.ts';
import { takeMail } from './take-mail.ts';
import { tellDpor } from './tell-dpor.ts';
import { tellMails } from './tell-mails.ts';
import type { JobParts } from '../job-parts.ts';
import type { HandlersOf } from '../jobs.ts';
import type { associationJobs } from './jobs.ts';

/** Which use case each job of associations calls. */
export function associationJobHandlers({
  context,
  openMail,
  isAuthentic,
}: JobParts): HandlersOf<typeof associationJobs> {
  return {
    'dpor.tell-renewal': (task) => tellRenewal(context, task),
    'association.build': () => buildAssociations(context),
    'association.project': (task) => projectAssociation(context, task),
    'association.rename': (task) => renameAssociations(context, task),
    'mail.handle': (task, run) => handleMail(context, { openMail, isAuthentic }, task, run),
    'mail.take': (task) => takeMail(context, task),
    'dpor.report': (task) => projectReport(context, task),
    'dpor.confirmed': (task) => confirmReport(context, task),
    'mail.tell-operators': () => tellMails(context),
    'mail.pick-up': () => pickUpMails(context),
    'mail.move': () => moveMails(context),
    'dpor.tell': (task) => tellDpor(context, task),
  };
}
