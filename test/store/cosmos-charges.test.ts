import { expect, it } from '@jest/globals';
import { createHttpHeaders, createPipelineRequest } from '@azure/core-rest-pipeline';
import { charging, type Charge } from '../../src/store/cosmos-charges.ts';

it('tells of each answer of Azure Cosmos DB what it cost, and passes it on as it is', async () => {
  const charges: Charge[] = [];
  const answers = [
    { status: 200, headers: createHttpHeaders({ 'x-ms-request-charge': '2.83' }) },
    { status: 429, headers: createHttpHeaders() },
  ];
  const client = charging((charge) => charges.push(charge), {
    sendRequest: (request) =>
      Promise.resolve({ request, ...(answers.shift() ?? { status: 500, headers: createHttpHeaders() }) }),
  });
  const request = createPipelineRequest({ url: 'https://porter.documents.azure.test/' });

  const answer = await client.sendRequest(request);
  await client.sendRequest(request);

  expect(answer.status).toBe(200);
  expect(charges).toEqual([
    { units: 2.83, status: 200 },
    { units: 0, status: 429 },
  ]);
});
