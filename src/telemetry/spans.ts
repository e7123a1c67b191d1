import {
  context,
  metrics,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
  type Link,
  type Span,
} from '@opentelemetry/api';
import type { TraceParent } from '../domain/shared/trace.ts';

const NAME = 'porter';

export const meter = () => metrics.getMeter(NAME);

export interface Watched {
  readonly name: string;
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  readonly links?: readonly Link[];
  /** In the place of what is under way here. */
  readonly under?: Context;
}

/** How long it took, in seconds as metrics have it, and its fault if it has one. */
export interface Ended {
  readonly seconds: number;
  readonly fault: string | undefined;
}

/**
 * Does something within a span of its own.
 *
 * @param ended called with what came of it, also where it threw, before the span ends
 */
export async function within<T>(
  { name, kind = SpanKind.INTERNAL, attributes = {}, links = [], under = context.active() }: Watched,
  run: (span: Span) => Promise<T>,
  ended: (how: Ended, result: T | undefined, span: Span) => void = () => undefined,
): Promise<T> {
  const span = trace.getTracer(NAME).startSpan(name, { kind, attributes, links: [...links] }, under);
  const inside = () => context.with(trace.setSpan(under, span), () => run(span));
  try {
    return await timed(inside, (how, result) => {
      if (how.fault !== undefined) {
        span.setStatus({ code: SpanStatusCode.ERROR });
        span.setAttribute('error.type', how.fault);
      }
      ended(how, result, span);
    });
  } finally {
    span.end();
  }
}

/** Does something, and calls `ended` with what came of it, also where it threw. */
export async function timed<T>(
  run: () => Promise<T>,
  ended: (how: Ended, result: T | undefined) => void,
): Promise<T> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1_000;
  try {
    const result = await run();
    ended({ seconds: seconds(), fault: undefined }, result);
    return result;
  } catch (error) {
    ended({ seconds: seconds(), fault: faultOf(error) }, undefined);
    throw error;
  }
}

/** The kind of an error; its message may hold data. */
export function faultOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

/** Where we are, to be kept with what is asked for. @returns undefined outside of any span, or in one that nobody keeps */
export function here(): TraceParent | undefined {
  const span = trace.getActiveSpan()?.spanContext();
  if (span === undefined || (span.traceFlags & TraceFlags.SAMPLED) === 0) return undefined;
  return `00-${span.traceId}-${span.spanId}-01`;
}

/** The trace in which something was asked for. */
export function there(parent: TraceParent | undefined): Context | undefined {
  const [, traceId, spanId] = parent?.split('-') ?? [];
  if (traceId === undefined || spanId === undefined) return undefined;
  const asked = { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return trace.setSpanContext(context.active(), asked);
}
