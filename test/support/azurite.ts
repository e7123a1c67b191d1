import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The account that Azurite has always; its key is published. */
const ACCOUNT = 'devstoreaccount1';
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const AZURITE = join(import.meta.dirname, '../../node_modules/azurite/dist/src/azurite.js');
const FLAGS = ['--inMemoryPersistence', '--skipApiVersionCheck', '--disableTelemetry'];
const PORTS = ['--blobPort', '0', '--queuePort', '0', '--tablePort', '0'];

/** Azure Storage on this machine, in memory, on free ports. */
export interface Azurite {
  /** With the account in the path. */
  readonly blobUrl: string;
  readonly queueUrl: string;
  readonly account: string;
  readonly key: string;
  stop(): Promise<void>;
}

export async function startAzurite(): Promise<Azurite> {
  const child = spawn(process.execPath, [AZURITE, ...FLAGS, ...PORTS], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const urls = new Map<string, string>();
  for await (const line of createInterface(child.stdout)) {
    const [, service = '', url = ''] =
      /^Azurite (\w+) service is successfully listening at (\S+)/.exec(line) ?? [];
    if (service !== '') urls.set(service, `${url}/${ACCOUNT}`);
    if (urls.has('Blob') && urls.has('Queue')) break;
  }
  child.stdout.resume();
  const urlOf = (service: string) => {
    const url = urls.get(service);
    if (url === undefined) throw new Error(`Azurite did not start its ${service} service`);
    return url;
  };
  return {
    blobUrl: urlOf('Blob'),
    queueUrl: urlOf('Queue'),
    account: ACCOUNT,
    key: KEY,
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
