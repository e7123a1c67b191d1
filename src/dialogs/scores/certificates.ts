import { certificatesCard, CertificatesShowPress } from '../../cards/certifications/certificates.ts';
import { localDay } from '../../cards/kit/format.ts';
import { showCertificates } from '../../usecases/certifications/show.ts';
import { cardAction, FORBIDDEN } from '../speaking.ts';

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
