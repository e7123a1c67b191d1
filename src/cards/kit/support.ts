/** Who corrects the programme's records. Source: FPC Customer Referrals FAQ, "please contact https://aka.ms/PXPartnerSupport". */
export const SUPPORT = '[aka.ms/PXPartnerSupport](https://aka.ms/PXPartnerSupport)';
