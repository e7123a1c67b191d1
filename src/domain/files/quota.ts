import { z } from 'zod';
import { ok, refuse, type Result } from '../shared/result.ts';
import { Day } from '../shared/time.ts';

/** What was sent on a day, UTC, by a person or for a location. */
export const FileQuota = z.object({ day: Day, files: z.number().int(), bytes: z.number().int() });
export type FileQuota = z.infer<typeof FileQuota>;

export interface QuotaLimits {
  readonly files: number;
  readonly bytes: number;
}

const MIB = 1024 * 1024;
/** Ours: proof of a busy day, many times over. */
export const PERSON_LIMITS: QuotaLimits = { files: 100, bytes: 300 * MIB };
export const LOCATION_LIMITS: QuotaLimits = { files: 500, bytes: 1_024 * MIB };
/** Raw mails of all partners, and those of one: far more than Microsoft writes. */
export const MAIL_LIMITS: QuotaLimits = { files: 50_000, bytes: 4_096 * MIB };
export const PARTNER_MAIL_LIMITS: QuotaLimits = { files: 5_000, bytes: 410 * MIB };
/** From here on whoever sends files is told how much room is left. */
const WARN_SHARE = 0.8;

/** Counts more files, all or none, unless the day has no room for them. */
export function countFiles(
  before: FileQuota | undefined,
  files: Sizes,
  day: Day,
  limits: QuotaLimits,
): Result<FileQuota, { readonly code: 'quota' }> {
  const after = addedTo(before, files, day);
  return after.files > limits.files || after.bytes > limits.bytes ? refuse({ code: 'quota' }) : ok(after);
}

/** Sizes in bytes. */
type Sizes = readonly { readonly size: number }[];

/** What was sent on the day together with more files. */
export function addedTo(before: FileQuota | undefined, files: Sizes, day: Day): FileQuota {
  const today = before?.day === day ? before : { day, files: 0, bytes: 0 };
  const bytes = files.reduce((sum, { size }) => sum + size, today.bytes);
  return { day, files: today.files + files.length, bytes };
}

/** How many files more fit into the day, once most of it is used up; undefined before. */
export function filesLeft(
  { files, bytes }: FileQuota,
  limits: QuotaLimits,
  mostBytes: number,
): number | undefined {
  if (files < limits.files * WARN_SHARE && bytes < limits.bytes * WARN_SHARE) return undefined;
  return Math.max(0, Math.min(limits.files - files, Math.floor((limits.bytes - bytes) / mostBytes)));
}
