/** One counter path: `\\HOST\Object(instance)\Counter`. */
export type CounterPath = {
  readonly host: string | null;
  readonly object: string;
  readonly instance: string | null;
  readonly counter: string;
};

/** A column of a performance log: the key of its values and the factor that brings them to the key's unit. */
export type CounterColumn = { readonly key: string; readonly factor: number; readonly host: string | null };

/**
 * Names as Windows shows them: English and Japanese Windows (whose network, processor and memory objects keep English
 * names in most releases), German (perfc007), French and further languages from Microsoft's translated guides.
 */
const received = /receiv|empfang|erhalten|reçus?|recibid|recebid|ricevut|受信|接收|수신|получен|ontvangen/i;
const sent =
  /transmitted|sent\b|gesendet|übertragen|transmis|envoyés?|enviad|transmitid|inviat|trasmess|送信|传输|傳輸|发送|傳送|송신|보낸|отправлен|передан|verzonden/i;
const bytes = /bytes?\b|octets|バイト|字节|位元組|바이트|байт/i;
const perSecond = /[/／]|per second|par seconde|por segundo|al secondo|毎秒/i;
const network =
  /^(?:network interface|netzwerkschnittstelle|interface réseau|carte réseau|interfaz de red|interface de rede|interfaccia di rete|ネットワーク インターフェイス|网络接口|網路介面|네트워크 인터페이스|сетевой интерфейс|netwerkinterface)$/i;
const processor =
  /^(?:processor|prozessor|processeur|procesador|processador|processore|プロセッサ|处理器|處理器|프로세서|процессор)(?: information|information(?:en)?|informationen)?$/i;
const processorTime =
  /processor time|prozessorzeit|temps processeur|temps de processeur|tiempo de procesador|tempo (?:de |do )?processador|tempo processore|プロセッサ時間|处理器时间|處理器時間|프로세서 시간|загруженност/i;
const memory = /^(?:memory|arbeitsspeicher|speicher|mémoire|memoria|memória|メモリ|内存|記憶體|메모리|память|geheugen)$/i;
const available = /available|verfügbar|disponible|disponíve|disponibil|利用可能|可用|доступно|사용 가능|beschikbaar/i;

export function parsePath(path: string): CounterPath | null {
  const match = /^(?:\\\\([^\\]{1,255}))?\\([^\\]{1,1024})\\([^\\]{1,1024})$/s.exec(path.trim());
  if (!match) return null;
  const objectMatch = /^(.*?)\((.*)\)$/s.exec(match[2]!);
  return {
    host: match[1] ?? null,
    object: (objectMatch ? objectMatch[1]! : match[2]!).trim(),
    instance: objectMatch ? objectMatch[2]! : null,
    counter: match[3]!.trim(),
  };
}

function direction(counter: string): 'received' | 'transmitted' | null {
  if (!bytes.test(counter) || !perSecond.test(counter)) return null;
  if (received.test(counter)) return 'received';
  return sent.test(counter) ? 'transmitted' : null;
}

function memoryFactor(counter: string): number {
  if (/mbytes|\bmb\b|m[ée]ga|мб/i.test(counter)) return 1048576;
  return /kbytes|\bkb\b|kilo|\bko\b|кб/i.test(counter) ? 1024 : 1;
}

/** `RAS Total` has no instances, `RAS Port` has one for each port; "RAS" stands in every language. */
function isRasTotal(path: CounterPath): boolean {
  return path.instance === null && /(?:^|\s)RAS(?:\s|$)/i.test(path.object);
}

function normalise(path: CounterPath): { key: string; factor: number } | null {
  const { object, counter, instance } = path;
  const way = direction(counter);
  if (way && isRasTotal(path)) return { key: `ras.${way}`, factor: 1 };
  if (way && instance !== null && network.test(object)) return { key: `nic.${way}:${instance}`, factor: 1 };
  if (instance === '_Total' && processor.test(object) && processorTime.test(counter)) return { key: 'cpu.total', factor: 1 };
  if (memory.test(object) && available.test(counter)) return { key: 'memory.availableBytes', factor: memoryFactor(counter) };
  return null;
}

/** Key of a heading cell: a normalised name for the counters that checks read, else the path without the host. */
export function counterColumn(heading: string): CounterColumn {
  const path = parsePath(heading);
  if (!path) return { key: heading.trim(), factor: 1, host: null };
  const instance = path.instance === null ? '' : `(${path.instance})`;
  const known = normalise(path) ?? { key: `\\${path.object}${instance}\\${path.counter}`, factor: 1 };
  return { ...known, host: path.host };
}
