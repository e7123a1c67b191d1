/** A letter to the customer, as plain text: nothing in it is Markdown. */
export interface Letter {
  /** The customer's address; `''` when none was given. */
  readonly to: string;
  readonly toName: string;
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

/** What mail clients and Teams take as a link without cutting it. */
const MAX_LINK = 1_900;

/** The letter's body: paragraphs apart, the lines of a list together. */
export function letterText({ paragraphs }: Pick<Letter, 'paragraphs'>): string {
  return paragraphs
    .map((line, index) => {
      if (index === 0) return line;
      return `${line.startsWith('- ') && paragraphs[index - 1]?.startsWith('- ') ? '\n' : '\n\n'}${line}`;
    })
    .join('');
}

/** The letter as a link that opens a mail program; `''` without an address. */
export function mailtoOf(letter: Letter): string {
  return letter.to === '' ? '' : draftLink(letter);
}

/**
 * The same for a letter whose reader knows the address, if it has none. One that is too long for a link leaves its last
 * paragraphs out, and at last all of them.
 */
export function draftLink(letter: Letter): string {
  const start = `mailto:${addressLink(letter.to)}?subject=${encodeURIComponent(wellFormed(letter.subject))}`;
  for (let kept = letter.paragraphs.length; kept > 0; kept--) {
    const body = letterText({ paragraphs: letter.paragraphs.slice(0, kept) });
    const link = `${start}&body=${encodeURIComponent(wellFormed(body).replaceAll('\n', '\r\n'))}`;
    if (link.length <= MAX_LINK) return link;
  }
  return start.length <= MAX_LINK ? start : '';
}

/** RFC 6068: all but the "@" in front of the domain is written in percents. */
function addressLink(address: string): string {
  const parts = wellFormed(address).split('@').map(encodeURIComponent);
  const domain = parts.pop() ?? '';
  return parts.length === 0 ? domain : `${parts.join('%40')}@${domain}`;
}

/** Half a surrogate pair cannot be encoded in a link. */
function wellFormed(text: string): string {
  return text.toWellFormed();
}
