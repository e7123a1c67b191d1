import { designationCard, requirementsCard } from '../cards/renewals/notices.ts';
import { renewalCard } from '../cards/renewals/renewal.ts';
import { localDay } from '../cards/kit/format.ts';
import type { renewalNotices } from '../domain/renewals/notices.ts';
import { isSameAnniversary } from '../domain/renewals/anniversary.ts';
import { designationView, type DesignationView } from '../usecases/renewals/designation-view.ts';
import { requirementsView } from '../usecases/renewals/requirements-view.ts';
import { renewalView } from '../usecases/renewals/view.ts';
import type { MakersOf } from './maker.ts';

export const renewalNoticeMakers: MakersOf<typeof renewalNotices> = {
  /** Nothing once it was renewed; a message that is there already shows by whom. */
  async 'renewal-due'({ context, notice, subject, person, reader }) {
    const view = await renewalView(context, person, subject, localDay(reader.now, reader));
    const isThere = notice.activityId !== null;
    const isOpen = view?.due !== undefined && isSameAnniversary(view.due, subject.due);
    return view !== undefined && (isOpen || isThere)
      ? renewalCard(view, reader, { isNotice: true })
      : undefined;
  },
  async 'designation-due'({ context, subject, person, reader }) {
    const view = await designationView(context, person, subject, localDay(reader.now, reader));
    if (view?.due === undefined) return undefined;
    return designationCard({ area: view.area, due: view.due, at: placeOf(view) }, reader);
  },
  async 'requirements-changed'({ context, subject, person, reader }) {
    const view = await requirementsView(context, person, subject);
    return view && requirementsCard({ ...view, at: placeOf(view) }, reader);
  },
};

function placeOf({ location, program }: Pick<DesignationView, 'location' | 'program'>) {
  const { name, partnerId, globalId } = location;
  return { name, partnerId, globalId, program };
}
