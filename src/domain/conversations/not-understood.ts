/** Longer texts are stories, of which the beginning tells enough. */
const MAX_KEPT = 200;

/** What stands for something that could say who wrote, or of whom. */
const BLANK = '…';
const ADDRESS = /\S+@\S+/gu;
const GUID = /[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}/giu;
const LINK = /\bhttps?:\/\/\S+/giu;
const DIGITS = /\p{N}[\p{N}\s().+-]*\p{N}|\p{N}/gu;

/** A text as it is kept for those who look after the words: without addresses, links, ids and numbers, on one line. */
export function withoutNames(text: string): string {
  return [LINK, ADDRESS, GUID, DIGITS]
    .reduce((blanked, found) => blanked.replace(found, BLANK), text.slice(0, 2_000).toWellFormed())
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, MAX_KEPT);
}
