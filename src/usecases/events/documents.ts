import { defineDocument } from '../define-document.ts';
import { InboxEvent, KeptMail } from './inbox.ts';

export const EventDocument = defineDocument({
  name: 'event',
  schema: InboxEvent,
  partition: 'inbox/<hash of source, id>',
  id: 'event',
});

export const MailDocument = defineDocument({
  name: 'mail',
  schema: KeptMail,
  partition: 'program/mail',
  id: 'mail:<hash of the sender’s webhook-id>',
  about: 'as it arrived, byte for byte',
});

export const eventDocuments = [EventDocument, MailDocument] as const;
