import { certificatesEndCard, delegationEndsCard } from '../cards/portfolio/expiry.ts';
import { allLeftCard } from '../cards/portfolio/left.ts';
import type { portfolioNotices } from '../domain/portfolio/notices.ts';
import { accountFor } from '../usecases/scores/show.ts';
import { endingOn, isEnding } from '../usecases/portfolio/ending.ts';
import { atCustomer } from '../usecases/portfolio/guide.ts';
import { leftOf, withAnything } from '../usecases/portfolio/tell-left.ts';
import type { MakersOf } from './maker.ts';

export const portfolioNoticeMakers: MakersOf<typeof portfolioNotices> = {
  async 'delegation-ends'({ context, subject, person, reader }) {
    const found = await atCustomer(context, person, subject);
    if (!found.ok || !(await isEnding(context.documents, subject, reader.now))) return undefined;
    return delegationEndsCard({ ...subject, ...found.value }, reader);
  },
  async 'certificates-end'({ context: { documents }, subject, person, reader }) {
    const { globalId, expires } = subject;
    const [account, ending] = await Promise.all([
      accountFor(documents, person, globalId, reader.now),
      endingOn(documents, subject),
    ]);
    if (account === undefined || ending.length === 0) return undefined;
    return certificatesEndCard({ account, expires, ending }, reader);
  },
  async 'left-month'({ context, person, reader }) {
    const [first, ...others] = withAnything(await leftOf(context, person));
    return first === undefined ? undefined : allLeftCard([first, ...others], reader, 'month');
  },
};
