import { importCard } from '../cards/imports/dropped.ts';
import type { importNotices } from '../domain/imports/notices.ts';
import { ownDropped } from '../usecases/imports/dropped/drop.ts';
import type { MakersOf } from './maker.ts';

export const importNoticeMakers: MakersOf<typeof importNotices> = {
  async import({ context, subject, person, reader }) {
    const own = await ownDropped(context, person, subject.importId);
    return own.ok ? importCard(own.value, reader) : undefined;
  },
};
