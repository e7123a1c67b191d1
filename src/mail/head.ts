/** A line of a mail's head. */
export interface HeadLine {
  /** Lower case, without blanks around it. */
  readonly name: string;
  /** Unfolded, as written otherwise. */
  readonly value: string;
}

/** Real heads have some dozens of lines, and some kilobytes. */
const MAX_BYTES = 65_536;
const MAX_LINES = 1_000;

/** Control characters, and lines that begin with a blank of another kind or have nothing else. */
const AMBIGUOUS = /(?!\t)\p{Cc}|^[^\S \t]|^[ \t]+$/u;

/** Where the head of a message ends: just behind the last line before the first empty one. */
export function endOfHead(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) {
    const next = bytes[at + 1] === 0x0d ? at + 2 : at + 1;
    if (bytes[next] === 0x0a) return at + 1;
  }
  return bytes.length;
}

/**
 * The lines of a mail's head as everybody reads them.
 *
 * @returns undefined for what one reader may read otherwise than another (see {@link AMBIGUOUS}), and for more than any
 *   mail has
 */
export function readHead(raw: Uint8Array): readonly HeadLine[] | undefined {
  const end = endOfHead(raw);
  if (end > MAX_BYTES) return undefined;
  const text = Buffer.from(raw.subarray(0, end)).toString('latin1');
  const rows = text.split(/\r?\n/);
  if (rows.length > MAX_LINES || rows[0] === '' || rows.some((row) => AMBIGUOUS.test(row))) return undefined;
  const lines: { name: string; value: string }[] = [];
  for (const row of rows) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(row) && last !== undefined) last.value += row;
    else if (row !== '') {
      const colon = row.indexOf(':');
      const [name, value] = colon < 0 ? [row, ''] : [row.slice(0, colon), row.slice(colon + 1)];
      lines.push({ name: name.trim().toLowerCase(), value });
    }
  }
  return lines.map(({ name, value }) => ({ name, value: value.trim() }));
}

export function valuesOf(head: readonly HeadLine[], name: string): readonly string[] {
  return head.filter((line) => line.name === name).map(({ value }) => value);
}
