import { instantOf, type DayOrder } from './mail-dates.ts';

/** Labels that mail programs put over what they forward: one row a language. Sources: crisp-oss/email-forward-parser, Outlook. */
const HEADS: readonly { readonly order: DayOrder; readonly sent: string; readonly other: string }[] = [
  { order: 'unknown', sent: 'sent|date', other: 'from|to|cc|bcc|subject|reply-to' },
  {
    order: 'day-first',
    sent: 'gesendet(?: am)?|datum',
    other: 'von|an|betreff|antwort an',
  },
  { order: 'day-first', sent: "envoy[ée](?: le)?|date d[’']envoi", other: 'de|[àa]|objet|sujet' },
  { order: 'day-first', sent: 'enviado(?: el)?|fecha', other: 'para|asunto' },
  { order: 'day-first', sent: 'enviad[oa](?: em)?|data', other: 'assunto' },
  { order: 'day-first', sent: 'inviato(?: il)?|data', other: 'da|a|oggetto' },
  { order: 'day-first', sent: 'verzonden(?: op)?|datum', other: 'van|aan|onderwerp' },
  { order: 'unknown', sent: '送信日時|送信日|日付|日時', other: '差出人|送信者|宛先|件名' },
  {
    order: 'unknown',
    sent: '보낸 ?날짜|보낸 ?시간|날짜|일시',
    other: '보낸 ?사람|받는 ?사람|제목|발신자?|수신자?|참조',
  },
  { order: 'unknown', sent: '发送时间|发送日期|日期|时间', other: '发件人|收件人|主题|抄送' },
  {
    order: 'day-first',
    sent: 'تاريخ الإرسال|تاريخ الارسال|تم الإرسال|أ?ُ?رسلت|التاريخ|تاريخ',
    other: 'من|إلى|الى|الموضوع|نسخة',
  },
];

/** Only at the beginning of a line, where a customer's name cannot put one. */
export const SENT_LABEL = `^\\*?(?:${HEADS.map(({ sent }) => sent).join('|')})`;
export const OTHER_LABEL = `^\\*?(?:${HEADS.map(({ other }) => other).join('|')})`;

/** What stands over a mail that is forwarded or quoted without labels, and the subjects of such mails. */
const RULE =
  /^(?:-{2,} ?(?:original|forwarded|urspr[üu]ngliche|weitergeleitete|message|mensaje|mensagem|messaggio|oorspronkelijk|doorgestuurd|元のメッセージ|転送|원본|전달|原始邮件|转发)|begin forwarded message|anfang der weitergeleiteten|d[ée]but du message (?:transf[ée]r[ée]|r[ée]exp[ée]di[ée])|inicio del mensaje reenviado|in[íi]cio da mensagem (?:encaminhada|reenviada)|inizio messaggio inoltrato|begin doorgestuurd bericht)/imu;
const QUOTED =
  /(?:wrote|schrieb|schreef|a [ée]crit|escribi[óo]|escreveu|ha scritto|작성|写道|のメール|كتب)[^\n]{0,100}[::]\s*$/imu;
const FORWARD_SUBJECT =
  /^\s*(?:fwd?|wg|tr|rv|enc|i|doorst|転送|전달|转发|إعادة توجيه|إعادة التوجيه)\s*[::]/iu;

export interface ForwardedHead {
  /** The text forwards or quotes a mail, so that the time of the mail around it is not that of what it tells. */
  readonly forwarded: boolean;
  /** When the first of them was sent; undefined when nobody says, or any of it cannot be read. */
  readonly sentAt: Date | undefined;
}

/**
 * What stands over a forwarded text.
 *
 * @param sent the labelled times of it, in order: `Gesendet`, `Dienstag, 10. November 2026 09:00`
 * @param others how many other labels of a mail's head there are
 */
export function forwardedHead(
  text: string,
  sent: readonly { readonly label: string; readonly value: string }[],
  others: number,
): ForwardedHead {
  const instants = sent.map(({ label, value }) => instantOf(value, orderOf(label))?.getTime());
  const times = instants.filter((time) => time !== undefined);
  const isRead = times.length > 0 && times.length === instants.length;
  return {
    forwarded: sent.length > 0 || others > 1 || RULE.test(text) || QUOTED.test(text),
    // mails that were forwarded several times tell several times, and the earliest is the change's
    sentAt: isRead ? new Date(Math.min(...times)) : undefined,
  };
}

export function isForwardSubject(subject: string): boolean {
  return FORWARD_SUBJECT.test(subject.slice(0, 100));
}

function orderOf(label: string): DayOrder {
  const found = HEADS.find(({ sent }) => new RegExp(`^\\*?(?:${sent})$`, 'iu').test(label));
  return found?.order ?? 'unknown';
}
