import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createLetterbox, type Answer, type Letterbox } from './letterbox.ts';
import { hasOpenForm } from './open-form.ts';
import { chatIdOf, type DemoPerson } from './people.ts';
import { openRelayServer, passOn } from './relay-server.ts';

/** A person's page: the Playground that speaks as them. */
export interface Page {
  readonly person: DemoPerson;
  readonly url: string;
}

/** What the demo does about what people do. */
export interface Heard {
  /** `next`, and what was typed behind it. @returns what is said to that */
  next(which: string): Promise<string>;
  /** Somebody wrote, or did what a button of that verb does, and has been answered. */
  done(person: DemoPerson, verb: string | undefined): void;
}

/** Stands between the pages and Porter. Only the demo has it: Porter itself knows nothing of `next`. */
export interface Switchboard {
  /** Where Porter reaches people whom it has not heard from. */
  readonly serviceUrl: string;
  /** Where a page sends what is said on it, and where it is answered. */
  endpointOf(person: DemoPerson): string;
  serviceUrlOf(person: DemoPerson): string;
  /** Whether the last card that a person was shown is a form that they have not sent yet. */
  isFillingIn(person: DemoPerson): boolean;
  close(): void;
}

interface Line extends Page {
  readonly letterbox: Letterbox;
}

/** What the lines share. */
interface Board {
  readonly drawnMs: number;
  readonly lines: readonly Line[];
  readonly botUrl: string;
  readonly heard: Heard;
  /** Roles of those who have a form before them. */
  readonly fillingIn: Set<string>;
}

const Activity = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  conversation: z.looseObject({ id: z.string() }).optional(),
  value: z
    .looseObject({ action: z.looseObject({ verb: z.string() }) })
    .optional()
    .catch(undefined),
});
type Activity = z.infer<typeof Activity>;
const NewChat = z.looseObject({ members: z.array(z.looseObject({ id: z.string() })).min(1) });
const Pressed = z.object({ statusCode: z.literal(200), value: z.unknown() });
const NEXT = /^\s*next\b[\s:]*(.*?)\s*$/i;
/** A page has drawn itself so long after it was opened. */
const DRAWN_MS = 2_000;
const NOT_FOUND: Answer = { status: 404, body: '{}' };

/** @param drawnMs how long a page takes to draw itself */
export async function openSwitchboard(
  pages: readonly Page[],
  botUrl: string,
  heard: Heard,
  drawnMs = DRAWN_MS,
): Promise<Switchboard> {
  const lines = pages.map((page) => ({
    ...page,
    letterbox: createLetterbox((method, path, body) => passOn(method, `${page.url}/_connector${path}`, body)),
  }));
  const board: Board = { lines, botUrl, heard, drawnMs, fillingIn: new Set() };
  const server = await openRelayServer((method, path, body) => answer(board, method, path, body));
  return {
    serviceUrl: `${server.url}/anybody/connector`,
    endpointOf: ({ role }) => `${server.url}/${role}/messages`,
    serviceUrlOf: ({ role }) => `${server.url}/${role}/connector`,
    isFillingIn: ({ role }) => board.fillingIn.has(role),
    close: () => server.close(),
  };
}

/** @param path `/<role or anybody>/<messages or connector>/…` */
async function answer(board: Board, method: string, path: string, body: string): Promise<Answer> {
  const [, role = '', side = ''] = path.split('/');
  const rest = path.slice(`/${role}/${side}`.length);
  if (role === 'anybody') return toAnybody(board, method, rest, body);
  const line = board.lines.find(({ person }) => person.role === role);
  if (line === undefined) return NOT_FOUND;
  return side === 'connector' ? toPage(board, line, method, rest, body) : fromPage(board, line, body);
}

/** What a person did on their page: `next` is for the demo, all else goes to Porter. */
async function fromPage(board: Board, line: Line, body: string): Promise<Answer> {
  const { person, letterbox } = line;
  const activity = Activity.safeParse(parsed(body)).data;
  const asked = activity?.type === 'message' ? NEXT.exec(activity.text ?? '') : null;
  if (asked !== null && activity?.conversation?.id === chatIdOf(person)) {
    await letterbox.open();
    await say(line, await board.heard.next(asked[1] ?? ''));
    return { status: 200, body: '{}' };
  }
  const given = await passOn('POST', `${board.botUrl}/api/messages`, body);
  // A page that only says that it is there has not drawn itself, and would show nothing of what comes at once.
  if (activity?.type === 'message' || activity?.type === 'invoke') await letterbox.open();
  else setTimeout(() => void openIfThere(line), board.drawnMs).unref();
  setImmediate(() => hear(board, person, activity, given));
  return given;
}

/** A page that was closed again meanwhile gets what was kept when its person does something. */
async function openIfThere({ letterbox }: Line): Promise<void> {
  try {
    await letterbox.open();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

function hear(board: Board, person: DemoPerson, activity: Activity | undefined, given: Answer): void {
  const pressed = Pressed.safeParse(parsed(given.body));
  if (pressed.success) remember(board, person, pressed.data.value);
  if (activity?.type !== 'message' && !pressed.success) return;
  const verb = activity?.value?.action.verb;
  // What still holds its button was not done: a form came back with what is wrong in it.
  const isDone = verb !== undefined && pressed.success && !given.body.includes(`"verb":"${verb}"`);
  board.heard.done(person, isDone ? verb : undefined);
}

/** What Porter sends to somebody's page. */
function toPage(board: Board, line: Line, method: string, path: string, body: string): Promise<Answer> {
  if (method === 'POST') remember(board, line.person, parsed(body));
  return line.letterbox.pass(method, path, body);
}

/** What Porter sends to somebody not heard from yet: to their page, and nowhere for those who have none. */
async function toAnybody(board: Board, method: string, path: string, body: string): Promise<Answer> {
  if (path === '/v3/conversations') {
    const member = NewChat.parse(parsed(body)).members[0]?.id;
    const line = board.lines.find(({ person }) => person.aadObjectId === member);
    const id = line === undefined ? `a:away-${member}` : chatIdOf(line.person);
    return { status: 201, body: JSON.stringify({ id }) };
  }
  const chat = decodeURIComponent(path.split('/')[3] ?? '');
  const line = board.lines.find(({ person }) => chatIdOf(person) === chat);
  if (line !== undefined) return toPage(board, line, method, path, body);
  return method === 'GET' ? NOT_FOUND : { status: 200, body: JSON.stringify({ id: randomUUID() }) };
}

function remember({ fillingIn }: Board, { role }: DemoPerson, card: unknown): void {
  if (hasOpenForm(card)) fillingIn.add(role);
  else fillingIn.delete(role);
}

async function say({ person, letterbox }: Line, text: string): Promise<void> {
  const path = `/v3/conversations/${encodeURIComponent(chatIdOf(person))}/activities`;
  await letterbox.pass('POST', path, JSON.stringify({ type: 'message', text, from: { id: 'demo' } }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
