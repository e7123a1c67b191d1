import { context, SpanKind, trace, type Link } from '@opentelemetry/api';
import { ConnectorError } from '../notifications/connector-error.ts';
import type { Connector } from '../notifications/connector.ts';
import type { AroundNotice } from '../notifications/lane-step.ts';
import type { JobHandler, JobHandlers, JobOutcome, JobTask } from '../usecases/jobs.ts';
import { faultOf, meter, there, within } from './spans.ts';

const THROTTLED = 429;
/** What a connector may say of itself: a name, and no more. */
const CODE = /^\w{1,60}$/;

/** Every job as a span in the trace that asked for it. */
export function watchJobs(handlers: JobHandlers): JobHandlers {
  const jobs = meter().createHistogram('porter.job.duration', {
    unit: 's',
    description: 'Jobs that were run, by task and outcome',
  });
  const watched = Object.entries(handlers).map(([task, handler]) => {
    // One dispatch table, as the runner has it.
    const run = handler as JobHandler;
    const attributes = { 'porter.job': task };
    const ofJob: JobHandler = (payload, ran) =>
      within(
        {
          name: `job ${task}`,
          kind: SpanKind.CONSUMER,
          attributes,
          under: there(ran.job.value.trace) ?? context.active(),
        },
        () => run(payload, ran),
        ({ seconds, fault }, outcome, span) => {
          const told = {
            ...attributes,
            'porter.outcome': fault === undefined ? outcomeOf(outcome) : 'failed',
          };
          span.setAttributes(told);
          jobs.record(seconds, told);
        },
      );
    return [task, ofJob] as const;
  });
  return Object.fromEntries(watched) as { [Task in JobTask['task']]: JobHandler<Task> };
}

function outcomeOf(outcome: JobOutcome | undefined): string {
  return typeof outcome === 'object' ? outcome.is : 'done';
}

/** A notice that is sent or brought up to date, in the trace of what asked for it; the lane that does so is linked. */
export const watchNotice: AroundNotice = ({ subject, trace: asked }, run) => {
  const lane = trace.getActiveSpan()?.spanContext();
  const under = there(asked);
  const links: Link[] = lane === undefined || under === undefined ? [] : [{ context: lane }];
  return within(
    {
      name: `notice ${subject.kind}`,
      kind: SpanKind.PRODUCER,
      attributes: { 'porter.notice': subject.kind },
      links,
      under: under ?? context.active(),
    },
    run,
  );
};

/** Calls of the Bot Connector. No trace is told to it: nothing of it could be found there. */
export function watchConnector(connector: Connector): Connector {
  const calls = meter().createHistogram('porter.connector.duration', {
    unit: 's',
    description: 'Calls of the Bot Connector, by call and status',
  });
  const throttled = meter().createCounter('porter.throttled', {
    description: 'Answers 429',
    unit: '{answer}',
  });

  function called<T>(name: string, serviceUrl: string, run: () => Promise<T>): Promise<T> {
    const attributes = { 'porter.call': name };
    const status = { 'http.response.status_code': 200 };
    const watched = {
      name: `connector ${name}`,
      kind: SpanKind.CLIENT,
      attributes: { ...attributes, 'server.address': hostOf(serviceUrl) },
    };
    return within(
      watched,
      async (span) => {
        try {
          const result = await run();
          span.setAttributes(status);
          return result;
        } catch (error) {
          if (error instanceof ConnectorError) {
            status['http.response.status_code'] = error.status;
            if (error.status === THROTTLED) throttled.add(1, { by: 'teams' });
            span.setAttributes({
              ...status,
              'porter.code': CODE.test(error.code) ? error.code : faultOf(error),
            });
          }
          throw error;
        }
      },
      ({ seconds }) => calls.record(seconds, { ...attributes, ...status }),
    );
  }

  return {
    sendToConversation: (url, ...to) => called('send', url, () => connector.sendToConversation(url, ...to)),
    reply: (url, ...to) => called('reply', url, () => connector.reply(url, ...to)),
    sendTargeted: (url, ...to) => called('send-targeted', url, () => connector.sendTargeted(url, ...to)),
    updateActivity: (url, ...to) => called('update', url, () => connector.updateActivity(url, ...to)),
    deleteActivity: (url, ...to) => called('delete', url, () => connector.deleteActivity(url, ...to)),
    createConversation: (url, chat) =>
      called('create-chat', url, () => connector.createConversation(url, chat)),
    getMember: (url, ...of) => called('get-member', url, () => connector.getMember(url, ...of)),
    getMembers: (url, ...of) => called('get-members', url, () => connector.getMembers(url, ...of)),
  };
}

function hostOf(serviceUrl: string): string {
  return URL.parse(serviceUrl)?.hostname ?? '';
}
