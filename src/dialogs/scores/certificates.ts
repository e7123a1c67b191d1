import { certificatesCard, CertificatesShowPress } from '../../cards/certifications/certificates.ts';
import { localDay } from '../../cards/kit/format.ts';
import { showCertificates } from '../../usecases/certifications/show.ts';
import { noAccess } from '../chat/no-access.ts';
import { cardAction, FORBIDDEN, type Command } from '../speaking.ts';
import { cardOf, scoresFor } from './show.ts';

/** Who of an account holds which certification, and where it counts. */
export const showCertificatesAction = cardAction({
  verb: 'certificates.show',
  who: 'role-of-account',
  data: ['globalId', 'area'],
  inputs: [],
  schema: CertificatesShowPress,
  changes: false,
  async run({ context, person, reader }, { data }) {
    const today = localDay(reader.now, reader);
    const found = await showCertificates(context, person, data, reader.now, today);
    return found.ok ? { card: certificatesCard(found.value, reader) } : FORBIDDEN;
  },
});

/** `certificates`: who is certified at the account; of several the score says which. */
export const certificatesCommand: Command = {
  words: ['certificates'],
  about: 'chat.about.certificates',
  group: 'standing',
  who: ['role'],
  async run(speaking) {
    const { context, person, reader } = speaking;
    const shown = await scoresFor(speaking);
    if (shown === undefined) return noAccess(speaking);
    if (shown.kind === 'choose') return cardOf(speaking, shown);
    const { globalId } = shown.account;
    const today = localDay(reader.now, reader);
    const found = await showCertificates(context, person, { globalId }, reader.now, today);
    return found.ok ? certificatesCard(found.value, reader) : noAccess(speaking);
  },
};
