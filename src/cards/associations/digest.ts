import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { listOf, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';

/** One change in a digest. */
export interface DigestLine {
  readonly what: 'gained' | 'lost' | 'moved' | 'open';
  /** Markdown of ours, names in it escaped: "**Tailspin Toys** · Azure, since 24 Nov". */
  readonly text: Text;
}

interface DigestData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly groups: readonly {
    readonly title: Text;
    readonly color: StateColor;
    readonly lines: readonly Text[];
  }[];
  readonly more: Text;
}

const GROUPS: readonly { readonly what: DigestLine['what']; readonly color: StateColor }[] = [
  { what: 'lost', color: 'Attention' },
  { what: 'gained', color: 'Good' },
  { what: 'moved', color: 'Default' },
  { what: 'open', color: 'Accent' },
];

const render = cardTemplate<DigestData>('dpor-digest');

/**
 * A burst of DPOR changes in one card.
 *
 * @param lines at least one
 * @param more how many are not listed
 */
export function digestCard(lines: readonly DigestLine[], more: number, reader: Reader): AdaptiveCard {
  const count = lines.length + more;
  const groups = GROUPS.map((group) => ({
    ...group,
    lines: lines.filter(({ what }) => what === group.what).map(({ text }) => text),
  })).filter((group) => group.lines.length > 0);
  const parts = listOf(
    groups.map((group) => say(reader, `dpor.digest.few.${group.what}`, { count: group.lines.length })),
    reader,
  );
  return render(
    {
      fallbackText: say(reader, 'dpor.digest.fallback', { count, parts }),
      head: head(
        say(reader, 'dpor.digest.kind'),
        '',
        say(reader, 'dpor.digest.count', { count }),
        say(reader, 'dpor.digest.state'),
      ),
      groups: groups.map(({ what, color, lines: told }) => ({
        title: say(reader, `dpor.digest.group.${what}`),
        color,
        lines: told,
      })),
      more: more > 0 ? say(reader, 'dpor.digest.more', { count: more }) : NONE,
    },
    reader,
  );
}
