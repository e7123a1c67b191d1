import { z } from 'zod';
import { Instant } from '../shared/time.ts';

/**
 * What a location does to enrol in the Cloud Solution Provider programme, in this order. Source: Ingram Micro Cloud, "Partner
 * associations" (about 2023), "How to Enroll in CSP".
 */
export const CSP_STEPS = ['sign-in', 'partner-id', 'profile', 'verification', 'agreement'] as const;
export const CspStep = z.enum(CSP_STEPS);
export type CspStep = z.infer<typeof CspStep>;

/** The models of CSP. Source: as above, "Direct Bill Model", "Indirect Provider Model", "Indirect Reseller Model". */
export const CSP_MODELS = ['direct-bill', 'indirect-provider', 'indirect-reseller'] as const;

/** What a location has ticked off. */
export const CspEnrolment = z.object({
  ticks: z.array(z.object({ step: CspStep, at: Instant, byName: z.string() })),
});
export type CspEnrolment = z.infer<typeof CspEnrolment>;

export const NOT_ENROLLED: CspEnrolment = { ticks: [] };

/** @returns the very same where the step stands so already: whoever ticked it first stays */
export function tickStep(
  enrolment: CspEnrolment,
  step: CspStep,
  isDone: boolean,
  by: { readonly name: string; readonly at: Date },
): CspEnrolment {
  const others = enrolment.ticks.filter((tick) => tick.step !== step);
  const stands = others.length < enrolment.ticks.length;
  if (stands === isDone) return enrolment;
  return { ticks: isDone ? [...others, { step, at: by.at, byName: by.name }] : others };
}
