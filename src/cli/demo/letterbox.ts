import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** What an HTTP request was answered with. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

export type Send = (method: string, path: string, body: string) => Promise<Answer>;

/**
 * Keeps what is sent to somebody whose page has not been opened yet: the Playground shows only what comes while it is looked
 * at. Once it is open they get it, in order.
 */
export interface Letterbox {
  /** @param path of the connector's interface */
  readonly pass: Send;
  /** The page can be seen: it gets what was kept, and from now on everything goes straight to it. */
  open(): Promise<void>;
}

const Created = z.object({ id: z.string() });

export function createLetterbox(send: Send): Letterbox {
  const kept = new Map<string, { readonly path: string; readonly body: string }>();
  /** What the Playground calls a message that was kept, by the name given to Porter. */
  const names = new Map<string, string>();
  let isOpen = false;

  return {
    async pass(method, path, body) {
      const [, before, id = ''] = /^(.*\/activities)(?:\/([^/]+))?$/.exec(path) ?? [];
      const letter = kept.get(id);
      if (letter !== undefined && method === 'PUT') {
        kept.set(id, { ...letter, body });
        return named(id);
      }
      if (isOpen || before === undefined || method !== 'POST') {
        return send(method, names.has(id) ? `${before}/${names.get(id)}` : path, body);
      }
      const given = randomUUID();
      kept.set(given, { path, body });
      return named(given);
    },
    async open() {
      isOpen = true;
      for (const [id, { path, body }] of kept) {
        kept.delete(id);
        const answer = await send('POST', path, body);
        const created = Created.safeParse(JSON.parse(answer.body));
        if (created.success) names.set(id, created.data.id);
      }
    },
  };
}

function named(id: string): Answer {
  return { status: 200, body: JSON.stringify({ id }) };
}
