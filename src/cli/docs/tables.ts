import { z } from 'zod';
import { EVENTS } from '../../domain/events/all.ts';
import { createRegistry } from '../../capabilities.ts';
import type { CardAction } from '../../dialogs/speaking.ts';
import { FUNCTION_NAMES, kindFor, may, WHO } from '../../domain/memberships/policy.ts';
import { ROLES } from '../../domain/memberships/role.ts';
import { NOTICES } from '../../domain/notices/notice.ts';
import { DOCUMENTS } from '../../usecases/documents.ts';
import { say } from '../../words/say.ts';
import { JobTask } from '../../usecases/jobs.ts';
import { licences } from './third-party.ts';

/** The rule that each collection of partitions exists for: what must hold together lies together. */
const RULES: { readonly [collection: string]: string } = {
  inbox: '202 means it will be handled; a repeat changes nothing',
  directory: 'fair round robin; a pause is honoured',
  referrals: 'one decision an offer',
  customers: 'one DPOR a subscription; one partner of record a target',
  partners: 'rights',
  people: 'one welcome; notices in order',
  accounts: '–',
  pointers: 'written before the thing; one that points at nothing means nothing',
  program: 'tallies in the commit of what they count',
  mails: 'a mail is kept once',
  conversations: '–',
  rates: 'one rate a tenant over all instances',
  files: 'a file that is there is whole, and never changes',
};

/** The tables of `docs/architecture.md`, by the names of their places there. */
const TABLES: { readonly [place: string]: () => string } = {
  partitions: () =>
    table(
      ['Partitions', 'Hold', 'The rule held there'],
      Object.entries(RULES).map(([collection, rule]) => [
        `\`${collection}/…\``,
        DOCUMENTS.filter(({ partition }) => partition.includes(`${collection}/`))
          .map(({ name }) => `\`${name}\``)
          .join(', '),
        rule,
      ]),
    ),
  documents: () =>
    table(
      ['Document', 'Partition', 'Id', 'Is', 'Many', 'Lives'],
      DOCUMENTS.map(({ name, partition, id, about = '', many, lives }) => [
        `\`${name}\``,
        partition.includes('<') ? `\`${partition}\`` : partition,
        `\`${id}\``,
        about,
        many,
        lives,
      ]),
    ),
  events: () =>
    table(
      ['Event', 'Says', 'Data'],
      EVENTS.map(({ type, about, data }) => [`\`${type}\``, about, fieldsOf(data)]),
    ),
  jobs: () =>
    table(
      ['Task', 'Does'],
      JobTask.options.map((job) => [`\`${job.shape.task.value}\``, job.description ?? '']),
    ),
  notices: () =>
    table(
      ['Notice', 'Says', 'Topic of `settings`', 'Found by'],
      NOTICES.map(({ kind, about, topic, word }) => [
        `\`${kind}\``,
        about,
        topic ?? 'always told',
        `\`${word}\``,
      ]),
    ),
};

/** The table of `docs/verbs.md`. */
const VERB_TABLES: typeof TABLES = {
  verbs: () =>
    table(
      ['Verb', 'Data', 'Inputs', 'Changes', 'Who', 'What it does'],
      [...createRegistry(() => Promise.reject(new Error('no card'))).actions.values()].map((press) => [
        `\`${press.verb}\``,
        sentFields(press, press.data),
        sentFields(press, press.inputs),
        press.changes ? 'yes' : '',
        WHO[kindFor(press.who)].says,
        say({ locale: 'en' }, `verbs.${press.verb}.about`),
      ]),
    ),
};

/** The list of `docs/third-party.md`: a licence, and the packages under it. */
const LICENCE_LISTS: typeof TABLES = {
  licences: () =>
    [...licences()].map(([licence, names]) => `- **${licence}**: ${names.join(', ')}\n`).join(''),
};

/** The table of `docs/access.md`: what each role may do, from the one policy by which it is checked. */
const ACCESS_TABLES: typeof TABLES = {
  policy: () =>
    table(
      ['Function', ...ROLES.map((role) => `\`${role}\``), 'incentive roles'],
      FUNCTION_NAMES.map((name) => [
        say({ locale: 'en' }, `rights.function.${name}`),
        ...ROLES.map((role) => yes(may(name, { role, roles: { FRP: role }, incentiveRole: null }, 'FRP'))),
        yes(may(name, { role: null, roles: {}, incentiveRole: 'incentive-user' }, 'FRP')),
      ]),
    ),
};

function yes(isAllowed: boolean): string {
  return isAllowed ? 'yes' : '';
}

/** @param names of fields that a press may bring; `?` after those that it may lack */
function sentFields({ verb, schema }: CardAction, names: readonly string[]): string {
  const sent = schema instanceof z.ZodObject ? schema.shape['data'] : undefined;
  return names
    .map((name) => {
      if (sent instanceof z.ZodDiscriminatedUnion) return `\`${name}\``;
      const field: unknown = sent instanceof z.ZodObject ? sent.shape[name] : undefined;
      if (field === undefined) throw new Error(`${verb} has no ${name}`);
      return `\`${name}\`${field instanceof z.ZodOptional ? '?' : ''}`;
    })
    .join(', ');
}

/** The files with generated tables, as seen from `docs/`, and what fills them. */
export const GENERATED: { readonly [file: string]: (text: string) => string } = {
  'architecture.md': (text) => filled(text, TABLES),
  'verbs.md': (text) => filled(text, VERB_TABLES),
  'access.md': (text) => filled(text, ACCESS_TABLES),
  'third-party.md': (text) => filled(text, LICENCE_LISTS),
};

/** The text with each `<!-- name -->` … `<!-- /name -->` filled anew. @throws when a place is missing */
function filled(text: string, tables: typeof TABLES): string {
  return Object.entries(tables).reduce((filled, [place, made]) => {
    const [before, after] = [`<!-- ${place} -->`, `<!-- /${place} -->`];
    const start = filled.indexOf(before);
    const end = filled.indexOf(after);
    if (start < 0 || end < start) throw new Error(`no place for ${place}`);
    return `${filled.slice(0, start + before.length)}\n\n${made()}\n${filled.slice(end)}`;
  }, text);
}

/** The fields of an object and of those in it; `?` after what may be left out. */
function fieldsOf(schema: z.ZodObject): string {
  return Object.entries(schema.shape)
    .map(([name, field]) => {
      const inner: unknown = field instanceof z.ZodOptional ? field.unwrap() : field;
      const within = inner instanceof z.ZodObject ? ` {${fieldsOf(inner)}}` : '';
      return `\`${name}\`${within}${field instanceof z.ZodOptional ? '?' : ''}`;
    })
    .join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}
