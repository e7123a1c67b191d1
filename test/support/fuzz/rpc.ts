import { agentToken, postAsAgent } from '../agents.ts';
import type { PorterProcess, ProcessConnector } from '../porter-process.ts';
import { press } from './presses.ts';
import { drawFrom, mutated, ODD_TEXTS, oddValue, type Draw } from './values.ts';

/** A body for `/mcp` and the headers that come with it. */
export interface RpcRequest {
  readonly body: string;
  readonly headers: { readonly [name: string]: string };
}

const METHODS = [
  'initialize', 'ping', 'tools/list', 'tools/call', 'prompts/list', 'prompts/get', 'resources/list', 'resources/read',
  'resources/templates/list', 'resources/subscribe', 'completion/complete', 'logging/setLevel', 'elicitation/create',
  'notifications/initialized', 'notifications/cancelled', 'tasks/get', '__proto__', '',
]; // prettier-ignore

/** The nth body of a seed: the same one each time. */
export function rpcRequest(next: () => number): RpcRequest {
  const draw = drawFrom(next);
  const message = { jsonrpc: '2.0', id: draw.pick([1, 'a', 0, -1]), ...methodOf(draw) };
  const odd = draw.chance(0.4) ? mutated(draw, message) : message;
  const sent = draw.chance(0.04) ? Array.from({ length: draw.number(5) }, () => odd) : odd;
  const json = JSON.stringify(draw.chance(0.03) ? oddValue(draw) : sent) ?? 'null';
  const body = draw.chance(0.04)
    ? draw.pick(ODD_TEXTS)
    : json.slice(0, draw.chance(0.05) ? draw.number(json.length) : undefined);
  return { body, headers: draw.chance(0.1) ? oddHeaders(draw) : {} };
}

function methodOf(draw: Draw): object {
  if (draw.chance(0.65)) return { method: 'tools/call', params: toolCall(draw) };
  const params = draw.pick([
    undefined,
    {},
    { name: draw.pick(['plan_to_70', ...ODD_TEXTS]) },
    { uri: draw.pick(['porter://knowledge/dpor-when', 'file:///etc/passwd', ...ODD_TEXTS]) },
    { cursor: draw.pick(ODD_TEXTS) },
    { capabilities: { elicitation: { url: oddValue(draw) } }, protocolVersion: draw.pick(ODD_TEXTS) },
    oddValue(draw),
  ]);
  return { method: draw.pick(METHODS), params };
}

function toolCall(draw: Draw): object {
  const { verb, data } = press(draw);
  const name = draw.chance(0.95) ? verb.replaceAll('.', '_') : draw.pick(['confirmation_get', ...ODD_TEXTS]);
  return { name, arguments: draw.chance(0.9) ? data : oddValue(draw) };
}

function oddHeaders(draw: Draw): RpcRequest['headers'] {
  return draw.pick([
    { 'mcp-protocol-version': draw.pick(['2025-11-25', '1900-01-01', 'x']) },
    { 'mcp-session-id': draw.pick(['opens-links.x', 'x']) },
    { accept: draw.pick(['application/json', 'text/event-stream', 'text/html', '*/*']) },
    { 'content-type': draw.pick(['text/plain', 'application/json; charset=utf-16']) },
    { origin: draw.pick(['https://evil.example', 'null']) },
    { 'last-event-id': 'x' },
  ]);
}

/** What came of a run. */
export interface RpcOutcome {
  /** What must not be, each with the number of its body. */
  readonly faults: readonly string[];
  readonly statuses: { readonly [status: string]: number };
  readonly codes: { readonly [code: string]: number };
}

const STATUSES = [200, 202, 400, 403, 406, 413, 415];
/** Of JSON-RPC, of the protocol (resources), and of Porter as documented. */
const CODES = [-32_700, -32_600, -32_601, -32_602, -32_002, -32_003, -32_005, -32_000];
/** In one person's name; a minute's calls are more. */
const EACH = 50;

/** Sends the first bodies of a seed, in the names of these people, as many as their calls allow. */
export async function fuzzRpc(
  porter: PorterProcess<ProcessConnector>,
  people: readonly number[],
  seeded: (seed: number) => () => number,
  seed: number,
): Promise<RpcOutcome> {
  const faults: string[] = [];
  const statuses: { [status: string]: number } = {};
  const codes: { [code: string]: number } = {};
  for (const [at, number] of people.entries()) {
    const token = await agentToken(porter.openId, number);
    for (let nth = at * EACH; nth < (at + 1) * EACH; nth++) {
      const { body, headers } = rpcRequest(seeded(seed + nth));
      const response = await postAsAgent(porter, body, token, headers);
      const text = await response.text();
      statuses[response.status] = (statuses[response.status] ?? 0) + 1;
      const code = /"error":\{"code":(-?\d+)/.exec(text)?.[1];
      if (code !== undefined) codes[code] = (codes[code] ?? 0) + 1;
      if (!STATUSES.includes(response.status) || (code !== undefined && !CODES.includes(Number(code)))) {
        faults.push(`${nth}: ${response.status} ${text.slice(0, 300)} for ${body.slice(0, 600)}`);
      }
    }
  }
  return { faults, statuses, codes };
}
