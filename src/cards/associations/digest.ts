import { number, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, counted, listed } from '../kit/text.ts';

/** One change in a digest. */
export interface DigestLine {
  readonly what: 'gained' | 'lost' | 'moved' | 'open';
  /** Markdown of ours, names in it escaped: "**Tailspin Toys** · Azure, since 24 Nov". */
  readonly text: string;
}

interface DigestData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly groups: readonly {
    readonly title: string;
    readonly color: StateColor;
    readonly lines: readonly string[];
  }[];
  readonly more: string;
  readonly next: string;
}

const GROUPS: readonly {
  readonly what: DigestLine['what'];
  readonly title: string;
  readonly few: string;
  readonly color: StateColor;
}[] = [
  { what: 'lost', title: 'You are no longer partner of record', few: 'lost', color: 'Attention' },
  { what: 'gained', title: 'You have been added', few: 'gained', color: 'Good' },
  { what: 'moved', title: 'Moved between your locations', few: 'moved', color: 'Default' },
  {
    what: 'open',
    title: 'New subscriptions without a partner of record',
    few: 'to ask for',
    color: 'Accent',
  },
];

const render = cardTemplate<DigestData>('dpor-digest');

/**
 * A burst of DPOR changes in one card.
 *
 * @param lines at least one
 * @param more how many are not listed
 */
export function digestCard(lines: readonly DigestLine[], more: number, reader: Reader): AdaptiveCard {
  const total = lines.length + more;
  const groups = GROUPS.map((group) => ({
    ...group,
    lines: lines.filter(({ what }) => what === group.what).map(({ text }) => text),
  })).filter((group) => group.lines.length > 0);
  const parts = groups.map((group) => `${number(group.lines.length, reader)} ${group.few}`);
  const subject = counted(total, number(total, reader), 'change');
  return render({
    fallbackText: clean(`Digital Partner of Record: ${subject} (${listed(parts)})`),
    head: head('Partner of record', '', subject, 'DPOR'),
    groups: groups.map(({ title, color, lines: told }) => ({ title, color, lines: told })),
    more: more > 0 ? `and ${counted(more, number(more, reader), 'more change')}.` : '',
    next: 'Say **associations** for each subscription and its history. In **settings** you choose whether many changes become one card, or none at all.',
  });
}
