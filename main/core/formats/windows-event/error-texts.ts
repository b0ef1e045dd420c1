import { joinWords } from '../shared/format-list.ts';
import { errorSentences } from './error-sentences.ts';

const noAnswer = 809;
const wrongSharedKey = 811;
const sharedKey = /pre-?shared key|vorinstallierte|clé pré-?partagée|предварительн|общ(?:ий|его|им) ключ|事前共有キー/i;

/**
 * Error texts by which an export without binary data still tells its code. A code counts only when its text is known in the
 * language of the log; an unknown text leaves the code open. English from Microsoft's tables (System Error Codes
 * 12000-15999; Routing and Remote Access Error Codes). The other languages are unverified: only a few were found published, so a
 * translation that differs leaves the code open and never gives a wrong one. Fragments that no other code shares.
 */
const texts: readonly (readonly [number, RegExp])[] = [
  [
    809,
    /remote server is not responding|remoteserver nicht (?:antwortet|reagiert)|serveur distant ne répond pas|удал[её]нный сервер не отвечает|リモート サーバーが応答しない/i,
  ],
  [
    800,
    /unable to establish the VPN connection|VPN-Verbindung (?:konnte nicht|kann nicht) hergestellt|impossible d['’]établir la connexion VPN/i,
  ],
  [868, /DNS name could not be resolved|DNS-Name nicht aufgelöst|nom DNS .{0,40}résolu|DNS-им.{0,40}разреш|DNS 名.{0,20}解決/i],
  [812, /policy configured on your RAS\/VPN server|auf (?:dem|Ihrem) RAS-\/?VPN-Server konfigurierte.{0,3} Richtlinie/i],
  [
    13801,
    /IKE authentication credentials are unacceptable|IKE-Authentifizierung.{0,60}nicht akzept|identification.{0,25}IKE.{0,30}(?:inaccept|pas accept)|учетные данные проверки подлинности IKE|IKE 認証.{0,3}資格情報/i,
  ],
  [
    13805,
    /negotiation timed out|zeitüberschreitung bei der (?:aus|ver)handlung|délai (?:de|d['’]attente de la) négociation|négociation a expiré|врем.{1,3} (?:ожидания )?согласовани|ネゴシエーションが?(?:タイムアウト|時間切れ)/i,
  ],
  [
    13806,
    /IKE failed to find valid machine certificate|IKE.{0,40}gültiges Computerzertifikat|certificat d['’]ordinateur valide|IKE.{0,40}コンピューター証明書/i,
  ],
  [13819, /ungültiger zertifikattyp/i],
  [13807, /SA deleted by peer before/i],
  [
    13825,
    /no policy configured|keine richtlinie konfiguriert|aucune stratégie (?:n['’]est )?configurée|политика не настроена|ポリシーが構成されていません/i,
  ],
  [13868, /policy match error|richtlinienübereinstimmung|correspondance de (?:la )?stratégie|сопоставлени[ея] политик|ポリシー.{0,3}一致/i],
];

/** Folds what releases and exports write differently. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('\u2019', "'")
    .replaceAll(/[\s\u00A0]+/g, ' ')
    .trim()
    .replace(/(?:\.{3}|…|\.)$/, '');
}

const sentences = new Map(errorSentences.map(([code, text]) => [fold(text), code]));
const longest = Math.max(...[...sentences.keys()].map((text) => text.length));
/** A text that was cut still tells its code when no other begins like it. */
const minCut = 20;

/** An error stands at the end of a message, with what to do about it; a hostile message has sentences without end. */
const mostSentences = 40;

/** The code whose English text begins and ends with a sentence of the words; the longest, as one text may go on where another ends. */
function codeOfSentences(words: string): number | null {
  const folded = fold(words);
  const starts = [0, ...[...folded.matchAll(/[:.] |[：。]/g)].map((m) => m.index + m[0].length)].slice(-mostSentences);
  const ends = [...[...folded.matchAll(/\.(?= )|。/g)].map((m) => m.index).slice(-mostSentences), folded.length];
  let found: string | null = null;
  for (const start of starts)
    for (const end of ends) {
      if (end <= start || end - start > longest) continue;
      const sentence = folded.slice(start, end);
      if (sentence.length > (found?.length ?? 0) && sentences.has(sentence)) found = sentence;
    }
  return found === null ? codeOfCut(folded, starts) : sentences.get(found)!;
}

function codeOfCut(folded: string, starts: readonly number[]): number | null {
  for (const start of starts) {
    const length = folded.length - start;
    if (length < minCut || length > longest) continue;
    const rest = folded.slice(start);
    const codes = new Set<number>();
    for (const [text, code] of sentences) if (text.startsWith(rest)) codes.add(code);
    if (codes.size > 0) return codes.size === 1 ? [...codes][0]! : null;
  }
  return null;
}

/** The code whose text stands in `text`, in any of the known languages; null when none or more than one does. */
export function codeOfText(text: string): number | null {
  const words = joinWords(text.slice(0, 8000));
  const sentence = codeOfSentences(words);
  if (sentence !== null) return sentence;
  const found = texts.filter(([, pattern]) => pattern.test(words)).map(([code]) => code);
  if (found.length !== 1) return null;
  // The text of a wrong shared key begins like the one of a server that does not answer.
  return found[0] === noAnswer && sharedKey.test(words) ? wrongSharedKey : found[0]!;
}
