import { unzipSync } from 'fflate';

/** What an import would ever read; a zip that says it holds more is not opened. */
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;
const MAX_ENTRIES = 1_000;

export interface Unpacked {
  /** By their path in the folder to import. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly problems: readonly string[];
}

/**
 * Dropped files as the folder that an import reads: a CSV file or a file that one names lies in it, a Markdown file in
 * `knowledge/`. A zip may hold them in a folder of its own. Whatever else is in a zip is left out.
 */
export function unpacked(
  dropped: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Unpacked {
  const files = new Map<string, Uint8Array>();
  const problems: string[] = [];
  for (const { name, bytes } of dropped) {
    if (!/\.zip$/i.test(name)) {
      put(files, name, bytes);
      continue;
    }
    try {
      const entries = Object.entries(entriesOf(bytes));
      const folder = commonFolder(entries.map(([path]) => path));
      for (const [path, content] of entries) put(files, path.slice(folder.length), content);
    } catch (error) {
      problems.push(`${name}: ${error instanceof TooLarge ? error.message : 'is no zip that can be read'}`);
    }
  }
  return { files, problems };
}

class TooLarge extends Error {}

function entriesOf(bytes: Uint8Array): { readonly [path: string]: Uint8Array } {
  let size = 0;
  let entries = 0;
  const sizes = new Map<string, number>();
  const found = unzipSync(bytes, {
    filter({ name, originalSize }) {
      size += originalSize;
      if (++entries > MAX_ENTRIES || size > MAX_UNPACKED_BYTES) {
        throw new TooLarge(
          `unpacks to more than ${MAX_UNPACKED_BYTES / 1024 / 1024} MB or ${MAX_ENTRIES} files`,
        );
      }
      sizes.set(name, originalSize);
      return !name.endsWith('/') && !isHidden(name);
    },
  });
  for (const [name, content] of Object.entries(found)) {
    if (content.length !== sizes.get(name)) throw new Error('an entry is not as long as it says');
  }
  return found;
}

/** What systems put beside files: `__MACOSX/`, `.DS_Store`. */
function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || part.startsWith('__'));
}

/** A folder that everything lies in, with its slash; `knowledge/` is a part of the import. */
function commonFolder(paths: readonly string[]): string {
  const [first = ''] = paths;
  const folder = first.slice(0, first.indexOf('/') + 1);
  if (folder === '' || folder === 'knowledge/') return '';
  return paths.every((path) => path.startsWith(folder)) ? folder : '';
}

function put(files: Map<string, Uint8Array>, path: string, bytes: Uint8Array): void {
  const parts = path.split('/').filter((part) => part !== '.' && part !== '');
  const isPlain = parts.every((part) => /^[^\\:*?"<>|]+$/.test(part) && part !== '..');
  if (!isPlain || parts.length === 0) return;
  const isEntry = /\.md$/i.test(path);
  if (isEntry) {
    const within = parts[0] === 'knowledge' ? parts.slice(1) : parts;
    if (within.length <= 2) files.set(['knowledge', ...within].join('/'), bytes);
  } else if (parts.length === 1) files.set(parts.join('/'), bytes);
}
