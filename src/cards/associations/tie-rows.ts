import type { Tie } from '../../domain/associations/association.ts';
import type { LocationView, TieView } from '../../domain/associations/customer-view.ts';
import type { DporRequest } from '../../domain/associations/dpor-request.ts';
import { SubscriptionId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { date, day, type Reader } from '../kit/format.ts';
import type { StateColor } from '../kit/head.ts';
import { activityShortName, ASSOCIATION_NAMES } from '../kit/labels.ts';
import { bold, plain } from '../kit/text.ts';
import { askedLine } from './asked-line.ts';
import { saysText, toldLine } from './mail-text.ts';
import { productName, subscriptionTitle } from './product.ts';
import { targetName } from './target.ts';
import { usageLine } from './usage-line.ts';

/** An association on a customer's card. */
export interface TieRow {
  readonly title: Text;
  readonly lines: readonly Text[];
  readonly usage: readonly Text[];
  readonly state: Text;
  readonly color: StateColor;
}

/** Lines of figures under one association. */
const MAX_USAGE = 4;
/** Requests of a location that wait for the customer. */
const MAX_ASKED = 4;
/** What was told there and nobody has confirmed. */
const MAX_TOLD = 3;

/** A tie with where it is. */
export type Row = TieView & Pick<LocationView, 'location' | 'requests'>;

/** One association: by what, on what, since when, with its figures. */
export function rowOf({ tie, usage, requests }: Row, locationName: string, reader: Reader): TieRow {
  const { association, since, activity } = tie;
  const comes = since !== null && since > reader.now;
  const lines = [
    plain(locationName),
    targetLine(tie, reader),
    activity === undefined ? NONE : activityShortName(activity, reader),
    sinceLine(since, comes, reader),
    answeredLine(tie, requests, reader),
  ];
  const figures = usage.slice(0, MAX_USAGE).map((row) => usageLine(tie, row, reader));
  return {
    title: dotted(ASSOCIATION_NAMES[association], targetName(tie, reader)),
    lines: lines.filter((line) => line !== NONE),
    usage: figures.length > 0 || comes ? figures : [say(reader, 'associations.usage.none')],
    ...(comes ? comingState(reader) : stateOf(tie, reader)),
  };
}

interface State {
  readonly state: Text;
  readonly color: StateColor;
}

/** What follows from a claim by itself, later. */
function comingState(reader: Reader): State {
  return { state: say(reader, 'associations.state.coming'), color: 'Default' };
}

function sinceLine(since: Date | null, comes: boolean, reader: Reader): Text {
  if (since === null) return say(reader, 'associations.tie.since-unknown');
  return say(reader, comes ? 'associations.tie.comes' : 'associations.tie.since', {
    day: date(since, reader),
  });
}

/** That it was asked for, and the customer did it. */
function answeredLine(tie: Tie, requests: readonly DporRequest[], reader: Reader): Text {
  const request = requests.find(({ subscriptionId }) => subscriptionId === tie.target);
  if (tie.association !== 'dpor' || request === undefined || request.answeredAt === null) return NONE;
  const { sent, answeredAt } = request;
  return sent === undefined
    ? askedLine(request, reader)
    : say(reader, 'dpor.asked.answered', {
        day: day(sent.on, reader),
        name: bold(sent.byName),
        answered: date(answeredAt, reader),
      });
}

function targetLine({ target, ends }: Tie, reader: Reader): Text {
  const id = SubscriptionId.safeParse(target);
  return dotted(
    id.success ? subscriptionTitle(id.data, reader) : NONE,
    ends === null ? NONE : say(reader, 'associations.tie.until', { day: day(ends, reader) }),
  );
}

function stateOf({ association, status }: Tie, reader: Reader): State {
  const key = status ?? (association === 'pal' ? 'linked' : 'approved');
  const isWell = status === null || status === 'active';
  return { state: say(reader, `associations.state.${key}`), color: isWell ? 'Good' : 'Attention' };
}

/** What a location has a letter for, and whether it waits for the customer. */
export function askedRows(
  { location, requests }: LocationView,
  namesLocation: boolean,
  reader: Reader,
): readonly TieRow[] {
  return requests
    .filter(({ answeredAt }) => answeredAt === null)
    .slice(0, MAX_ASKED)
    .map((request) => ({
      title: dotted(ASSOCIATION_NAMES.dpor, productName(request.product)),
      lines: [
        ...(namesLocation ? [plain(location.name)] : []),
        subscriptionTitle(request.subscriptionId, reader),
        askedLine(request, reader),
      ],
      usage: [],
      ...askedState(request, reader),
    }));
}

function askedState({ sent }: DporRequest, reader: Reader): State {
  return sent === undefined
    ? { state: say(reader, 'dpor.asked.state.not-yet'), color: 'Default' }
    : { state: say(reader, 'dpor.asked.state.asked'), color: 'Accent' };
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
  return reports.slice(-MAX_TOLD).map((report) => ({
    title: dotted(ASSOCIATION_NAMES.dpor, plain(report.service, 100)),
    lines: [
      ...(namesLocation ? [plain(location.name)] : []),
      dotted(
        saysText(report.what, reader),
        say(reader, 'mails.of-day', { day: date(report.sentAt, reader) }),
      ),
      toldLine(report, reader),
    ],
    usage: [],
    state: say(reader, 'mails.told.state'),
    color: 'Accent',
  }));
}
