import { todayCard } from '../cards/today/today.ts';
import { asks } from '../domain/today/waiting.ts';
import type { todayNotices } from '../domain/today/notices.ts';
import { showToday } from '../usecases/today/show.ts';
import type { MakersOf } from './maker.ts';

export const todayNoticeMakers: MakersOf<typeof todayNotices> = {
  /** A message that is there already goes on saying how things are, also when nothing waits any more. */
  async 'today-week'({ context, notice, person, reader }) {
    const today = await showToday(context, person);
    if (!today.ok) return undefined;
    const isTold = notice.activityId !== null;
    return isTold || today.value.waiting.some(asks)
      ? todayCard(today.value, person.name, reader, 'week')
      : undefined;
  },
};
