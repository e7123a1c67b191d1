import { describe, expect, it } from '@jest/globals';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { strFromU8, unzipSync } from 'fflate';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { z } from 'zod';
import { createRegistry } from '../src/capabilities.ts';
import { commandOf } from '../src/dialogs/index.ts';
import { SEARCH_COMMAND } from '../src/dialogs/sharing/compose.ts';
import { understand } from '../src/understanding/understand.ts';
import { LANGUAGES, languageOf } from '../src/words/language.ts';
import { actionsOf, cardFaults, textOf } from './support/card-rules.ts';
import { closedNetwork } from './support/http.ts';
import { readerAt } from './support/intake-cards.ts';
import { noon } from './support/referrals.ts';
import { todayCards } from './support/today-cards.ts';
import { english } from './support/wording.ts';

const ROOT = join(import.meta.dirname, '..');
const APP_ID = '7f3b1c52-0a4e-4c8e-9d57-6a1f0f2b8c11';

const Manifest = z.looseObject({
  $schema: z.string(),
  manifestVersion: z.string(),
  version: z.string(),
  id: z.string(),
  name: z.object({ short: z.string(), full: z.string() }),
  developer: z.looseObject({ websiteUrl: z.string(), privacyUrl: z.string(), termsOfUseUrl: z.string() }),
  accentColor: z.string(),
  icons: z.object({ color: z.string(), outline: z.string() }),
  validDomains: z.array(z.string()),
  localizationInfo: z.object({
    defaultLanguageTag: z.string(),
    additionalLanguages: z.array(z.object({ languageTag: z.string(), file: z.string() })),
  }),
  bots: z.tuple([
    z.looseObject({
      botId: z.string(),
      scopes: z.array(z.string()),
      supportsFiles: z.boolean(),
      commandLists: z.array(
        z.object({
          scopes: z.array(z.string()),
          commands: z.array(
            z.object({
              title: z.string(),
              description: z.string(),
              type: z.literal('prompt').optional(),
              prompt: z.string().optional(),
            }),
          ),
        }),
      ),
    }),
  ]),
  composeExtensions: z.tuple([
    z.looseObject({
      botId: z.string(),
      commands: z.tuple([
        z.looseObject({ id: z.string(), parameters: z.tuple([z.looseObject({ name: z.string() })]) }),
      ]),
      messageHandlers: z.array(
        z.object({
          type: z.literal('link'),
          value: z.object({ domains: z.array(z.string()), supportsAnonymizedPayloads: z.literal(true) }),
        }),
      ),
    }),
  ]),
  copilotAgents: z.object({
    customEngineAgents: z.tuple([z.object({ id: z.string(), type: z.literal('bot') })]),
  }),
});

const manifest = Manifest.parse(JSON.parse(await read('appPackage/manifest.json')));
const [bot] = manifest.bots;
const [extension] = manifest.composeExtensions;
const languages = manifest.localizationInfo.additionalLanguages;

closedNetwork();

describe('the manifest', () => {
  it('passes its schema without a network', async () => {
    expect(await problemsOf(manifest)).toEqual([]);
  });

  it.each([
    [
      'a command list of 13',
      { bots: [{ ...bot, commandLists: [{ scopes: ['team'], commands: thirteen() }] }] },
    ],
    ['a bot id that is no GUID', { bots: [{ ...bot, botId: 'porter' }] }],
    ['a short name of 31 characters', { name: { short: 'P'.repeat(31) } }],
    ['an unknown field', { bot: [] }],
  ])('would not pass with %s', async (_case, change) => {
    expect(await problemsOf({ ...manifest, ...change })).not.toEqual([]);
  });

  it('is on the newest schema that the validator knows', async () => {
    const library = dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest'));
    const versions = (await readdir(join(library, 'json-schemas/teams')))
      .filter((name) => /^v1\.\d+$/.test(name))
      .map((name) => Number(name.slice('v1.'.length)));

    expect(manifest.manifestVersion).toBe(`1.${Math.max(...versions)}`);
    expect(manifest.$schema).toContain(`/v${manifest.manifestVersion}/`);
  });

  it('carries the version of the release', async () => {
    const release = z.object({ version: z.string() }).parse(JSON.parse(await read('package.json')));

    expect(manifest.version).toBe(release.version);
  });

  it('is the agent in Copilot and the search with the bot’s own id', () => {
    expect(manifest.copilotAgents.customEngineAgents[0].id).toBe(bot.botId);
    expect(extension.botId).toBe(bot.botId);
    expect(extension.commands[0].id).toBe(SEARCH_COMMAND);
  });

  it('offers one bot in all four scopes that takes files, and opens no domain by wildcard', () => {
    expect(bot.scopes.toSorted()).toEqual(['copilot', 'groupChat', 'personal', 'team']);
    expect(bot.supportsFiles).toBe(true);
    expect(manifest.validDomains.filter((domain) => domain.includes('*'))).toEqual([]);
  });

  it('has no Microsoft product in its name', () => {
    expect(`${manifest.name.short} ${manifest.name.full}`).not.toMatch(
      /microsoft|teams|copilot|office|azure/i,
    );
  });
});

describe('the declared commands', () => {
  const registry = createRegistry();

  it('are at most twelve a scope, each once and with a description', () => {
    for (const scope of bot.scopes) {
      const declared = declaredIn(scope);

      expect(declared.length).toBeLessThanOrEqual(12);
      expect(new Set(declared.map(({ title }) => title)).size).toBe(declared.length);
      expect(declared.filter(({ description }) => description.trim() === '')).toEqual([]);
    }
  });

  it('are, in the personal chat, twelve of those that are there and for everybody', () => {
    const titles = declaredIn('personal').map(({ title }) => title);
    const forEverybody = registry.commands
      .filter(({ about, words: [word = ''] }) => about !== undefined && !FOR_STAFF.includes(word))
      .map(({ words: [word] }) => word);

    expect(titles).toHaveLength(12);
    expect(forEverybody).toEqual(expect.arrayContaining(titles));
  });

  it.each(declaredIn('personal').map(({ title }) => title))(
    'are answered in the personal chat, by something that is there: %s',
    (title) => expect(commandOf(registry, title)).toBeDefined(),
  );

  it.each(declaredIn('team').map(({ title }) => title))('are answered in a channel: %s', (title) =>
    expect(registry.inChannel(title)).toBeDefined(),
  );

  it('begin conversations in Copilot with sentences that are understood as one thing each', () => {
    const starters = declaredIn('copilot');
    const meant = starters.map(({ prompt = '' }) => understand(prompt, 'en').intents);

    expect(meant).toEqual([['today'], ['scores'], ['claims'], ['referrals']]);
    for (const { type, prompt, description } of starters)
      expect([type, prompt]).toEqual(['prompt', description]);
  });

  it('are none in a group chat, where only buttons are answered', () => {
    expect(declaredIn('groupChat')).toEqual([]);
  });
});

/** Words that answer programme staff only. */
const FOR_STAFF = ['operations', 'mails'];

function declaredIn(scope: string) {
  return bot.commandLists.filter(({ scopes }) => scopes.includes(scope)).flatMap(({ commands }) => commands);
}

describe('the manifest’s words', () => {
  it('are there in every language that Porter has, English being those of the manifest', () => {
    const named = languages.map(({ languageTag }) => languageOf(languageTag));

    expect(['en', ...named].toSorted()).toEqual([...LANGUAGES].toSorted());
    expect(manifest.localizationInfo.defaultLanguageTag).toBe('en');
  });

  it.each(languages)(
    'in $languageTag are those that Teams knows, and no longer than it takes',
    async ({ file }) => {
      const words = await wordsIn(file);

      expect(Object.keys(words).toSorted()).toEqual(KEYS.toSorted());
      for (const [key, text] of Object.entries(words)) {
        expect(text.trim()).toBe(text);
        expect([key, text.length > 0 && text.length <= (MAX[key.replace(/.*\./, '')] ?? 0)]).toEqual([
          key,
          true,
        ]);
        if (MAX[key] !== undefined) expect(text.length).toBeLessThanOrEqual(MAX[key]);
      }
    },
  );

  it.each(languages)(
    'in $languageTag offer words that are understood as the English ones',
    async (language) => {
      const words = await wordsIn(language.file);
      const meant = (typed: string) => [typed, understand(typed, languageOf(language.languageTag)).intents];
      for (const [at, { title }] of declaredIn('personal').entries()) {
        const typed = words[`bots[0].commandLists[0].commands[${at}].title`] ?? '';
        expect(meant(typed)).toEqual([typed, [title.replace(' ', '-')]]);
      }
      for (const [at, { prompt = '' }] of declaredIn('copilot').entries()) {
        const typed = words[`bots[0].commandLists[2].commands[${at}].prompt`] ?? '';
        expect(meant(typed)).toEqual([typed, understand(prompt, 'en').intents]);
        expect(words[`bots[0].commandLists[2].commands[${at}].description`]).toBe(typed);
      }
    },
  );
});

const MAX: { readonly [key: string]: number } = {
  'name.short': 30,
  'name.full': 100,
  'description.short': 80,
  'description.full': 4_000,
  short: 80,
  full: 4_000,
  title: 128,
  description: 4_000,
  prompt: 4_000,
  'composeExtensions[0].commands[0].title': 32,
  'composeExtensions[0].commands[0].description': 128,
  'composeExtensions[0].commands[0].parameters[0].title': 32,
  'composeExtensions[0].commands[0].parameters[0].description': 128,
};

/** Titles for a channel stay, since only those are understood there. */
const KEYS = [
  'name.short',
  'name.full',
  'description.short',
  'description.full',
  ...bot.commandLists.flatMap(({ scopes, commands }, list) =>
    commands.flatMap(({ prompt }, at) =>
      [
        ...(scopes.includes('team') ? [] : ['title']),
        'description',
        ...(prompt === undefined ? [] : ['prompt']),
      ].map((part) => `bots[0].commandLists[${list}].commands[${at}].${part}`),
    ),
  ),
  ...['title', 'description', 'parameters[0].title', 'parameters[0].description'].map(
    (part) => `composeExtensions[0].commands[0].${part}`,
  ),
];

async function wordsIn(file: string, folder = 'appPackage'): Promise<Record<string, string>> {
  const { $schema, ...words } = z
    .record(z.string(), z.string())
    .parse(JSON.parse(await read(`${folder}/${file}`)));
  expect($schema).toContain(`/v${manifest.manifestVersion}/MicrosoftTeams.Localization.schema.json`);
  return words;
}

describe('what else a store looks at', () => {
  const cards = todayCards(readerAt(noon));

  it('links lead to pages over https', () => {
    for (const link of [
      manifest.developer.websiteUrl,
      manifest.developer.privacyUrl,
      manifest.developer.termsOfUseUrl,
    ])
      expect(new URL(link).protocol).toBe('https:');
  });

  it('the first message greets by name and has something to press', () => {
    expect(textOf(cards['welcome']!)).toContain(english('today.welcome', { name: 'Dana' }));
    expect(actionsOf(cards['welcome']!)).not.toEqual([]);
  });

  it.each(Object.entries(cards))('cards keep their rules: %s', (_face, card) => {
    expect(cardFaults(card)).toEqual([]);
  });
});

describe('the icons', () => {
  it('color is 192 x 192, filled to the edge, with its symbol in the middle 96 x 96', async () => {
    const icon = await readPng(manifest.icons.color);
    const outside = icon.pixels.filter(({ x, y }) => x < 48 || x >= 144 || y < 48 || y >= 144);
    const colours = new Set(outside.map(({ rgb, alpha }) => `${rgb} ${alpha}`));

    expect([icon.width, icon.height]).toEqual([192, 192]);
    expect([...colours]).toEqual([`${manifest.accentColor.toLowerCase()} 255`]);
  });

  it('outline is 32 x 32, white on transparent', async () => {
    const icon = await readPng(manifest.icons.outline);
    const drawn = icon.pixels.filter(({ alpha }) => alpha > 0);

    expect([icon.width, icon.height]).toEqual([32, 32]);
    expect([...new Set(drawn.map(({ rgb }) => rgb))]).toEqual(['#ffffff']);
    expect(drawn.length).toBeGreaterThan(50);
    expect(drawn.length).toBeLessThan(icon.pixels.length / 2);
  });
});

describe('npm run package', () => {
  it('zips the manifest with the app id filled in, and the icons, at the top level', async () => {
    await inFolder(async (folder) => {
      const run = await packaged(['--app-id', APP_ID.toUpperCase(), '--out', join(folder, 'a.zip')]);
      const files = unzipSync(await readFile(join(folder, 'a.zip')));
      const made = Manifest.parse(JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())));

      expect(run).toMatchObject({ code: 0, stderr: '' });
      expect(Object.keys(files).toSorted()).toEqual(
        ['color.png', 'manifest.json', 'outline.png', ...languages.map(({ file }) => file)].toSorted(),
      );
      expect(made).toEqual({
        ...manifest,
        id: APP_ID,
        bots: [{ ...bot, botId: APP_ID }],
        composeExtensions: [{ ...extension, botId: APP_ID, messageHandlers: [] }],
        copilotAgents: { customEngineAgents: [{ id: APP_ID, type: 'bot' }] },
      });
      expect(await problemsOf(made)).toEqual([]);
      expect(Buffer.from(files['color.png'] ?? [])).toEqual(
        await readFile(join(ROOT, 'appPackage/color.png')),
      );
    });
  });

  it('takes the app id from the environment, names the host, and makes the same bytes anywhere', async () => {
    await inFolder(async (folder) => {
      const [a, b] = [join(folder, 'a.zip'), join(folder, 'b.zip')];
      const domain = ['--domain', 'Partner.Contoso.com'];
      await packaged([...domain, '--app-id', APP_ID, '--out', a], { TZ: 'Asia/Tokyo' });
      await packaged([...domain, '--out', b], { TZ: 'America/Lima', MicrosoftAppId: APP_ID });
      const files = unzipSync(await readFile(a));
      const made = Manifest.parse(JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())));

      expect(await readFile(a)).toEqual(await readFile(b));
      expect(made.validDomains).toEqual(['partner.contoso.com']);
      expect(domainsOf(made)).toEqual(['partner.contoso.com']);
      expect(made.developer).toMatchObject({
        websiteUrl: 'https://partner.contoso.com',
        privacyUrl: 'https://partner.contoso.com/privacy',
        termsOfUseUrl: 'https://partner.contoso.com/terms',
      });
    });
  });

  it('shows cards for links to where Porter is reached, which may be elsewhere than its pages', async () => {
    await inFolder(async (folder) => {
      const out = join(folder, 'a.zip');
      await packaged(['--domain', 'www.contoso.com', '--app-id', APP_ID, '--out', out], {
        PORTER_PUBLIC_URL: 'https://Porter.contoso.com/desk/',
      });
      const made = Manifest.parse(await manifestIn(out));

      expect(domainsOf(made)).toEqual(['porter.contoso.com']);
      expect(made.validDomains).toEqual(['www.contoso.com']);
    });
  });

  it('makes a second package with --agent that tells agents of the MCP server, an app of its own', async () => {
    await inFolder(async (folder) => {
      const out = join(folder, 'a.zip');
      const publicUrl = ['--public-url', 'https://porter.contoso.com/'];
      const run = await packaged([...publicUrl, ...OAUTH, '--agent', '--app-id', APP_ID, '--out', out]);
      const made = AgentPackage.parse(await manifestIn(out));

      expect(run).toMatchObject({ code: 0, stderr: '' });
      expect(made.agentConnectors[0].toolSource.remoteMcpServer).toEqual({
        mcpServerUrl: 'https://porter.contoso.com/mcp',
        authorization: { type: 'OAuthPluginVault', referenceId: 'REG-1' },
      });
      expect(made.id).not.toBe(APP_ID);
      expect(await problemsOf(made)).toEqual([]);
      expect(made.bots).toBeUndefined();
      expect([made.manifestVersion, made.version]).toEqual([manifest.manifestVersion, manifest.version]);
    });
  });

  it.each(languages)('tells of the connector in $languageTag too', async ({ file }) => {
    const words = await wordsIn(file, 'appPackage/agent');

    expect(Object.keys(words)).toEqual(['name.short', 'name.full', 'description.short', 'description.full']);
    for (const [key, text] of Object.entries(words)) {
      expect([key, text.length <= (MAX[key] ?? 0)]).toEqual([key, true]);
    }
  });

  it.each([
    ['no app id', [], '--app-id'],
    ['agents without an address', ['--app-id', APP_ID, '--agent', '--oauth-reference', 'x'], '--public-url'],
    [
      'agents without a way to sign in',
      ['--app-id', APP_ID, '--agent', '--public-url', 'https://porter.contoso.com'],
      '--oauth-reference',
    ],
    ['an address without https', ['--app-id', APP_ID, '--public-url', 'http://porter.test'], '--public-url'],
    ['an app id that is no GUID', ['--app-id', 'porter'], '--app-id'],
    ['the placeholder', ['--app-id', manifest.id], 'placeholder'],
    ['a wildcard', ['--app-id', APP_ID, '--domain', '*.contoso.com'], '--domain'],
    ['a URL for a host', ['--app-id', APP_ID, '--domain', 'https://contoso.com'], '--domain'],
    ['an argument that is none', ['--app', APP_ID], "unknown option '--app'"],
  ])('refuses %s and writes nothing', async (_case, args, told) => {
    await inFolder(async (folder) => {
      const run = await packaged([...args, '--out', join(folder, 'a.zip')]);

      expect(run.code).toBe(2);
      expect(run.stderr).toContain(told);
      expect(await readdir(folder)).toEqual([]);
    });
  });
});

const OAUTH = ['--oauth-reference', 'REG-1'];

const AgentPackage = z.looseObject({
  id: z.string(),
  manifestVersion: z.string(),
  version: z.string(),
  bots: z.undefined().optional(),
  agentConnectors: z.tuple([
    z.looseObject({ toolSource: z.object({ remoteMcpServer: z.looseObject({ mcpServerUrl: z.string() }) }) }),
  ]),
});

async function manifestIn(zip: string): Promise<unknown> {
  const files = unzipSync(await readFile(zip));
  return JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array()));
}

function domainsOf({ composeExtensions: [{ messageHandlers }] }: z.infer<typeof Manifest>): string[] {
  return messageHandlers.flatMap(({ value }) => value.domains);
}

function read(path: string): Promise<string> {
  return readFile(join(ROOT, path), 'utf8');
}

function thirteen() {
  return Array.from({ length: 13 }, (_, index) => ({ title: `word ${index}`, description: 'a word' }));
}

function problemsOf(candidate: object): Promise<string[]> {
  return AppManifestUtils.validateAgainstSchema(
    candidate as Parameters<typeof AppManifestUtils.validateAgainstSchema>[0],
  );
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'porter-package-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The command as npm runs it, in a process that dies of any attempt to connect. */
function packaged(args: readonly string[], env: { readonly [name: string]: string } = {}) {
  const offline = `data:text/javascript,import net from 'node:net';net.Socket.prototype.connect=()=>process.exit(99)`;
  const { PATH = '' } = process.env;
  return new Promise<{ code: number; stderr: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', offline, 'src/cli/package.ts', ...args],
      { cwd: ROOT, env: { PATH, ...env } },
      (_error, _stdout, stderr) => resolve({ code: child.exitCode ?? -1, stderr }),
    );
  });
}

/** Reads a PNG of 8 bits a channel, without interlacing, with or without an alpha channel. */
async function readPng(name: string) {
  const file = await readFile(join(ROOT, 'appPackage', name));
  expect(file.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const [depth, colourType, , , interlaced] = file.subarray(24, 29);
  expect([depth, interlaced, colourType === 2 || colourType === 6]).toEqual([8, 0, true]);
  const data: Buffer[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') {
      data.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
    }
  }
  const bytes = colourType === 6 ? 4 : 3;
  const rows = unfiltered(inflateSync(Buffer.concat(data)), width * bytes, bytes);
  const pixels = rows.flatMap((row, y) =>
    Array.from({ length: width }, (_, x) => {
      const pixel = row.subarray(x * bytes, (x + 1) * bytes);
      return { x, y, rgb: `#${pixel.toString('hex', 0, 3)}`, alpha: pixel[3] ?? 255 };
    }),
  );
  return { width, height, pixels };
}

/** Undoes the five filters of a scan line. Source: PNG specification, third edition, section 9. */
function unfiltered(raw: Buffer, stride: number, bytes: number): Buffer[] {
  const rows: Buffer[] = [];
  for (let at = 0; at < raw.length; at += stride + 1) {
    const above = rows.at(-1);
    const row = Buffer.from(raw.subarray(at + 1, at + 1 + stride));
    for (let x = 0; x < stride; x++) {
      const a = row[x - bytes] ?? 0;
      const b = above?.[x] ?? 0;
      const c = x < bytes ? 0 : (above?.[x - bytes] ?? 0);
      const predicted = [0, a, b, (a + b) >> 1, paeth(a, b, c)][raw[at] ?? 0] ?? 0;
      row[x] = ((row[x] ?? 0) + predicted) & 0xff;
    }
    rows.push(row);
  }
  return rows;
}

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  if (pa <= pb && pa <= pc) return a;
  return pb <= pc ? b : c;
}
