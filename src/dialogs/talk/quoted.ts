import { noticeUnder } from '../../usecases/notices/under.ts';
import type { Speaking } from '../speaking.ts';

/** The offer whose card somebody quotes, of those that Porter has sent to them. */
export async function quotedOffer({ context, person, quotes }: Speaking) {
  const notice = quotes === undefined ? undefined : await noticeUnder(context, person, quotes);
  const subject = notice?.subject;
  if (subject === undefined || !('referralId' in subject) || !('part' in subject)) return undefined;
  return { referralId: subject.referralId, part: subject.part };
}
