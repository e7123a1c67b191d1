/** Neither control, invisible nor blank; the letters named are fillers that show nothing. */
const SEEN = /[^\p{Cc}\p{Cf}\p{Z}\u034f\u115f\u1160\u3164\uffa0]/u;

/** What somebody wrote, without the blanks around it; `''` for what shows nothing when it is read. */
export function written(text: string): string {
  return SEEN.test(text) ? text.trim() : '';
}
