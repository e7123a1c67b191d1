import type { associationNotices } from '../domain/associations/notices.ts';
import { digestNotice } from './digest.ts';
import { dporNotice, renewalNotice } from './dpor.ts';
import { mailNotice } from './mails.ts';
import type { MakersOf } from './maker.ts';

export const associationNoticeMakers: MakersOf<typeof associationNotices> = {
  'dpor-changed': (of) => dporNotice(of.context, of.subject, of.person, of.reader),
  'dpor-renewal': (of) => renewalNotice(of.context, of.subject, of.person, of.reader),
  'dpor-digest': (of) => digestNotice(of.context, of.notice, of.person, of.reader),
  'mails-unmatched': (of) => mailNotice(of.context, of.person, of.reader),
};
