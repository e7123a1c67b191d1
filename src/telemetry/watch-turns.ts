import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { z } from 'zod';
import type { TurnAnswer } from '../bot/adapter.ts';
import type { BotEndpoint } from '../bot/endpoint.ts';
import type { Registry } from '../dialogs/index.ts';
import type { CardAction, Command } from '../dialogs/speaking.ts';
import type { Route } from '../http/answer.ts';
import { meter, within } from './spans.ts';

/** What comes from outside is told only where it is one of a list. */
const TYPES = ['message', 'invoke', 'conversationUpdate', 'installationUpdate', 'messageReaction'];
const INVOKES = [
  'adaptiveCard/action',
  'application/search',
  'task/fetch',
  'task/submit',
  'fileConsent/invoke',
  'message/submitAction',
  'composeExtension/query',
  'composeExtension/selectItem',
  'composeExtension/queryLink',
  'composeExtension/anonymousQueryLink',
];

function listed(told: string | undefined, list: readonly string[]): string {
  return told !== undefined && list.includes(told) ? told : 'other';
}

/** A request as a span: the root of all that is done for it. Callers’ own traces are not gone on with, see docs/operations.md. */
export function watchRoute(path: string, route: Route): Route {
  const requests = meter().createHistogram('http.server.request.duration', {
    unit: 's',
    description: 'Requests, by route and status',
  });
  return (request) => {
    const attributes = {
      'http.request.method': request.method === 'GET' ? 'GET' : 'POST',
      'http.route': path,
    };
    return within(
      { name: `${attributes['http.request.method']} ${path}`, kind: SpanKind.SERVER, attributes },
      () => route(request),
      ({ seconds, fault }, answer, span) => {
        const status = { 'http.response.status_code': answer?.status ?? 500 };
        span.setAttributes(status);
        if ((answer?.status ?? 500) >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        requests.record(seconds, {
          ...attributes,
          ...status,
          ...(fault === undefined ? {} : { 'error.type': fault }),
        });
      },
    );
  };
}

const Body = z.looseObject({ statusCode: z.number().optional() });

/** `answered`, `refused`, or `fault`: an apology. What is said in a message is seen by nobody here; the log’s own line tells. */
function outcomeOf(answer: TurnAnswer | undefined): string {
  if (answer === undefined) return 'fault';
  if (answer.status !== 200) return answer.status >= 500 ? 'fault' : 'refused';
  const told = Body.safeParse(answer.body).data?.statusCode ?? 200;
  return told >= 500 ? 'fault' : told >= 400 ? 'refused' : 'answered';
}

export function watchEndpoint(endpoint: BotEndpoint): BotEndpoint {
  const turns = meter().createHistogram('porter.turn.duration', {
    unit: 's',
    description: 'Turns, by type and outcome',
  });
  return (authorization, activity) => {
    const type = listed(activity.type, TYPES);
    const attributes = {
      'porter.activity.type': type,
      ...(type === 'invoke' ? { 'porter.activity.name': listed(activity.name, INVOKES) } : {}),
    };
    return within(
      { name: `turn ${type}`, attributes },
      () => endpoint(authorization, activity),
      ({ seconds }, answer, span) => {
        // A message is apologised for by another message.
        const outcome = failed.has(span) ? 'fault' : outcomeOf(answer);
        span.setAttribute('porter.outcome', outcome);
        turns.record(seconds, { ...attributes, 'porter.outcome': outcome });
      },
    );
  };
}

/** Spans in which an error was logged. */
const failed = new WeakSet<object>();

/** That an error was logged in what is under way. @param id by which whoever got an apology names it */
export function markFailed(fault: string | undefined, id: string | undefined): void {
  const span = trace.getActiveSpan();
  if (span === undefined) return;
  failed.add(span);
  span.setStatus({ code: SpanStatusCode.ERROR });
  if (fault !== undefined) span.setAttribute('error.type', fault);
  if (id !== undefined) span.setAttribute('porter.correlation_id', id);
}

/** Presses and words as spans, by the names under which they are declared; what is no word of ours is in none. */
export function watchRegistry(registry: Registry): Registry {
  const presses = meter().createCounter('porter.presses', {
    unit: '{press}',
    description: 'Presses, of people and of agents, by verb and outcome',
  });
  const press = (action: CardAction): CardAction => ({
    ...action,
    run: (speaking, data) =>
      within(
        { name: `press ${action.verb}`, attributes: { 'porter.verb': action.verb } },
        () => action.run(speaking, data),
        ({ fault }, answer) => {
          const refused = answer !== undefined && 'refused' in answer ? answer.refused : 'answered';
          presses.add(1, { verb: action.verb, outcome: fault === undefined ? refused : 'fault' });
        },
      ),
  });
  const word = (command: Command): Command => ({
    ...command,
    run: (speaking, typed) =>
      within({ name: `word ${command.words[0]}` }, () => command.run(speaking, typed)),
  });
  return {
    ...registry,
    commands: registry.commands.map(word),
    actions: new Map([...registry.actions].map(([verb, action]) => [verb, press(action)])),
  };
}
