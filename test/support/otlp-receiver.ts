import { createServer } from 'node:http';
import { z } from 'zod';
import { listen, stop } from './open-id-server.ts';

const Value = z.looseObject({
  stringValue: z.string().optional(),
  intValue: z.union([z.string(), z.number()]).optional(),
});
const Attributes = z.array(z.object({ key: z.string(), value: Value })).default([]);
const SpanBody = z.looseObject({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  attributes: Attributes,
  status: z.looseObject({ code: z.union([z.number(), z.string()]).optional() }).optional(),
});
const Traces = z.object({
  resourceSpans: z.array(z.looseObject({ scopeSpans: z.array(z.looseObject({ spans: z.array(SpanBody) })) })),
});
const Point = z.looseObject({ attributes: Attributes });
const Points = z.looseObject({ dataPoints: z.array(Point) }).optional();
const Metrics = z.object({
  resourceMetrics: z.array(
    z.looseObject({
      scopeMetrics: z.array(
        z.looseObject({
          metrics: z.array(
            z.looseObject({ name: z.string(), sum: Points, gauge: Points, histogram: Points }),
          ),
        }),
      ),
    }),
  ),
});

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly attributes: { readonly [key: string]: string };
  readonly failed: boolean;
}

/** A collector that takes OTLP over HTTP, in JSON. */
export interface OtlpReceiver {
  readonly url: string;
  readonly spans: ReceivedSpan[];
  /** Attributes of the points of each metric, by its name. */
  readonly metrics: Map<string, { readonly [key: string]: string }[]>;
  /** All that came, as it came. */
  readonly raw: string[];
  close(): Promise<void>;
}

export async function otlpReceiver(): Promise<OtlpReceiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      self.raw.push(text);
      if (request.url === '/v1/traces') takeSpans(text);
      if (request.url === '/v1/metrics') takeMetrics(text);
      response.setHeader('content-type', 'application/json');
      response.end('{}');
    });
  });

  function takeSpans(text: string): void {
    for (const resource of Traces.parse(JSON.parse(text)).resourceSpans) {
      for (const { spans } of resource.scopeSpans) {
        for (const { traceId, spanId, parentSpanId, name, attributes, status } of spans) {
          const failed = status?.code === 2;
          self.spans.push({ traceId, spanId, parentSpanId, name, attributes: plain(attributes), failed });
        }
      }
    }
  }

  function takeMetrics(text: string): void {
    for (const resource of Metrics.parse(JSON.parse(text)).resourceMetrics) {
      for (const { metrics } of resource.scopeMetrics) {
        for (const { name, sum, gauge, histogram } of metrics) {
          const points = (sum ?? gauge ?? histogram)?.dataPoints ?? [];
          self.metrics.set(name, [
            ...(self.metrics.get(name) ?? []),
            ...points.map((one) => plain(one.attributes)),
          ]);
        }
      }
    }
  }

  const self: OtlpReceiver = {
    url: `http://127.0.0.1:${await listen(server)}`,
    spans: [],
    metrics: new Map(),
    raw: [],
    close: () => stop(server),
  };
  return self;
}

function plain(attributes: z.infer<typeof Attributes>): { readonly [key: string]: string } {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, String(value.stringValue ?? value.intValue ?? '')]),
  );
}
