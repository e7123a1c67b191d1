import type { AddressInfo } from 'node:net';
import { callbackify } from 'node:util';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import PostalMime, { type Email } from 'postal-mime';

/** A mail as the server took it. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly mail: Email;
}

/** A mail server on loopback, in this process. */
export interface TestSmtpServer {
  readonly url: string;
  readonly taken: TakenMail[];
  /** The code and words with which it refuses an address, or takes it: `undefined`. */
  answer: (to: string) => { readonly code: number; readonly text: string } | undefined;
  /** Who logged in last. */
  login: string | undefined;
  /** Not there for a while: connections are refused. */
  down(): Promise<void>;
  up(): Promise<void>;
}

/** @param from the sender that the URL names */
export async function smtpServer(from = 'porter@programme.test'): Promise<TestSmtpServer> {
  let port = 0;
  let running: SMTPServer | undefined;
  const taking = callbackify(async (...of: Parameters<typeof take>) => {
    made.taken.push(await take(...of));
  });
  const made: TestSmtpServer = {
    get url() {
      return `smtp://porter:s%40cret@127.0.0.1:${port}/?from=${encodeURIComponent(from)}`;
    },
    taken: [],
    answer: () => undefined,
    login: undefined,
    async up() {
      const server = new SMTPServer({
        authOptional: true,
        allowInsecureAuth: true,
        disabledCommands: ['STARTTLS'],
        onAuth({ username, password }, _session, done) {
          made.login = `${username}:${password}`;
          done(null, { user: username });
        },
        onRcptTo({ address }, _session, done) {
          const refused = made.answer(address);
          done(refused && Object.assign(new Error(refused.text), { responseCode: refused.code }));
        },
        onData: (stream, { envelope }, done) => taking(stream, envelope, (error) => done(error)),
      });
      await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
      port = addressOf(server).port;
      running = server;
    },
    async down() {
      const server = running;
      running = undefined;
      if (server !== undefined) await new Promise<void>((resolve) => server.close(resolve));
    },
  };
  await made.up();
  return made;
}

async function take(
  stream: AsyncIterable<Buffer>,
  { mailFrom, rcptTo }: SMTPServerSession['envelope'],
): Promise<TakenMail> {
  const raw = Buffer.concat(await Array.fromAsync(stream)).toString('utf8');
  return {
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
    raw,
    mail: await PostalMime.parse(raw),
  };
}

function addressOf(server: SMTPServer): AddressInfo {
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address;
}
