import type { Finding } from './finding.ts';
import { judge, unescapeXml } from './value.ts';

/**
 * Elements of saved configurations that hold a secret under a name that says so nowhere else: pfSense and OPNsense (`prv` and `tls` are
 * private keys in base64), PAN-OS, Sophos, WatchGuard.
 */
const element =
  /<((?:(?:ro|rw|trap)?community(?:-string)?|(?:bcrypt|sha512|md5|nt)-hash|ldap_bindpw|otp_seed|phash|authpwd|privpwd|auth-key)|[\w-]{0,31}(?:password|passwordagain|passphrase|secret))(?: [^<>\n]{0,200})?>([^<\n]{1,16384})<\/\1>/dgi;

/** A private key in base64; a short value of that name is a version or a switch. */
const base64Element = /<(prv|tls)>([A-Za-z0-9+/=]{24,16384})<\/\1>/dg;
/** A community of BGP, which is no secret. */
const bgpCommunity = /^\d{1,10}:\d{1,10}(?::\d{1,10})?$/;

/** Secrets in XML by the name of their element, where it is no name that `names.ts` knows. */
export function findXmlElements(text: string): readonly Finding[] {
  return [...text.matchAll(element), ...text.matchAll(base64Element)].flatMap((m): Finding[] => {
    const [start, end] = m.indices![2]!;
    const value = unescapeXml(m[2]!);
    const state = judge(value);
    return state === null || bgpCommunity.test(value) ? [] : [{ start, end, value, side: 'other', connection: null, state }];
  });
}
