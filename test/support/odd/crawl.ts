import type { AdaptiveCard } from '../../../src/cards/kit/template.ts';
import { cardFaults } from '../card-rules.ts';
import { APP, type PorterProcess } from '../porter-process.ts';

/** Somebody who says all words and presses all buttons. */
export interface Presser {
  readonly tenantId: string;
  readonly aadObjectId: string;
  readonly locale: string;
  readonly timeZone: string;
}

/** What came of it. */
export interface Crawled {
  readonly faults: readonly string[];
  readonly answers: number;
  readonly slowest: { readonly ms: number; readonly what: string };
}

interface Button {
  readonly verb: string;
  readonly data: Node;
}

type Node = { readonly [name: string]: unknown };

/** Alike buttons of a list lead to alike cards. */
const OF_A_VERB = 15;
const SLOW_MS = 3_000;
/** Text of a customer's that looks like a template stays as it is; what a client does by itself has no older form. */
const NO_FAULT = /^no data for \$\{name\}|^Refresh has no Action\.Submit/;

/** Says words, and presses every button of the cards that come, and of those that come then, up to `most` of them. */
export async function crawl(
  porter: PorterProcess,
  presser: Presser,
  words: readonly string[],
  most: number,
): Promise<Crawled> {
  const chat = `a:${presser.aadObjectId}`;
  const token = await porter.openId.token({ exp: Math.floor(Date.now() / 1_000) + 86_400 });
  const faults: string[] = [];
  const queue = buttonQueue();
  let slowest = { ms: 0, what: '' };
  let answers = 0;
  let read = 0;

  async function post(overrides: object, what: string): Promise<void> {
    const from = performance.now();
    const { status, body } = await porter.post(
      { ...activityOf(porter, presser, chat, ++answers), ...overrides },
      { authorization: `Bearer ${token}` },
    );
    const ms = Math.round(performance.now() - from);
    if (ms > slowest.ms) slowest = { ms, what };
    if (ms > SLOW_MS) faults.push(`${ms} ms: ${what}`);
    if (status >= 300 || isFault(body)) faults.push(`${status} ${JSON.stringify(body)}: ${what}`);
    const messages = porter.connector.messages(chat).slice(read);
    read += messages.length;
    for (const card of cardsIn([body, messages.map((message) => message.activity)])) {
      const wrong = cardFaults(card).filter((fault) => !NO_FAULT.test(fault));
      if (wrong.length > 0) faults.push(`${wrong.join('; ')}: ${what}`);
      queue.add(card);
    }
  }

  for (const word of words) await post({ text: word }, `“${word}” in ${presser.locale}`);
  for (let pressed = 0; pressed < most; pressed++) {
    const button = queue.next();
    if (button === undefined) break;
    const action = { type: 'Action.Execute', ...button };
    const press = { type: 'invoke', name: 'adaptiveCard/action', value: { action, trigger: 'manual' } };
    await post(press, `${JSON.stringify(button)} in ${presser.locale}`);
  }
  return { faults, answers, slowest };
}

function activityOf(porter: PorterProcess, presser: Presser, chat: string, number: number): object {
  const { tenantId, aadObjectId, locale, timeZone } = presser;
  return {
    type: 'message',
    id: `${chat}:${number}`,
    channelId: 'msteams',
    serviceUrl: porter.connector.url,
    timestamp: new Date().toISOString(),
    locale,
    localTimezone: timeZone,
    from: { id: `29:${aadObjectId}`, aadObjectId, name: 'Somebody' },
    recipient: { id: `28:${APP}`, name: 'Porter' },
    conversation: { id: chat, conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
  };
}

function isFault(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'statusCode' in body && body.statusCode === 500;
}

/** Buttons that have not been pressed, in the order in which they came. */
function buttonQueue() {
  const waiting: Button[] = [];
  const seen = new Set<string>();
  const times = new Map<string, number>();
  return {
    next: () => waiting.shift(),
    add(card: AdaptiveCard): void {
      for (const button of buttonsIn(card)) {
        const key = JSON.stringify(button);
        const before = times.get(button.verb) ?? 0;
        if (seen.has(key) || before >= OF_A_VERB) continue;
        seen.add(key);
        times.set(button.verb, before + 1);
        waiting.push(button);
      }
    },
  };
}

function cardsIn(node: unknown): AdaptiveCard[] {
  return nodesIn(node).flatMap((one: object) => (isCard(one) ? [one] : []));
}

function isCard(node: object): node is AdaptiveCard {
  return 'fallbackText' in node && 'version' in node;
}

/** The buttons of a card, each with what its inputs hold, or the first that they offer. */
function buttonsIn(card: AdaptiveCard): Button[] {
  const nodes = nodesIn(card);
  const inputs = Object.fromEntries(
    nodes.flatMap((node) =>
      typeof node['id'] === 'string' && String(node['type']).startsWith('Input.')
        ? [[node['id'], filled(node)]]
        : [],
    ),
  );
  return nodes.flatMap(({ type, verb, data, associatedInputs }) => {
    if (type !== 'Action.Execute' || typeof verb !== 'string') return [];
    return [
      { verb, data: { ...(associatedInputs === 'none' ? {} : inputs), ...(isNode(data) ? data : {}) } },
    ];
  });
}

function filled({ type, value, choices }: Node): unknown {
  if (value !== undefined && value !== '') return value;
  switch (type) {
    case 'Input.ChoiceSet':
      return nodesIn(choices)[0]?.['value'] ?? '';
    case 'Input.Number':
      return 3;
    case 'Input.Date':
      return '2026-12-24';
    case 'Input.Time':
      return '12:00';
    case 'Input.Toggle':
      return 'true';
    default:
      return 'Some words';
  }
}

function nodesIn(node: unknown): Node[] {
  if (Array.isArray(node)) return node.flatMap(nodesIn);
  return isNode(node) ? [node, ...Object.values(node).flatMap(nodesIn)] : [];
}

function isNode(node: unknown): node is Node {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
