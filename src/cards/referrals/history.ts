import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { dateTime, type Reader } from '../kit/format.ts';
import { somebody } from '../kit/labels.ts';
import { bold, plain } from '../kit/text.ts';
import { weekday } from './offer-text.ts';

/** One thing that happened to an offer, for the eyes of the location that has it. */
export interface HistoryEntry {
  readonly at: Date;
  readonly action: string;
  /** Who did it; empty where no person did. */
  readonly who: string;
  /** To whom it was handed over, a follow-up day, what came of it; empty for the rest. */
  readonly detail: string;
}

/** What happened in words, and when. */
export function historyLine(entry: HistoryEntry, reader: Reader): { what: Text; when: Text } {
  return { what: whatOf(entry, reader), when: dateTime(entry.at, reader) };
}

function whatOf({ action, who, detail }: HistoryEntry, reader: Reader): Text {
  const name = bold(who) || somebody(reader);
  switch (action) {
    case 'referral.offer':
      return say(reader, 'referrals.history.offered');
    case 'referral.accept':
      return say(reader, 'referrals.history.accepted', { name });
    case 'referral.decline':
      return say(reader, 'referrals.history.declined', { name });
    case 'referral.handback':
      return say(reader, 'referrals.history.handed-back', { name });
    case 'referral.time-out':
      return say(reader, 'referrals.history.timed-out');
    case 'referral.withdraw':
      return say(reader, 'referrals.history.withdrawn');
    case 'referral.reassign':
      return say(reader, 'referrals.history.reassigned');
    case 'referral.assign':
      return detail === ''
        ? say(reader, 'referrals.history.handed-over-somebody', { name })
        : say(reader, 'referrals.history.handed-over', { name, colleague: bold(detail) });
    case 'referral.note':
      return detail === ''
        ? say(reader, 'referrals.history.note', { name })
        : say(reader, 'referrals.history.follow-up', { name, day: weekday(detail, reader) });
    case 'referral.outcome':
      return say(reader, detail === 'won' ? 'referrals.history.won' : 'referrals.history.lost', { name });
    default:
      return say(reader, 'referrals.history.other', { name, action: plain(action) });
  }
}
