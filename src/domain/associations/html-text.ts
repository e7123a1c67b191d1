/** Elements whose content nobody reads. */
const UNREAD = /^(?:script|style|head|title|template|noscript|svg|object|iframe|select)$/;
/** Elements that begin a line of their own. */
const BLOCK =
  /^(?:address|article|blockquote|br|center|dd|div|dl|dt|footer|form|h[1-6]|header|hr|li|ol|p|pre|section|table|tbody|tr|ul)$/;

/** Names of the code points 160 to 255, in order. Source: HTML 4.01, section 24.2. */
const LATIN1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';
const NAMED = new Map<string, string>([
  ...[...LATIN1.split(' ').entries()].map(([at, name]): [string, string] => [
    name,
    String.fromCodePoint(160 + at),
  ]),
  ...Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: '\u2019',
    ndash: '\u2013',
    mdash: '\u2014',
    lsquo: '\u2018',
    rsquo: '\u2019',
    ldquo: '\u201c',
    rdquo: '\u201d',
    hellip: '\u2026',
    bull: '\u2022',
    trade: '\u2122',
    euro: '\u20ac',
  }),
]);

/**
 * What a person would read of a mail's HTML, as lines: nothing is loaded, run or followed, and links keep their words only.
 * One pass over the text, so that a hostile one costs no more than its length.
 */
export function htmlText(html: string): string {
  let text = '';
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) return text + decoded(html.slice(at));
    text += decoded(html.slice(at, open));
    if (html.startsWith('<!--', open)) {
      at = after(html, '-->', open + 4);
      continue;
    }
    const close = html.indexOf('>', open);
    if (close < 0) return text;
    const [, slash = '', name = ''] = /^<(\/?)([a-z][a-z0-9]*)/i.exec(html.slice(open, open + 20)) ?? [];
    const element = name.toLowerCase();
    at = close + 1;
    if (BLOCK.test(element)) text += '\n';
    else if (element === 'td' || element === 'th') text += ' ';
    if (slash === '' && UNREAD.test(element)) at = endOf(html, element, at);
  }
  return text;
}

/** Just behind the element's end; at the end of the text when it has none. */
function endOf(html: string, element: string, from: number): number {
  const end = new RegExp(`</${element}\\b`, 'gi');
  end.lastIndex = from;
  const found = end.exec(html);
  return found === null ? html.length : after(html, '>', found.index);
}

function after(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found < 0 ? text.length : found + end.length;
}

/** Character references as the characters they stand for, runs of plain blanks as one. */
export function decoded(text: string): string {
  return text
    .replaceAll(/[\t\r\n ]+/g, ' ')
    .replaceAll(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,7}));/gi,
      (whole: string, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return NAMED.get(name) ?? whole;
        const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
        return point > 0 && point <= 0x10_ff_ff ? String.fromCodePoint(point) : '\ufffd';
      },
    );
}
