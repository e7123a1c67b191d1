import { describe, expect, it } from '@jest/globals';
import { fileUrls } from '../../src/domain/shared/file-hosts.ts';

describe('where files may be sent to and fetched from', () => {
  const allowed = fileUrls(false);

  it.each([
    'https://contoso-my.sharepoint.com/personal/x/_api/v2.0/drive/items/1/uploadSession?guid=1&overwrite=true',
    'https://contoso.sharepoint.com/_layouts/15/download.aspx?tempauth=abc',
    'https://CONTOSO-MY.SHAREPOINT.COM/x',
    'https://contoso-my.sharepoint.com:443/x',
    'https://contoso-my.sharepoint-df.com/x',
    'https://contoso-my.sharepoint.us/x',
    'https://contoso-my.dps.mil/x',
  ])('allows %s', (url) => {
    expect(allowed(url)).toBe(true);
  });

  it.each([
    ['over http', 'http://contoso-my.sharepoint.com/x'],
    ['on another port', 'https://contoso-my.sharepoint.com:8443/x'],
    ['at the domain itself', 'https://sharepoint.com/x'],
    ['at a host that only ends alike', 'https://evilsharepoint.com/x'],
    ['at a host that only begins alike', 'https://contoso.sharepoint.com.evil.test/x'],
    ['with a user', 'https://contoso-my.sharepoint.com@evil.test/x'],
    ['with a password', 'https://a:b@contoso-my.sharepoint.com/x'],
    ['with a backslash before the host', 'https://evil.test\\.sharepoint.com/x'],
    ['with a trailing dot', 'https://contoso-my.sharepoint.com./x'],
    ['with a fragment', 'https://contoso-my.sharepoint.com/x#y'],
    ['of the metadata service', 'http://169.254.169.254/latest/meta-data'],
    ['of this machine', 'https://127.0.0.1/x'],
    ['of this machine in one number', 'https://2130706433/x'],
    ['of this machine, mapped', 'https://[::ffff:127.0.0.1]/x'],
    ['of a file', 'file:///etc/passwd'],
    ['of no end', `https://contoso-my.sharepoint.com/${'x'.repeat(9_000)}`],
    ['that is none', 'contoso-my.sharepoint.com'],
  ])('refuses one %s', (_what, url) => {
    expect(allowed(url)).toBe(false);
  });

  it('allows this machine where Teams is played there, and nothing else over http', () => {
    const local = fileUrls(true);

    expect(local('http://127.0.0.1:5100/files/1')).toBe(true);
    expect(local('http://localhost:5100/files/1')).toBe(true);
    expect(local('http://10.0.0.1/files/1')).toBe(false);
    expect(local('http://contoso-my.sharepoint.com/x')).toBe(false);
  });
});
