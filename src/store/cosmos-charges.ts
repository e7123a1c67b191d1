import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';

/** What Azure Cosmos DB charged for one request, in request units, and the HTTP status of its answer. */
export interface Charge {
  readonly units: number;
  readonly status: number;
}

/** The SDK's own way to send, telling of each answer what it cost. Source of the header: Azure Cosmos DB, REST, common headers. */
export function charging(
  charged: (charge: Charge) => void,
  client: HttpClient = createDefaultHttpClient(),
): HttpClient {
  return {
    async sendRequest(request) {
      const answer = await client.sendRequest(request);
      const units = Number(answer.headers.get('x-ms-request-charge') ?? 0);
      charged({ units: Number.isFinite(units) ? units : 0, status: answer.status });
      return answer;
    },
  };
}
