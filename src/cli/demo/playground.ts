import { writeFile } from 'node:fs/promises';
import { chatIdOf, userIdOf, type DemoPerson } from './people.ts';

/** Whom a Playground speaks as; `role` keeps its ids apart from those of others. */
export type Speaker = Pick<DemoPerson, 'name' | 'email' | 'tenantId' | 'aadObjectId'> & {
  readonly role: string;
};

/** The Playground wants exactly five people beside the one who speaks. */
const OTHERS = ['Ines Faria', 'Jon Aske', 'Mei Tan', 'Omar Aziz', 'Ola Berg'];

/** The bot as every Playground knows it. */
const BOT = { id: '22222222-2222-4222-8222-222222222222', name: 'Porter' };

/**
 * Writes the Playground's configuration for one person. A Playground knows one user for as long as it runs, so several people
 * are several Playgrounds.
 */
export async function writePlaygroundConfig(file: string, speaker: Speaker): Promise<void> {
  const { tenantId, aadObjectId } = speaker;
  const config = {
    version: '0.1.1',
    tenantId,
    bot: BOT,
    currentUser: user(userIdOf(speaker), aadObjectId, speaker.name, speaker.email),
    users: OTHERS.map((name, at) =>
      user(`29:1other-${at}`, `33333333-3333-4333-8333-33333333339${at}`, name, `other${at}@people.test`),
    ),
    personalChat: { id: chatIdOf(speaker) },
    groupChat: { id: `19:demo-group-${speaker.role}@thread.v2`, name: 'Partner desk' },
    team: {
      id: `19:demo-team-${speaker.role}@thread.tacv2`,
      name: 'Partner team',
      aadGroupId: '44444444-4444-4444-8444-444444444444',
      channels: [{ id: `19:demo-channel-${speaker.role}@thread.tacv2`, name: 'Referrals' }],
    },
  };
  // JSON is YAML too.
  await writeFile(file, JSON.stringify(config));
}

/**
 * The command that starts a Playground.
 *
 * @param endpoint where it sends what is said
 * @param serviceUrl where the bot answers; absent: at the Playground itself
 */
export function playgroundCommand(endpoint: string, port: number, serviceUrl?: string): readonly string[] {
  return [
    process.execPath,
    'node_modules/@microsoft/m365agentsplayground/cli.js',
    'start',
    `--app-endpoint=${endpoint}`,
    `--port=${port}`,
    ...(serviceUrl === undefined ? [] : [`--service-url=${serviceUrl}`]),
    '--channel-id=msteams',
    '--disable-telemetry',
  ];
}

function user(id: string, aadObjectId: string, name: string, email: string): object {
  const [givenName = '', surname = ''] = name.split(' ');
  return { id, name, userPrincipleName: email, aadObjectId, givenName, surname, email };
}
