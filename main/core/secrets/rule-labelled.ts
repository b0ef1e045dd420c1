import { holdsAny } from './anchors.ts';
import type { Anchor, Anchors } from './anchors.ts';
import type { Finding, Side } from './finding.ts';
import { judge } from './value.ts';

/**
 * Places where a label alone tells a secret. The last group that matched holds the value; a group named `connection` its tunnel.
 * Every repeat is bounded, so that time stays linear. A pattern is tried only when the text holds one of the words that it needs.
 */
type Labelled = { readonly pattern: RegExp; readonly side: Side; readonly needs: readonly Anchor[] };

const labelled: readonly Labelled[] = [
  // FortiOS marks every secret of a configuration that it encrypts: `set passwd ENC …`, `set ppk-secret "ENC …"`.
  { side: 'other', needs: ['enc '], pattern: /\bset [\w-]{1,60} "?(ENC [A-Za-z0-9+/=_.-]{4,4000})"?/dg },
  // PAN-OS, braces: pre-shared-key { key … ; }
  { side: 'device', needs: ['key'], pattern: /\bpre-shared-key \{\s{0,200}key (?:"([^"\n]{1,512})"|([^\s;{}"]{1,512}))/dg },
  // VyOS 1.4: set vpn ipsec authentication psk NAME secret '…', and the same in braces.
  {
    side: 'device',
    needs: ['secret'],
    pattern:
      /\bset vpn ipsec \S[^\n]{0,200}? psk (?<connection>\S{1,100}) secret (?:'([^'\n]{1,512})'|"([^"\n]{1,512})"|([^\s'"]{1,512}))/dg,
  },
  {
    side: 'device',
    needs: ['secret'],
    pattern: /^[ \t]{1,80}secret (?:'([^'\n]{1,512})'|"([^"\n]{1,512})"|([^\s'"=:]{1,512}))[ \t]{0,20}\r?$/dgm,
  },
  // OPNsense: <preSharedKey …><ident>…</ident><Key>…</Key>
  { side: 'device', needs: ['key'], pattern: /<preSharedKey\b[^<>]{0,200}>[\s\S]{0,2000}?<Key>([^<]{1,512})<\/Key>/dg },
  // Session keys: FortiOS `diagnose vpn tunnel list`, `… ike gateway list` and the IKE debug; `ip xfrm state`; PAN-OS.
  { side: 'other', needs: ['key'], pattern: /\b(?:esp|ah)=[\w-]{2,30} key=\d{1,3} ([0-9A-Fa-f]{8,256})\b/dg },
  { side: 'other', needs: ['sk_'], pattern: /\bSK_[a-z]{1,3}:? (?:\d{1,3}:)?([0-9A-Fa-f]{8,64}(?:-[0-9A-Fa-f]{1,16}){0,20})(?![\w-])/dg },
  { side: 'other', needs: ['key'], pattern: /^[ \t]{0,20}key: ([0-9a-f]{16}(?:-[0-9a-f]{1,16}){1,20})(?![\w-])/dgm },
  { side: 'other', needs: ['key'], pattern: /\bSA [0-9a-f]{16}\/[0-9a-f]{16} key \d{1,3}:([0-9A-Fa-f]{8,256})\b/dg },
  { side: 'other', needs: [' 0x'], pattern: /\b(?:enc|auth|auth-trunc|aead) [\w()-]{3,60} 0x([0-9a-f]{16,256})\b/dg },
];

/** Secrets by their label: vendors' configurations, and keys of running SAs in diagnostic output. */
export function findLabelled(text: string, anchors: Anchors): readonly Finding[] {
  const possible = labelled.filter(({ needs }) => holdsAny(anchors, needs));
  return possible.flatMap(({ pattern, side }) =>
    [...text.matchAll(pattern)].flatMap((match): Finding[] => {
      const at = match.findLastIndex((group, i) => i > 0 && group !== undefined && group !== match.groups?.['connection']);
      const place = match.indices?.[at];
      const state = at < 1 ? null : judge(match[at]!);
      if (place === undefined || state === null) return [];
      return [{ start: place[0], end: place[1], value: match[at]!, side, connection: match.groups?.['connection'] ?? null, state }];
    }),
  );
}
