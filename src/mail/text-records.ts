import { Resolver } from 'node:dns/promises';
import type { TextRecords } from './dkim.ts';

/** One try, and a second one; after that the mail’s job tries again later. */
const TRY_MS = 2_000;
const TRIES = 2;
const MAX_MS = 5_000;

/** DNS, as this machine is told to ask it; never longer than {@link MAX_MS}. */
export const textRecords: TextRecords = async (name) => {
  const resolver = new Resolver({ timeout: TRY_MS, tries: TRIES });
  const late = setTimeout(() => resolver.cancel(), MAX_MS);
  try {
    return await resolver.resolveTxt(name);
  } finally {
    clearTimeout(late);
  }
};
