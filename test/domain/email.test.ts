import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { comparable, Email, isMailbox } from '../../src/domain/shared/email.ts';
import { growth, IN_LINE } from '../support/growth.ts';

describe('a mailbox', () => {
  it.each([
    'jo@contoso.com',
    "tim.o'connor+ms@contoso.com",
    "o'@contoso.com",
    'sales&support@contoso.com',
    "!#$%&'*+/=?^_`{|}~-@contoso.com",
    'info@käserei-müller.ch',
    'info@xn--kserei-mller-gcb75a.ch',
    'Hähnchen@contoso.de',
    '用户@例子.广告',
    'राम@मोहन.ईन्फो',
    'δοκιμή@παράδειγμα.δοκιμή',
    '"john doe"@contoso.com',
    String.raw`"a\"b@c"@contoso.com`,
    'jo@[192.0.2.1]',
    'jo@[IPv6:2001:db8::1]',
    'x@1and1.de',
    `${'x'.repeat(64)}@contoso.com`,
    `jo@${'x'.repeat(63)}.com`,
  ])('is %s', (address) => {
    expect(isMailbox(address)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['a name', 'jo'],
    ['half of it', 'jo@'],
    ['the other half', '@contoso.com'],
    ['a domain of one label', 'jo@localhost'],
    ['two signs', 'jo@@contoso.com'],
    ['a blank', 'jo berg@contoso.com'],
    ['a no-break space', 'jo\u00a0berg@contoso.com'],
    ['a line break', 'jo@contoso.com\r\nBcc: x@y.zz'],
    ['two of them', 'a@contoso.com,b@contoso.com'],
    ['a display name', 'Jo <jo@contoso.com>'],
    ['a point too many', 'jo..berg@contoso.com'],
    ['a point in front', '.jo@contoso.com'],
    ['a point behind', 'jo@contoso.com.'],
    ['an empty label', 'jo@contoso..com'],
    ['a hyphen in front of a label', 'jo@-contoso.com'],
    ['an underscore in the domain', 'jo@con_toso.com'],
    ['numbers for a domain', 'jo@192.0.2.1'],
    ['a wrong literal', 'jo@[300.1.1.1]'],
    ['a direction mark', 'jo\u202e@contoso.com'],
    ['half a surrogate pair', 'jo\ud800@contoso.com'],
    ['a quote that is not closed', '"jo@contoso.com'],
    ['a name of 65 octets', `${'x'.repeat(65)}@contoso.com`],
    ['a name of 33 letters of two octets', `${'é'.repeat(33)}@contoso.com`],
    ['a label of 64 letters', `jo@${'x'.repeat(64)}.com`],
    ['255 characters', `jo@${'x.'.repeat(125)}com`.slice(0, 255)],
  ])('is not %s', (_case, text) => {
    expect(isMailbox(text)).toBe(false);
  });

  it('is read without the blanks around it, otherwise as it was written', () => {
    expect(Email.parse(' Anna@Contoso.com\n')).toBe('Anna@Contoso.com');
  });

  it.each(['a', '.', 'a.', '"', '\\', '@', 'é', '-', '[', 'xn--', '\u0301', '\u200d'])(
    'costs in line with its length to tell, however odd: %p',
    async (piece) => {
      const told = (pieces: number) => {
        const text = piece.repeat(pieces);
        isMailbox(text);
        isMailbox(`${text.slice(0, 60)}@${text.slice(0, 190)}`);
        comparable(text);
      };

      expect(await growth(told, 200_000)).toBeLessThan(IN_LINE);
    },
  );
});

describe('two addresses', () => {
  it.each([
    ['Jo@Contoso.COM', 'jo@contoso.com'],
    [' jo@contoso.com ', 'jo@contoso.com'],
    ['info@käserei-müller.ch', 'INFO@XN--KSEREI-MLLER-GCB75A.CH'],
    ['info@KÄSEREI-MÜLLER.ch', 'info@käserei-müller.ch'],
    ['hähnchen@contoso.de', 'ha\u0308hnchen@contoso.de'],
  ])('are one: %s, %s', (one, other) => {
    expect(comparable(one)).toBe(comparable(other));
  });

  it.each([
    ['jo@contoso.com', 'jo@contoso.co'],
    ['jo@contoso.com', 'j.o@contoso.com'],
    ['jo@faß.de', 'jo@fass.de'],
    ['', '@'],
  ])('are two: %s, %s', (one, other) => {
    expect([one, other].every((address) => address !== '' && comparable(one) === comparable(other))).toBe(
      false,
    );
  });

  it('stay what they are when they are compared again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'grapheme', maxLength: 300 })), (text) => {
        expect(comparable(comparable(text))).toBe(comparable(text));
      }),
    );
  });

  it('are addresses when they were before', () => {
    fc.assert(fc.property(fc.emailAddress({ size: 'small' }), (text) => isMailbox(text)));
  });
});
