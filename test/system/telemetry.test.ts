import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personIdOf } from '../../src/usecases/memberships/person-id.ts';
import { otlpReceiver, type OtlpReceiver, type ReceivedSpan } from '../support/otlp-receiver.ts';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { activity, csvOf, presses, referralEvent, saidTo, says, until } from '../support/wire.ts';

const ANNA = 7;
const PARTNER = '4815162342';
const TYPED = 'what is the opening balance of canary-typed';
const NOTE = 'canary-note for the file';

let collector: OtlpReceiver;
let porter: PorterProcess;
/** A press that failed, as its presser was told of it. */
let apology = '';

const spansNamed = (name: string) => collector.spans.filter((span) => span.name === name);
const only = (spans: readonly ReceivedSpan[]): ReceivedSpan => {
  const [span] = spans;
  if (span === undefined) throw new Error('no such span');
  return span;
};

/** A conversation and a referral, then an end, with which all that is left is told. */
beforeAll(async () => {
  collector = await otlpReceiver();
  porter = await porterProcess();
  await porter.import(csvOf([{ partnerId: PARTNER, people: [ANNA], admins: [ANNA] }]));
  await porter.start({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_METRIC_EXPORT_INTERVAL: '1000',
    OTEL_METRIC_EXPORT_TIMEOUT: '1000',
  });
  await says(porter, ANNA, 'hello');
  await says(porter, ANNA, TYPED);
  await porter.events(referralEvent('R-1'));
  await until(() => saidTo(porter, ANNA).some((said) => said.includes('referral.accept')));
  const press = (verb: string, more: object = {}) =>
    presses(porter, ANNA, verb, { referralId: 'R-1', part: 1, ...more });
  expect((await press('referral.accept')).body.statusCode).toBe(200);
  await press('referral.note', { text: NOTE });
  expect((await presses(porter, ANNA, 'operations.show', {})).body.statusCode).toBe(400);
  const store = new DatabaseSync(join(porter.folder, 'data/porter.db'));
  store.exec('PRAGMA busy_timeout = 5000');
  store.exec(`UPDATE documents SET body = '{}' WHERE kind = 'referral'`);
  store.close();
  const failed = activity(porter, ANNA, {
    id: 'f:apology-1',
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: {
      action: { type: 'Action.Execute', verb: 'referral.show', data: { referralId: 'R-1', part: 1 } },
    },
  });
  apology = JSON.stringify((await porter.post(failed)).body);
  await porter.stop();
}, 60_000);
afterAll(async () => {
  await porter.close();
  await collector.close();
});

describe('what a collector is told', () => {
  it('is one trace from an event to the notice that the connector took', () => {
    const notice = only(spansNamed('notice referral-offer'));
    const trace = collector.spans.filter(({ traceId }) => traceId === notice.traceId);
    const names = trace.map(({ name }) => name);

    expect(names).toEqual(expect.arrayContaining(['POST /api/events', 'store commit', 'connector send']));
    expect(trace.find(({ name }) => name === 'POST /api/events')?.parentSpanId ?? '').toBe('');
    const sent = trace.find(({ name }) => name === 'connector send');
    expect(sent).toMatchObject({
      parentSpanId: notice.spanId,
      attributes: { 'server.address': '127.0.0.1' },
    });
  });

  it('is one trace from a message to the answer that the connector took', () => {
    const word = only(spansNamed('word today'));
    const trace = collector.spans.filter(({ traceId }) => traceId === word.traceId);

    expect(trace.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['POST /api/messages', 'turn message', 'store get', 'connector reply']),
    );
  });

  it('counts turns, presses, decisions, notices, jobs and calls of the store', () => {
    const points = (name: string) => collector.metrics.get(name);

    expect(points('porter.presses')).toEqual(
      expect.arrayContaining([
        { verb: 'referral.accept', outcome: 'answered' },
        { verb: 'operations.show', outcome: 'forbidden' },
        { verb: 'referral.show', outcome: 'fault' },
      ]),
    );
    expect(points('porter.decisions')).toContainEqual({ verb: 'referral.accept', outcome: 'done' });
    expect(points('porter.notices')).toContainEqual({ state: 'sent', kind: 'referral-offer' });
    expect(points('porter.turn.duration')).toContainEqual({
      'porter.activity.type': 'invoke',
      'porter.activity.name': 'adaptiveCard/action',
      'porter.outcome': 'fault',
    });
    expect(points('porter.job.duration')?.length).toBeGreaterThan(0);
    expect(points('db.client.operation.duration')?.length).toBeGreaterThan(0);
    for (const gauge of ['pending', 'oldest', 'dead']) expect(points(`porter.jobs.${gauge}`)).toBeDefined();
  });

  it('finds an apology by the id that its reader was told, in the log as in the trace', () => {
    expect(apology).toContain('f:apology-1');
    const line = porter
      .output()
      .split('\n')
      .find((text) => text.includes('"turn failed"'));
    const turn = collector.spans.find(
      ({ attributes }) => attributes['porter.correlation_id'] === 'f:apology-1',
    );

    expect(line).toContain('"activityId":"f:apology-1"');
    expect(line).toContain(`"traceId":"${turn?.traceId}"`);
    expect(turn?.failed).toBe(true);
  });

  it('holds nothing of anybody: no name, address, id, text or token', () => {
    const told = collector.raw.join('\n');
    const personal = [
      `Person ${ANNA}`,
      `person${ANNA}@`,
      aad(ANNA),
      personIdOf(contosoTenant, aad(ANNA)),
      contosoTenant,
      `29:${ANNA}`,
      `a:${ANNA}`,
      'canary',
      'opening balance',
      'Tailspin',
      'Jo Berg',
      'jo@tailspin',
      'aaaaaaaa-0000-4000-8000',
      'R-1',
      PARTNER,
      'Bearer',
      'eyJ',
      'whsec_',
      porter.folder,
      '"host.name"',
      '"process.',
    ];

    expect(collector.spans.length).toBeGreaterThan(30);
    expect(personal.filter((text) => told.includes(text))).toEqual([]);
  });
});

it('nothing of OpenTelemetry is loaded without its variables', async () => {
  const before = collector.raw.length;
  await porter.start({
    NODE_OPTIONS: `--import ${join(import.meta.dirname, '../support/tell-modules.mjs')}`,
  });
  await says(porter, ANNA, 'hello');
  const from = porter.output().length;
  await porter.stop();

  expect(porter.output().slice(from)).toContain('modules of OpenTelemetry: 0');
  expect(collector.raw.length).toBe(before);
}, 60_000);
