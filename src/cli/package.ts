import type { AppManifest } from '@microsoft/app-manifest';
import { zipSync, type Zippable } from 'fflate';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { command, refuseArgument, runCommand } from './command.ts';
import { cannotWrite } from './folders.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'appPackage');

/** Stands in the manifest for the app id, which differs by organisation. Well formed, so that the manifest validates. */
const NO_APP_ID = '00000000-0000-0000-0000-000000000000';

/** The zip's clock begins here; a fixed time makes the same package of the same files. */
const MTIME = new Date(1980, 0, 1);

/** The fields that a package fills in or names files by; whether the rest is right is for the schema to say. */
const Manifest = z.looseObject({
  id: z.string(),
  developer: z.looseObject({ name: z.string() }),
  bots: z.tuple([z.looseObject({ botId: z.string() })]),
  icons: z.object({ color: z.string(), outline: z.string() }),
  localizationInfo: z.looseObject({ additionalLanguages: z.array(z.looseObject({ file: z.string() })) }),
});
type Manifest = z.infer<typeof Manifest>;

const Asked = z.object({
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
  out: z.string().min(1, { error: '--out: must be a file' }),
});
type Asked = z.infer<typeof Asked>;

const asked = command('package', 'Makes the Teams app, a zip to upload, of the files in appPackage/.', [
  ['npm run package -- --app-id 3f2a0c1e-0000-4000-8000-000000000000 --domain porter.contoso.com', ''],
])
  .option(
    '--app-id <GUID>',
    "the app id of the bot's registration; default: MicrosoftAppId of the environment",
  )
  .option(
    '--domain <HOST>',
    'the host of your pages /, /privacy and /terms; default: as in appPackage/manifest.json',
  )
  .option('--out <FILE>', 'the zip to write', join(FOLDER, 'porter.zip'))
  .action(async ({ appId, domain, out }: { appId?: string; domain?: string; out: string }) => {
    const named = Asked.safeParse({ appId: appId ?? process.env['MicrosoftAppId'] ?? '', domain, out });
    if (!named.success) refuseArgument(asked, named.error.issues.map(({ message }) => message).join('\n'));
    const fault = await cannotWrite(dirname(named.data.out));
    if (fault !== undefined) refuseArgument(asked, `--out: ${fault}`);
    process.exitCode = await packaged(named.data);
  });
await runCommand(asked);

/** @returns the exit code: 1 when the manifest is not what Teams takes */
async function packaged(named: Asked): Promise<number> {
  const template = Manifest.parse(JSON.parse(await readFile(join(FOLDER, 'manifest.json'), 'utf8')));
  const manifest = filledIn(template, named);
  const { AppManifestUtils } = await import('@microsoft/app-manifest');
  // The package's type is a union of all its versions; which one this is, its validator reads from `$schema`.
  const problems = await AppManifestUtils.validateAgainstSchema(manifest as unknown as AppManifest);
  if (problems.length > 0) {
    for (const problem of problems) console.error(`manifest.json: ${problem}`);
    return 1;
  }
  await writeFile(named.out, await zipped(manifest));
  console.log(`${named.out}: upload it in the Teams admin center under Teams apps > Manage apps.`);
  return 0;
}

function filledIn(template: Manifest, { appId, domain }: Asked): Manifest {
  const [bot] = template.bots;
  const manifest: Manifest = { ...template, id: appId, bots: [{ ...bot, botId: appId }] };
  if (domain === undefined) return manifest;
  const site = `https://${domain.toLowerCase()}`;
  return {
    ...manifest,
    developer: {
      ...template.developer,
      websiteUrl: site,
      privacyUrl: `${site}/privacy`,
      termsOfUseUrl: `${site}/terms`,
    },
    validDomains: [domain.toLowerCase()],
  };
}

/** Manifest, icons and the manifest's words in other languages, flat, as Teams wants them; byte for byte the same for the same content. */
async function zipped(manifest: Manifest): Promise<Uint8Array> {
  const files: Zippable = { 'manifest.json': Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) };
  const { icons, localizationInfo } = manifest;
  const languages = localizationInfo.additionalLanguages.map(({ file }) => file);
  for (const name of [icons.color, icons.outline, ...languages]) {
    files[name] = await readFile(join(FOLDER, name));
  }
  return zipSync(files, { mtime: MTIME, level: 9 });
}
