import { date, dateTime, type Reader } from '../kit/format.ts';
import { SOMEBODY } from '../kit/labels.ts';
import { bold, plain } from '../kit/text.ts';

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
export function historyLine(entry: HistoryEntry, reader: Reader): { what: string; when: string } {
  return { what: whatOf(entry, reader), when: dateTime(entry.at, reader) };
}

function whatOf({ action, who, detail }: HistoryEntry, reader: Reader): string {
  const name = bold(who) || SOMEBODY;
  switch (action) {
    case 'referral.offer':
      return 'Offered to your location.';
    case 'referral.accept':
      return `${name} accepted.`;
    case 'referral.decline':
      return `${name} declined.`;
    case 'referral.handback':
      return `${name} handed it back.`;
    case 'referral.time-out':
      return 'Nobody answered in time.';
    case 'referral.withdraw':
      return 'The referral was withdrawn.';
    case 'referral.reassign':
      return 'The operators gave it to another partner.';
    case 'referral.assign':
      return `${name} handed it over to ${bold(detail) || 'a colleague'}.`;
    case 'referral.note':
      return detail === ''
        ? `${name} wrote a note.`
        : `${name} set the follow-up to ${date(new Date(`${detail}T12:00:00Z`), { ...reader, timeZone: 'UTC' })}.`;
    case 'referral.outcome':
      return `${name} set the outcome to ${plain(detail)}.`;
    default:
      return `${name}: ${plain(action)}.`;
  }
}
