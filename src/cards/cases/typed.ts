/** What was typed into an input, as it is given back: with its lines, without what no input takes, cut at its limit. */
export function asTyped(text: string, most: number): string {
  return text
    .slice(0, most)
    .replaceAll(/[^\P{Cc}\r\n]/gu, '')
    .toWellFormed();
}
