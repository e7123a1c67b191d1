import { z } from 'zod';
import {
  CLAIM_FIELDS,
  DraftId,
  NOTHING_TYPED,
  type ClaimField,
  type ClaimTyped,
} from '../../../domain/claims/draft.ts';
import { MAX_LINKS, readLinks, type LinksRefused } from '../../../domain/claims/links.ts';
import { MAX_TARGETS, type ClaimInput, type CustomerMeant } from '../../../domain/claims/submission.ts';
import { ClaimActivity } from '../../../domain/shared/catalogue.ts';
import { isMailbox } from '../../../domain/shared/email.ts';
import { CustomerId, Intent, PartnerId } from '../../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../../domain/shared/result.ts';
import { written } from '../../../domain/shared/written.ts';
import type { InputError } from './input-errors.ts';

/** What is wrong with each field. */
export type ClaimErrors = { readonly [field in ClaimField]?: InputError };

const typed = z.string().optional();

/** The form's inputs. They are judged apart, so that a bad one brings the form back with what was typed. */
export const CLAIM_INPUTS = {
  partnerId: typed,
  customerId: typed,
  customerTenantId: typed,
  customerName: typed,
  customerDomain: typed,
  activity: typed,
  target: typed,
  contactName: typed,
  contactTitle: typed,
  contactEmail: typed,
  sellerName: typed,
  isvProduct: typed,
  evidence: typed,
  comments: typed,
};

/** A form without a draft sends an empty one. */
const ids = {
  intent: Intent,
  draftId: z.union([DraftId, z.literal('')]).optional(),
  /** The file to remove; a client may send it along with the other buttons. */
  evidenceId: z.string().max(64).optional(),
};

/** What the form sends. It comes from the client: no rights follow from it. */
export const ClaimSubmitPress = z.strictObject({
  verb: z.literal('claim.submit'),
  data: z.strictObject({ ...ids, ...CLAIM_INPUTS }),
});
export const ClaimDraftPress = z.strictObject({
  verb: z.literal('claim.draft'),
  data: z.strictObject({ ...ids, ...CLAIM_INPUTS }),
});
export const ClaimRemoveFilePress = z.strictObject({
  verb: z.literal('claim.remove-file'),
  data: z.strictObject({ ...ids, ...CLAIM_INPUTS }),
});
/** `step`: which half of the form is asked for, or all of it in a dialog. */
export const ClaimFormPress = z.strictObject({
  verb: z.literal('claim.form'),
  data: z.strictObject({ ...ids, step: z.enum(['who', 'what', 'all']).optional(), ...CLAIM_INPUTS }),
});

/** In the order in which the form asks; longer text is cut, and what was cut off is said. */
const MAX_CHARACTERS: { readonly [field in ClaimField]: number } = {
  partnerId: 20,
  customerId: 60,
  customerTenantId: 60,
  customerName: 200,
  customerDomain: 253,
  activity: 40,
  target: 2_000,
  contactName: 200,
  contactTitle: 200,
  contactEmail: 254,
  sellerName: 200,
  isvProduct: 200,
  evidence: 4_000,
  comments: 4_000,
};

const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/** What was sent as the form holds it, and what had to be cut off. */
export function typedOf(data: { readonly [field in ClaimField]?: string | undefined }): {
  readonly typed: ClaimTyped;
  readonly tooLong: ClaimErrors;
} {
  const tooLong: { [field in ClaimField]?: InputError } = {};
  const entries = CLAIM_FIELDS.map((field) => {
    const text = data[field] ?? '';
    const most = MAX_CHARACTERS[field];
    const value = field === 'comments' || field === 'evidence' ? text : written(text);
    if (value.length > most) {
      tooLong[field] = { code: 'too-long', most };
    }
    return [field, value.slice(0, most)] as const;
  });
  return { typed: { ...NOTHING_TYPED, ...Object.fromEntries(entries) }, tooLong };
}

/**
 * Reads the form. Seller and ISV product belong to RevRec only; with another activity they are dropped. A contact may be
 * left out, but not half of it.
 *
 * @returns the input, or what is wrong with each field
 */
export function readClaim(typed: ClaimTyped, tooLong: ClaimErrors = {}): Result<ClaimInput, ClaimErrors> {
  const partnerId = PartnerId.safeParse(typed.partnerId);
  const activity = ClaimActivity.safeParse(typed.activity);
  const customer = readCustomer(typed);
  const targets = targetsOf(typed);
  const links = readLinks(typed.evidence);
  const errors: ClaimErrors = {
    ...(partnerId.success ? {} : { partnerId: { code: 'no-location' } as const }),
    ...(customer.ok ? {} : customer.error),
    ...(activity.success ? {} : { activity: { code: 'no-activity' } as const }),
    ...(targets.length > 0 ? {} : { target: { code: 'no-target' } as const }),
    ...(targets.length > MAX_TARGETS
      ? { target: { code: 'too-many-targets', most: MAX_TARGETS } as const }
      : {}),
    ...contactErrors(typed),
    ...(links.ok ? {} : { evidence: linksRefused(links.error) }),
    ...tooLong,
  };
  if (
    Object.keys(errors).length > 0 ||
    !partnerId.success ||
    !activity.success ||
    !customer.ok ||
    !links.ok
  ) {
    return refuse(errors);
  }
  const { contactName: name, contactTitle: title, contactEmail: email } = typed;
  const isRevRec = activity.data === 'revrec';
  return ok({
    partnerId: partnerId.data,
    customer: customer.value,
    activity: activity.data,
    targets,
    contact: name === '' ? null : { name, title, email },
    sellerName: isRevRec ? typed.sellerName : '',
    isvProduct: isRevRec ? typed.isvProduct : '',
    links: links.value,
    comments: written(typed.comments),
  });
}

/**
 * As much of the form as what can be claimed hangs on, whatever else is wrong with it.
 *
 * @returns undefined when that cannot be told yet
 */
export function readTargets(typed: ClaimTyped): ClaimInput | undefined {
  const others = { contactName: '', contactTitle: '', contactEmail: '', comments: '' };
  const read = readClaim({
    ...typed,
    ...others,
    evidence: readLinks(typed.evidence).ok ? typed.evidence : SOME,
  });
  return read.ok ? read.value : undefined;
}

/** Stands for links that are told to be wrong already. */
const SOME = 'https://wrong.invalid/';

/** As typed, each once, in their order. */
export function targetsOf({ target }: Pick<ClaimTyped, 'target'>): string[] {
  const targets = target.split(',').map((one) => one.trim());
  return [...new Set(targets.filter((one) => one !== ''))];
}

/** A customer chosen, or a new one by tenant id; both only if they are the same. */
export function readCustomer(typed: ClaimTyped): Result<CustomerMeant, ClaimErrors> {
  const { customerId, customerTenantId, customerName: name, customerDomain: domain } = typed;
  if (customerId === '' && customerTenantId === '') {
    return refuse({ customerId: { code: 'no-customer' } });
  }
  const field = customerTenantId === '' ? 'customerId' : 'customerTenantId';
  const parsed = CustomerId.safeParse(typed[field]);
  if (!parsed.success) {
    return refuse({ [field]: { code: 'not-a-tenant' } });
  }
  if (field === 'customerTenantId' && customerId !== '' && customerId.toLowerCase() !== parsed.data) {
    return refuse({ customerTenantId: { code: 'customer-twice' } });
  }
  if (domain !== '' && !DOMAIN.test(domain)) {
    return refuse({ customerDomain: { code: 'not-a-domain' } });
  }
  return ok({ customerId: parsed.data, name, domain, isNew: field === 'customerTenantId' });
}

function contactErrors({ contactName, contactTitle, contactEmail }: ClaimTyped): ClaimErrors {
  if (contactName === '' && contactTitle === '' && contactEmail === '') return {};
  return {
    ...(contactName === '' ? { contactName: { code: 'contact-unnamed' } as const } : {}),
    ...(isMailbox(contactEmail) ? {} : { contactEmail: { code: 'contact-address' } as const }),
  };
}

function linksRefused(error: LinksRefused): InputError {
  return error.code === 'too-many-links' ? { code: error.code, most: MAX_LINKS } : error;
}
