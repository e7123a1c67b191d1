import { createServer } from 'node:http';
import { listen } from '../test/support/open-id-server.ts';

/**
 * A Bot Connector in a process of its own: takes everything, keeps nothing but a count, and answers at once, or after the
 * milliseconds that it is started with. Started by {@link ./rig.ts}, which it tells its port, and the count whenever it is asked.
 */
const delayMs = Number(process.argv[2] ?? 0);
let calls = 0;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  const opensChat = request.url === '/v3/conversations';
  request.on('data', (chunk: Buffer) => {
    if (opensChat) chunks.push(chunk);
  });
  request.on('end', () => {
    const id = opensChat ? chatOf(Buffer.concat(chunks).toString()) : `m${++calls}`;
    const answer = () => {
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ id }));
    };
    if (delayMs > 0) setTimeout(answer, delayMs);
    else answer();
  });
});

const port = await listen(server);
process.send?.({ port });
process.on('message', () => process.send?.({ calls }));
process.on('disconnect', () => process.exit(0));

/** One chat a person, whoever asks for it how often. */
function chatOf(json: string): string {
  const { members } = JSON.parse(json) as { members: readonly { readonly id: string }[] };
  return `a:${members[0]?.id ?? 'nobody'}`;
}
