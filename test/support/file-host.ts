import { createServer } from 'node:http';
import { listen, stop } from './open-id-server.ts';

export interface Upload {
  readonly method: string;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly bytes: Buffer;
}

/** A place on loopback that files are put into, as SharePoint's upload sessions are. */
export interface FileHost {
  readonly url: string;
  readonly uploads: Upload[];
  /** What the next call gets: a status, a status with a place to go to, or no answer. */
  answer: number | { readonly status: number; readonly location: string } | 'none';
  close(): Promise<void>;
}

export async function fileHost(): Promise<FileHost> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const { method = '', headers } = request;
      self.uploads.push({ method, headers, bytes: Buffer.concat(chunks) });
      if (self.answer === 'none') return;
      if (typeof self.answer === 'number') response.statusCode = self.answer;
      else {
        response.statusCode = self.answer.status;
        response.setHeader('location', self.answer.location);
      }
      response.end('{}');
    });
  });
  const self: FileHost = {
    url: `http://127.0.0.1:${await listen(server)}/upload?secret=canary-upload`,
    uploads: [],
    answer: 201,
    close: () => stop(server),
  };
  return self;
}
