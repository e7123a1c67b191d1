import { z } from 'zod';
import { ok, refuse, type Result } from '../shared/result.ts';

/** What a person may have less of. Offers of referrals are no part of it: they end if nobody answers. */
export const Topic = z.enum(['dpor', 'referrals', 'claims', 'renewals', 'expiries', 'left', 'weekly']);
export type Topic = z.infer<typeof Topic>;
export const TOPICS = Topic.options;

/** A time of day in the reader's zone, `HH:MM`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Where an offer is shown that a Teams channel shows. */
export const OffersIn = z.enum(['personal', 'channel']);

/** How a person wants to be told of things. What is `null` goes by what their client says. */
export const Settings = z.object({
  muted: z.array(Topic),
  /** Whether a burst of DPOR changes becomes one card. */
  digest: z.boolean(),
  /** Nothing is begun in between, offers that press apart; `from` may be later than `to`: over midnight. */
  quiet: z.object({ from: TimeOfDay, to: TimeOfDay }).nullable(),
  /** IANA zone. */
  zone: z.string().nullable(),
  /** BCP 47. */
  language: z.string().nullable(),
  /** Whether an offer that a Teams channel shows is shown in the personal chat as well. */
  offersIn: OffersIn,
});
export type Settings = z.infer<typeof Settings>;

export const DEFAULT_SETTINGS: Settings = {
  muted: [],
  digest: true,
  quiet: null,
  zone: null,
  language: null,
  offersIn: 'personal',
};

/** What a person asks for; what is left out stays as it is. */
export interface SettingsAsked {
  /** Topics they want to be told of, and `digest`, separated by commas. */
  readonly kinds?: string | undefined;
  /** `HH:MM`; both empty: no quiet hours. */
  readonly quietFrom?: string | undefined;
  readonly quietTo?: string | undefined;
  /** Empty, or {@link AS_CLIENT}: as their client says. */
  readonly zone?: string | undefined;
  readonly language?: string | undefined;
  readonly offers?: string | undefined;
}
export type SettingsField = keyof SettingsAsked;

/** In place of a zone or a language: whatever the client sends. */
export const AS_CLIENT = 'client';

export interface SettingsRefused {
  readonly code: 'not-understood';
  readonly fields: readonly SettingsField[];
}

const DIGEST = 'digest';

/** @returns the settings as asked for, or every field that cannot be understood */
export function changeSettings(before: Settings, asked: SettingsAsked): Result<Settings, SettingsRefused> {
  const kinds = asked.kinds
    ?.split(',')
    .map((kind) => kind.trim())
    .filter((kind) => kind !== '');
  const quiet = quietAsked(before, asked);
  const zone = nameAsked(asked.zone, before.zone, isZone);
  const language = nameAsked(asked.language, before.language, isLanguage);
  const offersIn = asked.offers === undefined || asked.offers === '' ? before.offersIn : asked.offers;
  const wrong: (SettingsField | false)[] = [
    kinds?.some((kind) => kind !== DIGEST && !Topic.safeParse(kind).success) === true && 'kinds',
    quiet !== null && !TimeOfDay.safeParse(quiet.from).success && 'quietFrom',
    quiet !== null && !TimeOfDay.safeParse(quiet.to).success && 'quietTo',
    zone === undefined && 'zone',
    language === undefined && 'language',
    !OffersIn.safeParse(offersIn).success && 'offers',
  ];
  const fields = wrong.filter((field) => field !== false);
  if (fields.length > 0) return refuse({ code: 'not-understood', fields });
  return ok({
    muted: kinds === undefined ? before.muted : TOPICS.filter((topic) => !kinds.includes(topic)),
    digest: kinds?.includes(DIGEST) ?? before.digest,
    quiet,
    zone: zone ?? null,
    language: language ?? null,
    offersIn: OffersIn.parse(offersIn),
  });
}

/** Quiet hours need both ends; what is missing of one is a mistake, found by its form. */
function quietAsked({ quiet }: Settings, { quietFrom, quietTo }: SettingsAsked): Settings['quiet'] {
  if (quietFrom === undefined && quietTo === undefined) return quiet;
  const from = quietFrom ?? quiet?.from ?? '';
  const to = quietTo ?? quiet?.to ?? '';
  return from === '' && to === '' ? null : { from, to };
}

/** @returns `null` for "as the client says", undefined for a name that means nothing */
function nameAsked(
  asked: string | undefined,
  before: string | null,
  isKnown: (name: string) => boolean,
): string | null | undefined {
  if (asked === undefined) return before;
  if (asked === '' || asked === AS_CLIENT) return null;
  return isKnown(asked) ? asked : undefined;
}

function isZone(name: string): boolean {
  // An offset is no zone: it knows no daylight saving.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
