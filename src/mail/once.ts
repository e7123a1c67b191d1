import type { Told } from '../usecases/notices/told.ts';
import type { Mailer } from '../usecases/ports.ts';

/** A mailer that sends no mail again which was sent before the store was put back. */
export function mailOnce(mailer: Mailer, told: Told): Mailer {
  return {
    async send(mail) {
      const what = `mail:${mail.id}`;
      if (told.when(what) !== undefined) return;
      await mailer.send(mail);
      await told.note(what);
    },
  };
}
