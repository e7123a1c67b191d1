import { createServer } from 'node:http';

/** The floor of what a process takes: Node with a server that answers everything with nothing. */
createServer((_request, response) => response.end()).listen(Number(process.env['PORT']), '127.0.0.1');
