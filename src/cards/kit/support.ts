import { asText } from '../../words/text.ts';

/** Who corrects the programme's records. Source: FPC Customer Referrals FAQ, "please contact https://aka.ms/PXPartnerSupport". */
export const SUPPORT = asText('[aka.ms/PXPartnerSupport](https://aka.ms/PXPartnerSupport)');
