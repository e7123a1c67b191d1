import type { ImportOutcome } from '../../../domain/imports/dropped.ts';

/**
 * Reads files as `npm run import` does, a zip for what is in it, and stores what they say unless it is a dry run. Works beside
 * the turns of this process. Doing it again completes what broke off.
 *
 * @param progress told how far it is, 0 to 1
 */
export type ImportFiles = (
  files: readonly { readonly name: string; readonly bytes: Buffer }[],
  options: { readonly dryRun: boolean },
  progress: (ratio: number) => void,
) => Promise<ImportOutcome>;
