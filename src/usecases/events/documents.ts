import { defineDocument } from '../define-document.ts';
import { InboxEvent, KeptMail } from './inbox.ts';

export const EventDocument = defineDocument({
  name: 'event',
  schema: InboxEvent,
  partition: 'inbox/<hash of source, id>',
  id: 'event',
  many: 'one an event',
  lives: 'kept: by it a repeat is known',
});

export const MailDocument = defineDocument({
  name: 'mail',
  schema: KeptMail,
  partition: 'mails/<mailId: hash of the sender’s webhook-id>',
  id: 'mail',
  about: 'as it arrived, byte for byte',
  many: 'one a mail',
  lives: 'PORTER_MAIL_DAYS (180) days',
});

export const eventDocuments = [EventDocument, MailDocument] as const;
