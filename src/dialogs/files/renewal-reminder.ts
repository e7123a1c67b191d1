import { fileName } from '../../cards/files/file-name.ts';
import { AREA_NAMES } from '../../cards/kit/labels.ts';
import { localDay } from '../../cards/kit/format.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { clean } from '../../cards/kit/text.ts';
import { renewalCalendar, type Calendared } from '../../cards/renewals/calendar.ts';
import { designationCard } from '../../cards/renewals/notices.ts';
import { renewalCard } from '../../cards/renewals/renewal.ts';
import type { FileOfKind } from '../../domain/files/offered-file.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { designationView } from '../../usecases/renewals/designation-view.ts';
import { renewalView } from '../../usecases/renewals/view.ts';
import { say } from '../../words/say.ts';
import { asText } from '../../words/text.ts';
import type { Speaking } from '../speaking.ts';
import type { MadeFile, NotMade } from './made-file.ts';

/** The reminders of a membership's anniversary: for anybody with a role there, at any time. */
export async function makeRenewalReminder(
  { context, actor, reader }: Speaking,
  { partnerId, program }: FileOfKind<'renewal-reminder'>,
): Promise<Result<MadeFile, NotMade>> {
  const today = localDay(reader.now, reader);
  const view = await renewalView(context, actor, { partnerId, program }, today);
  if (view === undefined) return refuse({ code: 'forbidden' });
  const card = renewalCard(view, reader);
  if (view.due === undefined) {
    return refuse({ code: 'over', why: say(reader, 'renewals.calendar.over'), card });
  }
  const name = asText(`${program}, ${clean(view.location.name, 100)}`);
  const id = `renewal:${partnerId}:${program}`;
  return ok(calendarFile({ name, id, due: view.due, hasChecklist: true }, card, reader));
}

/** The same for the designation of an account. */
export async function makeDesignationReminder(
  { context, person, reader }: Speaking,
  { globalId, area }: FileOfKind<'designation-reminder'>,
): Promise<Result<MadeFile, NotMade>> {
  const today = localDay(reader.now, reader);
  const view = await designationView(context, person, { globalId, area }, today);
  if (view?.due === undefined) return refuse({ code: 'forbidden' });
  const { due, location, program } = view;
  const { name: locationName, partnerId } = location;
  const card = designationCard(
    { area, due, at: { name: locationName, partnerId, globalId, program } },
    reader,
  );
  const name = say(reader, 'renewals.designation.name', { area: AREA_NAMES[area] });
  const id = `designation:${globalId}:${area}`;
  return ok(calendarFile({ name, id, due, hasChecklist: false }, card, reader));
}

function calendarFile(of: Calendared, card: AdaptiveCard, reader: Speaking['reader']): MadeFile {
  return {
    name: fileName(say(reader, 'renewals.calendar.file', { name: of.name }), 'ics'),
    description: say(reader, 'renewals.calendar.description', { name: of.name }),
    bytes: Buffer.from(renewalCalendar(of, reader), 'utf8'),
    card,
  };
}
