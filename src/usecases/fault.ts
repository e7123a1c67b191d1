/** What a log may say of a fault: its kind, its code and where it was thrown; never its message, which may hold data. */
export interface FaultFields {
  readonly fault: string;
  readonly code?: string;
  readonly cause?: string;
  /** Frames of the stack, without the message that precedes them. */
  readonly at: readonly string[];
}

export function faultFields(error: unknown): FaultFields {
  if (!(error instanceof Error)) return { fault: typeof error, at: [] };
  const at = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    fault: error.name,
    ...(code === undefined ? {} : { code }),
    ...(error.cause instanceof Error ? { cause: error.cause.name } : {}),
    at,
  };
}
