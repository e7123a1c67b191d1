import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { MAX_FILE_BYTES } from '../../src/domain/files/kept-file.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { openBlobs } from '../../src/store/open-blobs.ts';
import { askToErase } from '../../src/usecases/erasure/ask.ts';
import type { Blobs } from '../../src/usecases/files/blobs.ts';
import { FileChunkDocument } from '../../src/usecases/files/documents.ts';
import { dropFile, findKept, keepFile, readKept } from '../../src/usecases/files/keep.ts';
import { StoreUnavailable } from '../../src/usecases/ports.ts';
import { startAzurite, type Azurite } from '../support/azurite.ts';
import { atEveryPoint, untilBroken } from '../support/break-off.ts';
import { importing, removeFolders } from '../support/csv-folder.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { noon } from '../support/referrals.ts';

let azurite: Azurite;
let blobs: Blobs;
let world: ReferralWorld;

function configOf({ account, key, blobUrl }: Pick<Azurite, 'account' | 'key' | 'blobUrl'>) {
  const connectionString = `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};BlobEndpoint=${blobUrl};`;
  return { connectionString, container: 'porter-files' };
}

async function opened(): Promise<Blobs> {
  const found = await openBlobs(configOf(azurite));
  if (found === undefined) throw new Error('not configured');
  return found;
}

beforeAll(async () => {
  azurite = await startAzurite();
  blobs = await opened();
});
beforeEach(async () => (world = await referralWorld(noon, { blobs })));
afterEach(async () => {
  await world.close();
  await blobs.remove('');
});
afterAll(async () => {
  removeFolders();
  await azurite.stop();
});

const BYTES = Buffer.from('A statement of work');
let files = 0;
const newFile = () => (++files).toString(16).padStart(32, '0');
const chunks = () => Array.fromAsync(world.context.documents.scan(FileChunkDocument, 'files'));
const keep = (fileId: string, bytes: Buffer = BYTES, context = world.context) =>
  keepFile(context, actorOf(1), { fileId, name: 'sow.pdf', bytes });
/** A file's bytes wherever they are, known of or not. */
const bytesOf = async (fileId: string) => {
  const { sha256 } = await keep('f'.repeat(32));
  return blobs.read(`${fileId}/${sha256}`);
};

describe('a name in Azure Blob Storage', () => {
  it('keeps what was put under it first, and is found by a container that is there already', async () => {
    await blobs.put('a/1', BYTES);
    await blobs.put('a/1', Buffer.from('other'));

    expect(await (await opened()).read('a/1')).toEqual(BYTES);
  });

  it('is gone with all that begin so, and with nothing else; nothing there is fine', async () => {
    for (const name of ['a/1', 'a/2', 'b/1']) await blobs.put(name, BYTES);

    await blobs.remove('a/');
    await blobs.remove('a/');

    expect([await blobs.read('a/1'), await blobs.read('a/2')]).toEqual([undefined, undefined]);
    expect(await blobs.read('b/1')).toEqual(BYTES);
  });

  it('cannot be had with a wrong key, and the error holds nothing of it', async () => {
    const wrong = openBlobs(configOf({ ...azurite, key: Buffer.from('wrong').toString('base64') }));

    await expect(wrong).rejects.toThrow(StoreUnavailable);
    await expect(wrong).rejects.toThrow(/^Azure Blob Storage: open failed \(403\)$/);
  });
});

describe('a file that is kept there', () => {
  it('comes back as it was sent, and no byte of it lies among the documents', async () => {
    const large = randomBytes(MAX_FILE_BYTES);
    const fileId = newFile();

    const file = await keep(fileId, large);

    expect(file).toMatchObject({ size: MAX_FILE_BYTES, chunks: 0 });
    expect((await readKept(world.context, fileId))?.bytes.equals(large)).toBe(true);
    expect(await chunks()).toEqual([]);
  });

  it('is whole or not there wherever keeping it breaks off, and the same again completes it', async () => {
    const points = await atEveryPoint(async (broken) => {
      const fileId = newFile();
      const { documents } = world.context;
      const dying = { ...world.context, documents: broken.documents(documents), blobs: broken.blobs(blobs) };
      await untilBroken(() => keep(fileId, BYTES, dying));

      if ((await findKept(documents, fileId)) !== undefined) {
        expect((await readKept(world.context, fileId))?.bytes).toEqual(BYTES);
      }
      await keep(fileId);
      expect((await readKept(world.context, fileId))?.bytes).toEqual(BYTES);
    });
    expect(points).toBe(6);
  });

  it('goes for good wherever keeping or deleting it breaks off, by the job that lies with it', async () => {
    await atEveryPoint(async (broken) => {
      const fileId = newFile();
      const dying = {
        ...world.context,
        documents: broken.documents(world.context.documents),
        blobs: broken.blobs(blobs),
      };
      await untilBroken(() => keep(fileId, BYTES, dying));
      await untilBroken(() => dropFile(dying, fileId, ''));

      world.now = new Date(world.now.getTime() + 30 * 86_400_000);
      await world.runner.drain();

      expect(await findKept(world.context.documents, fileId)).toBeUndefined();
      expect(await bytesOf(fileId)).toBeUndefined();
    });
  });

  it('is the one of two that were sent at once under one id, and both know it', async () => {
    const fileId = newFile();

    const both = await Promise.all([keep(fileId), keep(fileId, Buffer.from('other'))]);

    const kept = await readKept(world.context, fileId);
    expect(both).toEqual([kept?.file, kept?.file]);
    await dropFile(world.context, fileId, '');
    expect(await bytesOf(fileId)).toBeUndefined();
  });

  it('goes with the person who sent it, if it is no proof of anything', async () => {
    await world.locationWith(PartnerId.parse('1001'), [1, 2], {}, { role: 'program-admin' });
    const fileId = newFile();
    await keep(fileId);

    await askToErase(world.context, actorOf(1), undefined);
    await world.runner.drain();

    expect(await findKept(world.context.documents, fileId)).toBeUndefined();
    expect(await bytesOf(fileId)).toBeUndefined();
  });

  it('is no other than one that was kept in chunks before: that stays, and goes with all of it', async () => {
    const { blobs: _blobs, ...before } = world.context;
    const fileId = newFile();
    await keep(fileId, BYTES, before);

    expect((await readKept(world.context, fileId))?.bytes).toEqual(BYTES);
    await dropFile(world.context, fileId, '');
    expect(await chunks()).toEqual([]);
  });

  it('is not taken for lost when nothing says any more where it is', async () => {
    const { blobs: _blobs, ...after } = world.context;
    const fileId = newFile();
    await keep(fileId);

    await expect(readKept(after, fileId)).rejects.toThrow('not configured');
    await expect(dropFile(after, fileId, '')).rejects.toThrow('not configured');
    expect((await readKept(world.context, fileId))?.bytes).toEqual(BYTES);
  });
});

it('statements are imported there, and a file goes with its statement', async () => {
  await world.locationWith(PartnerId.parse('1001'), [1]);
  const row = 'S-10,1001,FRP,2026-10,october.csv,12.50,USD';
  const header = 'statementId,partnerId,program,period,file,total,currency';
  const imported = (rows: string) =>
    importing(world.store, { 'statements.csv': rows, 'october.csv': 'line' }, { blobs });
  await imported(`${header}\n${row}\n`);
  expect(await chunks()).toEqual([]);
  const [stored] = await Array.fromAsync(world.store.scan('files', 'kept-file'));
  const fileId = String(stored?.body['fileId']);
  expect((await readKept(world.context, fileId))?.bytes.toString()).toBe('line');

  await imported(`${header},state\n${row},removed\n`);
  await world.runner.drain();

  expect(await findKept(world.context.documents, fileId)).toBeUndefined();
  expect(await blobs.read(`${fileId}/${String(stored?.body['sha256'])}`)).toBeUndefined();
});
