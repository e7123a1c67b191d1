import type { BotEndpoint } from './bot/endpoint.ts';
import type { Registry } from './dialogs/index.ts';
import type { Route } from './http/answer.ts';
import type { Connector } from './notifications/connector.ts';
import type { AroundNotice } from './notifications/lane-step.ts';
import type { DocumentStore } from './store/document-store.ts';
import type { JobHandlers } from './usecases/jobs.ts';
import type { Log } from './usecases/ports.ts';

/** The few places at which Porter is looked at while it runs. Each gives back what is used in the place of what it is given. */
export interface Watching {
  log(log: Log): Log;
  store(store: DocumentStore): DocumentStore;
  /** @param path as it is declared */
  route(path: string, route: Route): Route;
  endpoint(endpoint: BotEndpoint): BotEndpoint;
  registry(registry: Registry): Registry;
  connector(connector: Connector): Connector;
  jobs(handlers: JobHandlers): JobHandlers;
  /** Absent: the lane calls by itself. */
  readonly notice?: AroundNotice;
}

/** Nobody looks: everything is what it was, so that it costs nothing. */
export const NOT_WATCHED: Watching = {
  log: (log) => log,
  store: (store) => store,
  route: (_path, route) => route,
  endpoint: (endpoint) => endpoint,
  registry: (registry) => registry,
  connector: (connector) => connector,
  jobs: (handlers) => handlers,
};
