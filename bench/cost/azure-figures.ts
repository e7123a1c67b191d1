/**
 * What Azure Cosmos DB for NoSQL publishes of its charges. The real charge of a request comes with its answer; these are for
 * paper.
 *
 * Sources: Microsoft Learn, "Optimize request cost in Azure Cosmos DB" (a point read of 1 KB is 1 RU and of 100 KB is 10; an
 * insert of 1 KB some 5.5 RU without its indexes; a replacement twice an insert; strong consistency doubles reads), "Service
 * quotas" (10,000 RU/s and 20 GB a logical partition), and the price list for East US, one region, autoscale and
 * transactional storage, 2026.
 */

const KB = 1_024;
/** Strong, as `infra/` sets it up. */
const CONSISTENCY = 2;
/** Index lookups and the compiled query, before a document is loaded. Ours, on the high side: they say 2.3 for the smallest. */
const QUERY_BASE = 2.5;
/** Of an insert, for each 1 KB, with the few fields that our policy indexes. */
const INSERT_PER_KB = 6;

export const HOTTEST_KEY_RU = 10_000;
export const LARGEST_PARTITION_BYTES = 20e9;
/** US dollars for 100 RU/s in an hour, autoscale. */
const DOLLARS_PER_100_RU_HOUR = 0.012;
const DOLLARS_PER_GB_MONTH = 0.25;

/** @param bytes of the document, 0 where there is none */
export function pointReadRu(bytes: number): number {
  const kb = Math.max(1, bytes / KB);
  return CONSISTENCY * (1 + ((kb - 1) * 9) / 99);
}

/** @param sizes bytes of the documents that it loaded */
export function queryRu(sizes: readonly number[]): number {
  const loaded = sizes.reduce((sum, bytes) => sum + Math.max(1, bytes / KB) * 0.25, 0);
  return CONSISTENCY * (QUERY_BASE + loaded);
}

export function writeRu(op: 'create' | 'replace' | 'delete', bytes: number): number {
  const insert = INSERT_PER_KB * Math.max(1, bytes / KB);
  return op === 'replace' ? 2 * insert : insert;
}

/** Dollars a month for what a day takes at its busiest, and for what is kept. */
export function dollarsAMonth({
  peakRuPerSecond,
  meanRuPerSecond,
  bytes,
}: {
  readonly peakRuPerSecond: number;
  readonly meanRuPerSecond: number;
  readonly bytes: number;
}): { readonly requests: number; readonly storage: number } {
  // Autoscale charges each hour for the most that it took in it, at least a tenth of its maximum.
  const charged = Math.max(meanRuPerSecond, peakRuPerSecond / 10);
  return {
    requests: (charged / 100) * DOLLARS_PER_100_RU_HOUR * 24 * 30,
    storage: (bytes / 1e9) * DOLLARS_PER_GB_MONTH,
  };
}
