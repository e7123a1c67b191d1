import { expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { indexingPolicy } from '../src/store/cosmos-schema.ts';

/**
 * An identity with rights to data alone cannot make the container, so the Bicep file does. After a change of
 * a kind of document's fields, write `indexingPolicy()` into the file again.
 */
it('infra/indexing-policy.json is the policy that the Cosmos DB engine asks for', async () => {
  const file = await readFile(join(import.meta.dirname, '../infra/indexing-policy.json'), 'utf8');

  expect(JSON.parse(file)).toEqual(indexingPolicy());
});
