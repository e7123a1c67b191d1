import { clean } from '../kit/text.ts';

/** What OneDrive takes in no name, and `#%&` that older links do not carry. */
const NOT_IN_NAMES = /["*:<>?/\\|#%&]+/g;

/**
 * The name of a file as OneDrive takes it. Source: Microsoft Support, "Restrictions and limitations in OneDrive and
 * SharePoint", 2026-10.
 *
 * @param title may hold what people typed; where nothing of it is left, the extension stands for it
 * @param extension without its dot
 */
export function fileName(title: string, extension: string): string {
  const name = clean(clean(title).replace(NOT_IN_NAMES, ' '), 80).replace(/^[\s.~$]+|[\s.…]+$/g, '');
  return `${name === '' ? extension : name}.${extension}`;
}
