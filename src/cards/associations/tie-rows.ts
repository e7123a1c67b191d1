import type { Tie, UsageRow } from '../../domain/associations/association.ts';
import type { LocationView, TieView } from '../../domain/associations/customer-view.ts';
import type { DporReport } from '../../domain/associations/dpor-report.ts';
import type { DporRequest } from '../../domain/associations/dpor-request.ts';
import { SubscriptionId } from '../../domain/shared/ids.ts';
import { date, day, number, type Reader } from '../kit/format.ts';
import type { StateColor } from '../kit/head.ts';
import { ACTIVITY_SHORT_NAMES, ASSOCIATION_NAMES } from '../kit/labels.ts';
import { bold, plain } from '../kit/text.ts';
import { askedLine } from './asked-line.ts';
import { saysText } from './mail-text.ts';
import { productName, shortId } from './product.ts';
import { targetName, workloadName } from './target.ts';

/** An association on a customer's card. */
export interface TieRow {
  readonly title: string;
  readonly lines: readonly string[];
  readonly usage: readonly string[];
  readonly state: string;
  readonly color: StateColor;
}

/** Lines of figures under one association. */
const MOST_USAGE = 4;
/** Requests of a location that wait for the customer. */
const MOST_ASKED = 4;
/** What was told there and nobody has confirmed. */
const MOST_TOLD = 3;

/** A tie with where it is. */
export type Row = TieView & Pick<LocationView, 'location' | 'requests'>;

/** One association: by what, on what, since when, with its figures. */
export function rowOf({ tie, usage, requests }: Row, locationName: string, reader: Reader): TieRow {
  const { association, since, activity } = tie;
  const comes = since !== null && since > reader.now;
  const { state, color } = comes ? COMING : stateOf(tie);
  const lines = [
    locationName === '' ? '' : plain(locationName),
    targetLine(tie, reader),
    activity === undefined ? '' : ACTIVITY_SHORT_NAMES[activity],
    comes ? comingLine(since, reader) : sinceLine(since, reader),
    answeredLine(tie, requests, reader),
  ];
  const figures = usage.slice(0, MOST_USAGE).map((row) => usageLine(tie, row, reader));
  return {
    title: `${ASSOCIATION_NAMES[association]} · ${targetName(tie)}`,
    lines: lines.filter((line) => line !== ''),
    usage: figures.length > 0 ? figures : comes ? [] : ['No usage imported for it yet.'],
    state,
    color,
  };
}

/** What follows from a claim by itself, later. */
const COMING = { state: 'Coming', color: 'Default' } as const;

function comingLine(since: Date, reader: Reader): string {
  return `Comes with the OSA claim by itself, from ${date(since, reader)}`;
}

function sinceLine(since: Date | null, reader: Reader): string {
  return since === null ? 'Since when is not known' : `Since ${date(since, reader)}`;
}

/** That it was asked for, and the customer did it. */
function answeredLine(tie: Tie, requests: readonly DporRequest[], reader: Reader): string {
  const request = requests.find(({ subscriptionId }) => subscriptionId === tie.target);
  if (tie.association !== 'dpor' || request === undefined || request.answeredAt === null) return '';
  const line = askedLine(request, reader);
  return request.sent === undefined ? line : `${line}, answered on ${date(request.answeredAt, reader)}`;
}

function targetLine({ target, ends }: Tie, reader: Reader): string {
  const id = SubscriptionId.safeParse(target);
  const parts = [
    ...(id.success ? [`Subscription ${shortId(id.data)}`] : []),
    ...(ends === null ? [] : [`until ${day(ends, reader)}`]),
  ];
  return parts.join(' · ');
}

function stateOf({ association, status }: Tie): { readonly state: string; readonly color: StateColor } {
  switch (status) {
    case 'expired':
      return { state: 'Expired', color: 'Attention' };
    case 'cancelled':
      return { state: 'Cancelled', color: 'Attention' };
    case 'in-grace':
      return { state: 'In grace', color: 'Attention' };
    case 'active':
      return { state: 'Active', color: 'Good' };
    case null:
      return { state: association === 'pal' ? 'Linked' : 'Approved', color: 'Good' };
  }
}

/** "Exchange: 3,650 of 4,200 seats active (1 Oct 2026)". */
function usageLine(tie: Tie, row: UsageRow, reader: Reader): string {
  const figures = [
    row.activeUsers === '' ? '' : `${number(Number(row.activeUsers), reader, 0)} active`,
    row.seats === '' ? '' : `${number(Number(row.seats), reader, 0)} seats`,
    row.acr === '' ? '' : `${number(Number(row.acr), reader, 0)} US dollars of Azure consumption`,
  ].filter((figure) => figure !== '');
  const of = row.target === tie.target ? '' : `${workloadName(row.target)}: `;
  return `${of}${figures.length === 0 ? 'no figures' : figures.join(' of ')} (${day(row.date, reader)})`;
}

/** What a location has a letter for, and whether it waits for the customer. */
export function askedRows(
  { location, requests }: LocationView,
  namesLocation: boolean,
  reader: Reader,
): readonly TieRow[] {
  return requests
    .filter(({ answeredAt }) => answeredAt === null)
    .slice(0, MOST_ASKED)
    .map((request) => ({
      title: `DPOR · ${productName(request.product)}`,
      lines: [
        ...(namesLocation ? [plain(location.name)] : []),
        `Subscription ${shortId(request.subscriptionId)}`,
        askedLine(request, reader),
      ],
      usage: [],
      state: request.sent === undefined ? 'Not asked yet' : 'Asked',
      color: request.sent === undefined ? 'Default' : 'Accent',
    }));
}

/**
 * What was told at a location of mails that somebody pasted. As the text names it: which subscription it may mean, and whether
 * there is one, is not told by that.
 */
export function toldRows(
  { location, reports }: LocationView,
  namesLocation: boolean,
  reader: Reader,
): readonly TieRow[] {
  return reports.slice(-MOST_TOLD).map((report) => ({
    title: report.service === '' ? 'DPOR' : `DPOR · ${plain(report.service, 100)}`,
    lines: [
      ...(namesLocation ? [plain(location.name)] : []),
      `${saysText(report.what)}, by a mail of ${date(report.sentAt, reader)}`,
      toldLine(report),
    ],
    usage: [],
    state: 'Not confirmed',
    color: 'Accent',
  }));
}

/** Whose word a report is. */
export function toldLine({ toldByName }: Pick<DporReport, 'toldByName'>): string {
  return `Told by ${bold(toldByName)}, not confirmed`;
}
