import { holdsAny } from './anchors.ts';
import type { Anchor, Anchors } from './anchors.ts';
import type { Finding } from './finding.ts';
import { judge } from './value.ts';

type Pattern = {
  /** The pattern is tried only when the text holds one of these. */
  readonly needs: readonly Anchor[];
  /** One group with the secret; all quantifiers are bounded or start at a fixed word, so that time stays linear. */
  readonly pattern: RegExp;
};

const patterns: readonly Pattern[] = [
  { needs: ['bearer'], pattern: /(?<![A-Za-z0-9])Bearer[ \t]{1,8}([A-Za-z0-9._~+/-]{16,16384}={0,2})/dgi },
  { needs: ['eyj'], pattern: /(?<![A-Za-z0-9_-])(eyJ[A-Za-z0-9_-]{8,8192}\.[A-Za-z0-9_-]{8,16384}\.[A-Za-z0-9_-]{0,4096})/dg },
  { needs: ['sig='], pattern: /(?<![A-Za-z0-9])sig=([A-Za-z0-9%+/=_-]{16,512})/dg },
  {
    needs: ['key', 'signature'],
    pattern: /(?<![A-Za-z0-9])(?:AccountKey|SharedAccessKey|SharedAccessSignature)=([^\s;"'<>&]{8,1024})/dg,
  },
  {
    needs: ['authorization'],
    pattern:
      /(?<![A-Za-z])Authorization["']?[ \t]{0,4}[:=][ \t]{0,4}["']?(?:Basic|Digest|SharedKey(?:Lite)?|Negotiate)[ \t]{1,4}([^\s"',;]{6,8192})/dgi,
  },
  {
    // The activity log keeps what was sent: a new shared key is the whole body, as JSON inside a string.
    needs: ['requestbody'],
    pattern:
      /requestbody[\\"]{1,16}\s{0,4}:\s{0,4}[\\"]{1,16}\{(?:\\{1,8}[rn]|\s){0,40}[\\"]{1,16}value[\\"]{1,16}\s{0,4}:\s{0,4}[\\"]{1,16}([^\s"\\][^\n]{0,299}?)(?=[\\"]{1,16}(?:\\{1,8}[rn]|\s){0,40}\})/dgi,
  },
  { needs: ['://'], pattern: /:\/\/[^/\s:@"'<>]{1,64}:([^/\s@"'<>]{1,128})@/dg },
  {
    needs: ['pass', 'secret'],
    pattern:
      /(?<![\w-])(?:enable|username (?!=)\S{1,64}(?: privilege \d{1,2})?) (?:password|secret) (?:(?:level \d{1,2} )?[0-9] )?(?!level \d|(?:must|is|was|not|has|for|cannot|should|will) )(\S{1,256})/dg,
  },
  {
    needs: ['rasdial'],
    pattern: /(?<![A-Za-z])rasdial(?:\.exe)?[ \t]{1,8}(?:"[^"\n]{1,100}"|[^\s"]{1,100})[ \t]{1,8}[^\s/]{1,100}[ \t]{1,8}([^\s/]{1,256})/dgi,
  },
  { needs: ['/user:'], pattern: /(?<![A-Za-z])net[ \t]{1,4}use[^\n]{0,200}?[ \t]\/user:\S{1,100}[ \t]{1,4}([^\s/]{1,256})/dgi },
];

const privateKey = /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/g;

const maxPrivateKeyChars = 65_536;

function privateKeys(text: string): Finding[] {
  const findings: Finding[] = [];
  privateKey.lastIndex = 0;
  for (let m = privateKey.exec(text); m; m = privateKey.exec(text)) {
    const start = privateKey.lastIndex;
    const window = text.slice(start, start + maxPrivateKeyChars);
    const close = window.indexOf('-----END');
    const body = close < 0 ? window : window.slice(0, close);
    const from = start + (body.length - body.trimStart().length);
    const value = body.trim();
    const state = judge(value);
    if (state) findings.push({ start: from, end: from + value.length, value, side: 'other', connection: null, state });
    privateKey.lastIndex = start + body.length;
  }
  return findings;
}

/** Tokens, signatures, passwords in addresses and private keys: removed wherever they stand, never compared. */
export function findTokens(text: string, anchors: Anchors): readonly Finding[] {
  const findings = anchors.has('private') ? privateKeys(text) : [];
  for (const { needs, pattern } of patterns) {
    if (!holdsAny(anchors, needs)) continue;
    for (const m of text.matchAll(pattern)) {
      const [start, end] = m.indices![1]!;
      const value = m[1]!;
      const state = judge(value);
      if (state) findings.push({ start, end, value, side: 'other', connection: null, state });
    }
  }
  return findings;
}
