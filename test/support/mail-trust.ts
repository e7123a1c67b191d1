import type { TextRecords } from '../../src/mail/dkim.ts';
import { mailAuthenticity } from '../../src/mail/authentic.ts';
import { MAIL_SERVER } from './mails.ts';

/** A DNS that has nothing. */
export const noRecords: TextRecords = () =>
  Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));

/** Microsoft's domains and one mail server that is believed. */
export const TRUST = {
  authservIds: [MAIL_SERVER],
  senders: ['microsoft.com', 'microsoftonline.com'],
};

/** @param records asked anew for each mail */
export const testAuthenticity = (records: () => TextRecords) =>
  mailAuthenticity(TRUST, (name) => records()(name));
