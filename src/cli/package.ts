import type { AppManifest } from '@microsoft/app-manifest';
import { zipSync, type Zippable } from 'fflate';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { command, refuseArgument, runCommand } from './command.ts';
import { cannotWrite } from './folders.ts';
import {
  AgentManifest,
  BotManifest,
  filledIn,
  filledInAgent,
  NO_APP_ID,
  type Manifest,
} from './package/filled-in.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'appPackage');
/** Words of the second package; its icons are those of the first. */
const AGENT_FOLDER = join(FOLDER, 'agent');

/** The zip's clock begins here; a fixed time makes the same package of the same files. */
const MTIME = new Date(1980, 0, 1);

const Asked = z
  .object({
    appId: z
      .guid({ error: '--app-id (or MicrosoftAppId): must be a GUID' })
      .toLowerCase()
      .refine((id) => id !== NO_APP_ID, { error: "--app-id: must be the bot's own, not the placeholder" }),
    domain: z
      .string()
      .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i, {
        error: '--domain: must be a host name, without scheme, port, path or *',
      })
      .optional(),
    publicUrl: z
      .url({ protocol: /^https$/, error: '--public-url (or PORTER_PUBLIC_URL): must be an https URL' })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    out: z.string().min(1, { error: '--out: must be a file' }).optional(),
    agent: z.boolean().default(false),
    oauthReference: z.string().min(1).max(128).optional(),
  })
  .refine(({ agent, publicUrl }) => !agent || publicUrl !== undefined, {
    error: '--public-url (or PORTER_PUBLIC_URL): agents must be told where Porter is',
  })
  .refine(({ agent, oauthReference }) => !agent || oauthReference !== undefined, {
    error: '--oauth-reference: must be the id of the OAuth client registration',
  });
type Asked = z.infer<typeof Asked>;

const asked = command('package', 'Makes the Teams app, a zip to upload, of the files in appPackage/.', [
  ['npm run package -- --app-id 3f2a0c1e-0000-4000-8000-000000000000 --domain porter.contoso.com', ''],
  ['npm run package -- --agent --public-url https://porter.contoso.com --oauth-reference ID', ''],
])
  .option(
    '--app-id <GUID>',
    "the app id of the bot's registration; default: MicrosoftAppId of the environment",
  )
  .option(
    '--domain <HOST>',
    'the host of your pages /, /privacy and /terms; default: as in appPackage/manifest.json',
  )
  .option(
    '--public-url <URL>',
    "where people and agents reach Porter, for its links; default: PORTER_PUBLIC_URL, else the pages' host",
  )
  .option('--agent', 'make the package that tells agents of the MCP server, instead of the app')
  .option(
    '--oauth-reference <ID>',
    'with --agent: the registration id of the OAuth client, from the Teams Developer Portal',
  )
  .option('--out <FILE>', 'the zip to write; default: appPackage/porter.zip, or porter-agent.zip')
  .action(async (options: object) => {
    const { MicrosoftAppId: appId = '', PORTER_PUBLIC_URL: publicUrl } = process.env;
    const named = Asked.safeParse({ appId, ...(publicUrl ? { publicUrl } : {}), ...options });
    if (!named.success) refuseArgument(asked, named.error.issues.map(({ message }) => message).join('\n'));
    const out = named.data.out ?? join(FOLDER, named.data.agent ? 'porter-agent.zip' : 'porter.zip');
    const fault = await cannotWrite(dirname(out));
    if (fault !== undefined) refuseArgument(asked, `--out: ${fault}`);
    process.exitCode = await packaged(named.data, out);
  });
await runCommand(asked);

/** @returns the exit code: 1 when the manifest is not what Teams takes */
async function packaged(named: Asked, out: string): Promise<number> {
  const manifest = await manifestFor(named);
  const { AppManifestUtils } = await import('@microsoft/app-manifest');
  // The package's type is a union of all its versions; which one this is, its validator reads from `$schema`.
  const problems = await AppManifestUtils.validateAgainstSchema(manifest as unknown as AppManifest);
  if (problems.length > 0) {
    for (const problem of problems) console.error(`manifest.json: ${problem}`);
    return 1;
  }
  await writeFile(out, await zipped(manifest, named.agent ? AGENT_FOLDER : FOLDER));
  console.log(`${out}: upload it in the Teams admin center under Teams apps > Manage apps.`);
  return 0;
}

async function manifestFor({ agent, publicUrl, oauthReference, appId, domain }: Asked): Promise<Manifest> {
  const place = { appId, domain, publicUrl };
  if (!agent || publicUrl === undefined || oauthReference === undefined) {
    return filledIn(BotManifest.parse(await json(FOLDER)), place);
  }
  return filledInAgent(
    AgentManifest.parse(await json(AGENT_FOLDER)),
    { ...place, publicUrl },
    oauthReference,
  );
}

async function json(folder: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
}

/** Manifest, icons and the manifest's words in other languages, flat, as Teams wants them; byte for byte the same for the same content. */
async function zipped(manifest: Manifest, folder: string): Promise<Uint8Array> {
  const files: Zippable = { 'manifest.json': Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) };
  const { icons, localizationInfo } = manifest;
  for (const name of [icons.color, icons.outline]) files[name] = await readFile(join(FOLDER, name));
  for (const { file } of localizationInfo.additionalLanguages) {
    files[file] = await readFile(join(folder, file));
  }
  return zipSync(files, { mtime: MTIME, level: 9 });
}
