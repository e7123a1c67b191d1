import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { isLoopback, isSafeUrl } from '../domain/shared/service-url.ts';

/**
 * Addresses that are nobody's on the internet: this machine, private and shared networks, cloud metadata, tests, multicast.
 * Source: IANA, IPv4 and IPv6 Special-Purpose Address Registries, 2026.
 */
const NOT_PUBLIC: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 96, 'ipv6'],
  ['::ffff:0:0', 96, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

// Two lists: in one, the IPv6 net of mapped IPv4 addresses would hold all of IPv4.
const blocked = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [net, prefix, type] of NOT_PUBLIC) blocked[type].addSubnet(net, prefix, type);

export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  const type = version === 6 ? 'ipv6' : 'ipv4';
  return !blocked[type].check(address, type);
}

/**
 * @param loopback whether any loopback host is allowed, over http too: for trials on one's own machine
 * @returns whether a partner's system may be called at an address: https, no user information, no address of the inside. What
 *   a host name stands for is asked at each call ({@link publicLookup}), since that can change
 */
export function isOutboundUrl(text: string, loopback: boolean): boolean {
  if (text.length > 2_000 || !isSafeUrl(text)) return false;
  const { hostname, protocol } = new URL(text);
  if (isLoopback(hostname)) return loopback;
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return protocol === 'https:' && (isIP(address) === 0 ? hostname.includes('.') : isPublicAddress(address));
}

/** The addresses of a host, or an error where one of them is not of the internet. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) return callback(error ?? new Error('no address'), '', 0);
    if (!addresses.every(({ address }) => isPublicAddress(address))) {
      return callback(Object.assign(new Error('no public address'), { code: 'EACCES' }), '', 0);
    }
    return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};
