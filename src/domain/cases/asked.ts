import { readLinks, type LinksRefused } from '../claims/links.ts';
import { Program } from '../shared/catalogue.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { written } from '../shared/written.ts';
import {
  CASE_DETAILS,
  CaseKind,
  DETAILS_OF,
  needsDetail,
  type CaseDetail,
  type CaseDetails,
} from './kinds.ts';

export const MAX_SUBJECT = 200;
export const MAX_TEXT = 4_000;
export const MAX_DETAIL = 200;

/** The fields of the form of a case, as typed; `''` for one that was left empty. */
export const CASE_FIELDS = ['kind', 'program', 'subject', 'text', 'attachments', ...CASE_DETAILS] as const;
export type CaseField = (typeof CASE_FIELDS)[number];
export type CaseTyped = { readonly [field in CaseField]: string };

export const NOTHING_TYPED: CaseTyped = {
  kind: '',
  program: '',
  subject: '',
  text: '',
  attachments: '',
  statementId: '',
  line: '',
  period: '',
  amount: '',
  customer: '',
  reference: '',
  about: '',
};

export type FieldFault =
  | { readonly code: 'missing' }
  | { readonly code: 'too-long'; readonly most: number }
  /** None of the choices. */
  | { readonly code: 'not-one' }
  | { readonly code: 'not-a-month' }
  | LinksRefused;

/** What is wrong with each field. */
export type CaseFaults = { readonly [field in CaseField]?: FieldFault };

/** What a case is opened with. */
export interface CaseAsked {
  readonly kind: CaseKind;
  readonly program: Program | null;
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly string[];
  readonly details: CaseDetails;
}

/**
 * Reads the form of a case.
 *
 * @param memberships of the location, in force: with one alone nobody is asked which; feedback may be about none
 * @returns every field that is wrong; a field of another kind says nothing
 */
export function readCase(typed: CaseTyped, memberships: readonly Program[]): Result<CaseAsked, CaseFaults> {
  const kind = CaseKind.safeParse(typed.kind);
  const program = programOf(typed, memberships);
  const links = readLinks(typed.attachments.slice(0, MAX_TEXT));
  const details = kind.success ? DETAILS_OF[kind.data] : [];
  const found: readonly (readonly [CaseField, FieldFault | undefined])[] = [
    ['kind', kind.success ? undefined : { code: typed.kind === '' ? 'missing' : 'not-one' }],
    ['program', program.ok ? undefined : program.error],
    ['subject', textFault(typed.subject, MAX_SUBJECT)],
    ['text', textFault(typed.text, MAX_TEXT)],
    ['attachments', linksFault(typed.attachments, links)],
    ...details.map(
      (detail) => [detail, kind.success ? detailFault(kind.data, detail, typed[detail]) : undefined] as const,
    ),
  ];
  const faults: CaseFaults = Object.fromEntries(found.filter(([, fault]) => fault !== undefined));
  if (!kind.success || !program.ok || !links.ok || Object.keys(faults).length > 0) return refuse(faults);
  return ok({
    kind: kind.data,
    program: program.value,
    subject: written(typed.subject),
    text: written(typed.text),
    attachments: links.value,
    details: detailsOf(details, typed),
  });
}

function programOf(
  { kind, program }: CaseTyped,
  memberships: readonly Program[],
): Result<Program | null, FieldFault> {
  const [only = null, ...others] = memberships;
  if (program === '') {
    if (others.length === 0) return ok(only);
    return kind === 'feedback' ? ok(null) : refuse({ code: 'missing' });
  }
  const named = Program.safeParse(program);
  return named.success && memberships.includes(named.data) ? ok(named.data) : refuse({ code: 'not-one' });
}

function textFault(text: string, most: number): FieldFault | undefined {
  if (written(text) === '') return { code: 'missing' };
  return text.length > most ? { code: 'too-long', most } : undefined;
}

function linksFault(text: string, links: Result<readonly string[], LinksRefused>): FieldFault | undefined {
  if (text.length > MAX_TEXT) return { code: 'too-long', most: MAX_TEXT };
  return links.ok ? undefined : links.error;
}

function detailFault(kind: CaseKind, detail: CaseDetail, text: string): FieldFault | undefined {
  if (written(text) === '') return needsDetail(kind, detail) ? { code: 'missing' } : undefined;
  if (text.length > MAX_DETAIL) return { code: 'too-long', most: MAX_DETAIL };
  const isMonth = /^\d{4}-(0[1-9]|1[0-2])$/.test(text.trim());
  return detail === 'period' && !isMonth ? { code: 'not-a-month' } : undefined;
}

function detailsOf(details: readonly CaseDetail[], typed: CaseTyped): CaseDetails {
  return Object.fromEntries(
    details.map((detail) => [detail, written(typed[detail])] as const).filter(([, text]) => text !== ''),
  );
}
