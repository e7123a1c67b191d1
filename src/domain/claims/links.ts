import { ok, refuse, type Result } from '../shared/result.ts';

/** At once; a claim may get more later. */
export const MAX_LINKS = 20;
const MAX_LINK = 2_000;

export type LinksRefused =
  | { readonly code: 'too-many-links' }
  /** The line, from 1, that is no https address. */
  | { readonly code: 'not-a-link'; readonly line: number };

/**
 * Links to proof of execution, one a line: https only, since those who review open them, and without a user name in front,
 * which makes one host look like another.
 *
 * @returns each once, as a browser writes it
 */
export function readLinks(text: string): Result<readonly string[], LinksRefused> {
  const lines = text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length > MAX_LINKS) return refuse({ code: 'too-many-links' });
  const wrong = lines.findIndex((line) => !isLink(line));
  if (wrong >= 0) return refuse({ code: 'not-a-link', line: wrong + 1 });
  return ok([...new Set(lines.map((line) => new URL(line).href))]);
}

function isLink(line: string): boolean {
  if (line.length > MAX_LINK || /\s/.test(line) || !URL.canParse(line)) return false;
  const { protocol, username, password, hostname } = new URL(line);
  return protocol === 'https:' && username === '' && password === '' && hostname.includes('.');
}

/** The name of the file that a link leads to, as its path has it: "adoption report.pdf"; `''` where the path ends in none. */
export function fileNameIn(link: string): string {
  if (!URL.canParse(link)) return '';
  const last = decoded(new URL(link).pathname.split('/').at(-1) ?? '');
  return /[^.]\.[a-z0-9]{1,5}$/i.test(last) ? last : '';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
