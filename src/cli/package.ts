import { AppManifestUtils, type AppManifest } from '@microsoft/app-manifest';
import { zipSync, type Zippable } from 'fflate';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

const USAGE = `Usage: npm run package -- [--app-id GUID] [--domain HOST] [--out FILE]
  --app-id   the app id of the bot's registration; default: MicrosoftAppId of the environment
  --domain   the host of your pages /, /privacy and /terms; default: as in appPackage/manifest.json
  --out      default: appPackage/porter.zip`;

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

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const asked = parse(args);
  if (asked === undefined) {
    console.error(USAGE);
    return 1;
  }
  if (!asked.success) {
    for (const { message } of asked.error.issues) console.error(message);
    return 1;
  }
  const template = Manifest.parse(JSON.parse(await readFile(join(FOLDER, 'manifest.json'), 'utf8')));
  const manifest = filledIn(template, asked.data);
  // The package's type is a union of all its versions; which one this is, its validator reads from `$schema`.
  const problems = await AppManifestUtils.validateAgainstSchema(manifest as unknown as AppManifest);
  if (problems.length > 0) {
    for (const problem of problems) console.error(`manifest.json: ${problem}`);
    return 1;
  }
  await writeFile(asked.data.out, await zipped(manifest));
  console.log(`${asked.data.out}: upload it in the Teams admin center under Teams apps > Manage apps.`);
  return 0;
}

/** @returns undefined for arguments that are none of ours */
function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { 'app-id': { type: 'string' }, domain: { type: 'string' }, out: { type: 'string' } },
    });
    return Asked.safeParse({
      appId: values['app-id'] ?? process.env['MicrosoftAppId'] ?? '',
      domain: values.domain,
      out: values.out ?? join(FOLDER, 'porter.zip'),
    });
  } catch {
    return undefined;
  }
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
