import { z } from 'zod';

/**
 * In which trace something was asked for, so that what is done later belongs to it: an id drawn at random, of nobody and of
 * nothing. Source: W3C Trace Context, `traceparent`.
 */
export const TraceParent = z.string().regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/);
export type TraceParent = z.infer<typeof TraceParent>;
