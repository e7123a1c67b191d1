/** A Markdown file taken apart: what its front matter says, and the text below. */
export interface FrontMatter {
  readonly matter: ReadonlyMap<string, string>;
  readonly text: string;
}

/** @returns undefined for a file that does not begin with front matter between lines of `---` */
export function readFrontMatter(file: string): FrontMatter | undefined {
  const lines = file.split(/\r\n|\r|\n/);
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end === -1) return undefined;
  const matter = new Map<string, string>();
  for (const line of lines.slice(1, end)) {
    const [, key = '', value = ''] = /^([A-Za-z]+):\s*(.*?)\s*$/.exec(line) ?? [];
    matter.set(key, unquoted(value));
  }
  const text = lines
    .slice(end + 1)
    .join('\n')
    .trim();
  return { matter, text };
}

function unquoted(value: string): string {
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
}
