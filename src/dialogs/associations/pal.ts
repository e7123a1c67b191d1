import { palCard, PalGuidePress, PalLinkPress } from '../../cards/associations/pal.ts';
import { palView, recordPal } from '../../usecases/associations/pal.ts';
import { cardAction, FORBIDDEN } from '../speaking.ts';

/** How to link a location's PartnerID at a customer. */
export const palGuideAction = cardAction({
  verb: 'pal.guide',
  who: 'associations',
  data: ['partnerId', 'customerId', 'credential'],
  inputs: [],
  schema: PalGuidePress,
  changes: false,
  async run({ context, actor, reader }, { data }) {
    const found = await palView(context, actor, data);
    return found.ok ? { card: palCard(found.value, data.credential ?? 'user', reader) } : FORBIDDEN;
  },
});

/** Somebody says that a credential is linked. */
export const palLinkAction = cardAction({
  verb: 'pal.link',
  who: 'associations',
  data: ['partnerId', 'customerId'],
  inputs: ['credential', 'credentialId'],
  schema: PalLinkPress,
  changes: true,
  async run({ context, actor, reader, opId }, { data }) {
    const credential = data.credential ?? 'user';
    const credentialId = data.credentialId ?? '';
    const done = await recordPal(context, actor, { ...data, credential, credentialId }, opId);
    if (done.ok) return { card: palCard(done.value, credential, reader, { recorded: true }) };
    if (done.error.code === 'forbidden') return FORBIDDEN;
    return { card: palCard(done.error.view, credential, reader, { wrong: credentialId }) };
  },
});
