import { defineNotice } from '../notices/define-notice.ts';
import { Day } from '../shared/time.ts';

const TodayWeekNotice = defineNotice({
  kind: 'today-week',
  about: 'what waits for a person, on the morning of that Monday; only if something does',
  subject: { week: Day },
  key: ({ week }) => [week],
  topic: 'weekly',
  word: 'today',
});

export const todayNotices = [TodayWeekNotice] as const;
