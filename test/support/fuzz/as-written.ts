const DATE_FUNCTION = /\{\{(?:DATE|TIME)\(/i;
const LINK = /\]\(https:\/\/evil|<at>/i;

/** The texts of an answer that a client would read otherwise than they were written, at any depth. */
export function interpretedIn(json: string): string[] {
  if (!json.includes('{{') && !json.includes('](') && !json.includes('<at>')) return [];
  return interpreted(JSON.parse(json), '');
}

function interpreted(node: unknown, within: string): string[] {
  if (Array.isArray(node)) return node.flatMap((child) => interpreted(child, within));
  if (typeof node !== 'object' || node === null) return [];
  const fields = node as { [key: string]: unknown };
  const isMarkdown = fields['type'] === 'TextBlock' || within === 'facts';
  return Object.entries(fields).flatMap(([key, child]) => {
    if (typeof child !== 'string') return key === 'data' ? [] : interpreted(child, key);
    const isRead = key === 'text' || key === 'title' || (key === 'value' && within === 'facts');
    if (!isRead) return [];
    const wrong = DATE_FUNCTION.test(child) || (isMarkdown && LINK.test(child.replaceAll(/\\./g, '')));
    return wrong ? [`${key}: ${child.slice(0, 200)}`] : [];
  });
}
