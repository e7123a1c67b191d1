import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { AttachedFile } from '../dialogs/claims/files.ts';

/** A file that a person attached in the personal chat. Source: Microsoft Learn, "Send and receive files through a bot", 2026-10. */
const Attached = z.looseObject({
  contentType: z.literal('application/vnd.microsoft.teams.file.download.info'),
  name: z.string().max(1_000).nullish(),
  content: z.looseObject({ downloadUrl: z.string().min(1).max(8_192) }),
});

/** More are told that they are too many; beyond that nobody reads. */
const MAX_READ = 10;

/** The files of a message; none for one that holds only text. */
export function filesIn({ attachments }: Pick<Activity, 'attachments'>): readonly AttachedFile[] {
  return (attachments ?? [])
    .flatMap((one) => {
      const { data } = Attached.safeParse(one);
      return data === undefined
        ? []
        : [{ name: baseOf(data.name ?? ''), downloadUrl: data.content.downloadUrl }];
    })
    .slice(0, MAX_READ);
}

/** Without what could be taken for a path, and short enough to be shown. */
function baseOf(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  return base.length <= 150 ? base : `${base.slice(0, 140)}${/\.[^.]{1,8}$/.exec(base)?.[0] ?? ''}`;
}
