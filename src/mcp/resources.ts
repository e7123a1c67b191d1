import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import {
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  McpError,
  ReadResourceRequestSchema,
  type Resource,
} from '@modelcontextprotocol/sdk/types.js';
import { entriesFor } from '../dialogs/knowledge/lookup.ts';
import type { Speaking } from '../dialogs/speaking.ts';
import type { ReadEntry } from '../domain/knowledge/entry.ts';
import { forbidden, invalid } from './refusals.ts';

/** Source: MCP 2025-11-25, "Resources", error handling. */
const NOT_FOUND = -32_002;
const PREFIX = 'porter://knowledge/';
const MARKDOWN = 'text/markdown';
/** Entries on one page of the list. */
const PAGE = 100;

/** The knowledge base, in the reader's language and in English where it is not translated, for whoever may ask it. */
export function addResources(mcp: McpServer, speaking: Speaking): void {
  const { server } = mcp;
  server.setRequestHandler(ListResourcesRequestSchema, async ({ params }) => {
    const entries = await entriesFor(speaking);
    if (entries === undefined) throw forbidden();
    const cursor = params?.cursor ?? '0';
    if (!/^\d{1,6}$/.test(cursor)) throw invalid(['cursor: not one of this list']);
    const from = Number(cursor);
    const next = from + PAGE;
    return {
      resources: entries.slice(from, next).map(listed),
      ...(next < entries.length ? { nextCursor: String(next) } : {}),
    };
  });
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [
      {
        uriTemplate: `${PREFIX}{name}`,
        name: 'knowledge',
        title: 'An entry of the knowledge base',
        description:
          'What Porter knows of the partner programmes: a question, its answer, the source and its day.',
        mimeType: MARKDOWN,
      },
    ],
  }));
  server.setRequestHandler(ReadResourceRequestSchema, async ({ params: { uri } }) => {
    const entry = (await entriesFor(speaking))?.find((one) => uriOf(one) === uri);
    if (entry === undefined) throw new McpError(NOT_FOUND, 'Resource not found');
    return { contents: [{ uri, mimeType: MARKDOWN, text: textOf(entry) }] };
  });
}

function listed(entry: ReadEntry): Resource {
  return {
    uri: uriOf(entry),
    name: nameOf(entry),
    title: entry.title,
    mimeType: MARKDOWN,
    annotations: { lastModified: `${entry.date}T00:00:00Z` },
  };
}

function uriOf(entry: ReadEntry): string {
  return `${PREFIX}${encodeURIComponent(nameOf(entry))}`;
}

function nameOf({ id }: ReadEntry): string {
  return id.replace(/\.md$/, '');
}

function textOf({ title, text, source, date }: ReadEntry): string {
  return `# ${title}\n\n${text}\n\n${source}, ${date}\n`;
}
