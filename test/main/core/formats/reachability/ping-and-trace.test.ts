import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { format as ping } from '#core/formats/ping/format.ts';
import { format as testNetConnection } from '#core/formats/test-netconnection/format.ts';
import { format as traceroute } from '#core/formats/traceroute/format.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../../helpers/corpus.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

const pings = (text: string) => dataOf(readText(ping, text), 'icmp-probe');
const traces = (text: string) => dataOf(readText(traceroute, text), 'traceroute');

const windowsPing = (header: string, reply: string, statistics: string, times: string) =>
  `\n${header}\n${reply}\n${reply}\n\n${statistics}\n${times}\n`;

const onePing = (ip: string) =>
  `C:\\>ping ${ip}\n\nPinging ${ip} with 32 bytes of data:\nReply from ${ip}: bytes=32 time<1ms TTL=126\n\nPing statistics for ${ip}:\n    Packets: Sent = 1, Received = 1, Lost = 0 (0% loss),\nApproximate round trip times in milli-seconds:\n    Minimum = 0ms, Maximum = 0ms, Average = 0ms\n\n`;

const hop = (ttl: number, address: string | null, ...roundTripMs: (number | null)[]) => ({ ttl, address, roundTripMs });

const testNet = (text: string) => readText(testNetConnection, text).records.map((r) => r.data);

const listOf = (properties: Record<string, string>) =>
  Object.entries(properties)
    .map(([name, value]) => `${name.padEnd(22)} : ${value}`)
    .join('\n');

describe('ping', () => {
  it.each([
    [
      'English',
      windowsPing(
        'Pinging 10.20.1.4 with 32 bytes of data:',
        'Reply from 10.20.1.4: bytes=32 time=5ms TTL=126',
        'Ping statistics for 10.20.1.4:\n    Packets: Sent = 2, Received = 2, Lost = 0 (0% loss),\nApproximate round trip times in milli-seconds:',
        '    Minimum = 4ms, Maximum = 6ms, Average = 5ms',
      ),
    ],
    [
      'German',
      windowsPing(
        'Ping wird ausgeführt für web01 [10.20.1.4] mit 32 Bytes Daten:',
        'Antwort von 10.20.1.4: Bytes=32 Zeit=5ms TTL=126',
        'Ping-Statistik für 10.20.1.4:\n    Pakete: Gesendet = 2, Empfangen = 2, Verloren = 0\n    (0% Verlust),\nCa. Zeitangaben in Millisek.:'.replace(
          '0\n    (0%',
          '0 (0%',
        ),
        '    Minimum = 4ms, Maximum = 6ms, Mittelwert = 5ms',
      ),
    ],
    [
      'French',
      windowsPing(
        "Envoi d'une requête 'Ping'  10.20.1.4 avec 32 octets de données :",
        'Réponse de 10.20.1.4 : octets=32 temps=5 ms TTL=126',
        'Statistiques Ping pour 10.20.1.4:\n    Paquets : envoyés = 2, reçus = 2, perdus = 0 (perte 0%),\nDurée approximative des boucles en millisecondes :',
        '    Minimum = 4ms, Maximum = 6ms, Moyenne = 5ms',
      ),
    ],
    [
      'Japanese',
      windowsPing(
        '10.20.1.4 に ping を送信しています 32 バイトのデータ:',
        '10.20.1.4 からの応答: バイト数 =32 時間 =5ms TTL=126',
        '10.20.1.4 の ping 統計:\n    パケット数: 送信 = 2、受信 = 2、損失 = 0 (0% の損失)、\nラウンド トリップの概算時間 (ミリ秒):',
        '    最小 = 4ms、最大 = 6ms、平均 = 5ms',
      ),
    ],
    [
      'Chinese',
      windowsPing(
        '正在 Ping 10.20.1.4 具有 32 字节的数据:',
        '来自 10.20.1.4 的回复: 字节=32 时间=5ms TTL=126',
        '10.20.1.4 的 Ping 统计信息:\n    数据包: 已发送 = 2，已接收 = 2，丢失 = 0 (0% 丢失)，\n往返行程的估计时间(以毫秒为单位):',
        '    最短 = 4ms，最长 = 6ms，平均 = 5ms',
      ),
    ],
    [
      'Russian',
      windowsPing(
        'Обмен пакетами с 10.20.1.4 по с 32 байтами данных:',
        'Ответ от 10.20.1.4: число байт=32 время=5мс TTL=126',
        'Статистика Ping для 10.20.1.4:\n    Пакетов: отправлено = 2, получено = 2, потеряно = 0\n    (0% потерь)\nПриблизительное время приема-передачи в мс:'.replace(
          '0\n    (0%',
          '0 (0%',
        ),
        '    Минимальное = 4мсек, Максимальное = 6 мсек, Среднее = 5 мсек',
      ),
    ],
  ])('of Windows in %s', (_language, text) => {
    expect(pings(text)).toEqual([{ kind: 'icmp-probe', host: '10.20.1.4', sent: 2, received: 2, minMs: 4, maxMs: 6, averageMs: 5 }]);
  });

  it('does not take "destination unreachable" for a reply', () => {
    const text =
      'Pinging 10.20.1.4 with 32 bytes of data:\nReply from 10.1.0.1: Destination host unreachable.\nReply from 10.1.0.1: Destination host unreachable.\n\nPing statistics for 10.20.1.4:\n    Packets: Sent = 2, Received = 2, Lost = 0 (0% loss),\n\nC:\\>';
    expect(pings(text)).toMatchObject([{ sent: 2, received: 0, averageMs: null }]);
  });

  it('without any answer', () => {
    const text =
      'Pinging 10.20.1.4 with 32 bytes of data:\nRequest timed out.\nRequest timed out.\n\nPing statistics for 10.20.1.4:\n    Packets: Sent = 2, Received = 0, Lost = 2 (100% loss),\n';
    expect(pings(text)).toEqual([
      { kind: 'icmp-probe', host: '10.20.1.4', sent: 2, received: 0, minMs: null, maxMs: null, averageMs: null },
    ]);
  });

  it('cut before its statistics is counted by its lines', () => {
    const text = 'Pinging 10.20.1.4 with 32 bytes of data:\nRequest timed out.\nReply from 10.20.1.4: bytes=32 time=12ms TTL=126\n';
    expect(pings(text)).toEqual([{ kind: 'icmp-probe', host: '10.20.1.4', sent: 2, received: 1, minMs: 12, maxMs: 12, averageMs: 12 }]);
  });

  it('of Linux, with loss', () => {
    const text =
      'PING web01 (10.20.1.4) 56(84) bytes of data.\n64 bytes from 10.20.1.4: icmp_seq=1 ttl=62 time=12.4 ms\n\n--- web01 ping statistics ---\n4 packets transmitted, 1 received, 75% packet loss, time 3004ms\nrtt min/avg/max/mdev = 12.400/12.500/12.600/0.250 ms\n';
    expect(pings(text)).toEqual([
      { kind: 'icmp-probe', host: '10.20.1.4', sent: 4, received: 1, minMs: 12.4, maxMs: 12.6, averageMs: 12.5 },
    ]);
  });

  it('after another, between prompts', () => {
    expect(pings(onePing('10.0.0.1') + onePing('10.0.0.2')).map((p) => p.host)).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  it('that ran over night keeps its statistics and the right line numbers', () => {
    const lines = 60_000;
    const text = `Pinging 10.20.1.4 with 32 bytes of data:\n${'Reply from 10.20.1.4: bytes=32 time=12ms TTL=126\n'.repeat(lines)}\nPing statistics for 10.20.1.4:\n    Packets: Sent = ${lines}, Received = ${lines}, Lost = 0 (0% loss),\nApproximate round trip times in milli-seconds:\n    Minimum = 12ms, Maximum = 12ms, Average = 12ms\n`;
    const { records } = readText(ping, text);
    expect(records).toHaveLength(1);
    const { place, text: kept } = records[0]!;
    expect(kept.length).toBeLessThan(2_000_000);
    const at = kept.split('\n').findIndex((line) => line.includes('(0%'));
    expect(text.split('\n')[place.line + at - 1]).toContain('(0%');
  });
});

describe('a trace', () => {
  const silent = [null, null, null];

  it.skipIf(!hasCorpus)(`the published traces, in every encoding${corpusNote}`, () => {
    const text = readFileSync(join(corpusDir, 'reachability/tracert_s2s_branch_vnet.txt'), 'utf8');
    for (const variant of variants(text)) {
      const read = readBytes(traceroute, variant.bytes);
      expect(read.score).toBe(0.87);
      expect(read.records.map((r) => [r.place.line, r.place.endLine])).toEqual([
        [3, 9],
        [13, 20],
        [24, 31],
      ]);
      expect(dataOf(read, 'traceroute')).toEqual([
        {
          kind: 'traceroute',
          host: '10.11.30.68',
          address: '10.11.30.68',
          reached: true,
          hops: [hop(1, '10.10.30.142', 1, 1, 1), hop(2, null, ...silent), hop(3, '10.11.30.68', 2, 2, 2)],
        },
        {
          kind: 'traceroute',
          host: '10.2.30.10',
          address: '10.2.30.10',
          reached: true,
          hops: [hop(1, '10.10.30.132', 2, 2, 2), hop(2, null, ...silent), hop(3, null, ...silent), hop(4, '10.2.30.10', 2, 2, 2)],
        },
        {
          kind: 'traceroute',
          host: '10.1.31.10',
          address: '10.1.31.10',
          reached: true,
          hops: [hop(1, '10.10.30.134', 76, 75, 75), hop(2, null, ...silent), hop(3, null, ...silent), hop(4, '10.1.31.10', 75, 75, 75)],
        },
      ]);
    }
  });

  it.each([
    ['English', 'Tracing route to web01 [10.20.1.4]\nover a maximum of 30 hops:', 'Request timed out.', 'ms'],
    ['Japanese', 'web01 [10.20.1.4] へのルートをトレースしています\n経由するホップ数は最大 30 です:', '要求がタイムアウトしました。', 'ms'],
    ['German', 'Routenverfolgung zu web01 [10.20.1.4]\nüber maximal 30 Hops:', 'Zeitüberschreitung der Anforderung.', 'ms'],
    ['Chinese', '通过最多 30 个跃点跟踪\n到 web01 [10.20.1.4] 的路由:', '请求超时。', '毫秒'],
    [
      'Russian',
      'Трассировка маршрута к web01 [10.20.1.4]\nс максимальным числом прыжков 30:',
      'Превышен интервал ожидания для запроса.',
      'мс',
    ],
  ])('in %s that stops on the way', (_language, header, timeout, ms) => {
    const text = `\n${header}\n\n  1    <1 ${ms}     1 ${ms}    <1 ${ms}  gw [10.1.0.1]\n  2     *        *        *     ${timeout}\n  3     *        *        *     ${timeout}\n`;
    expect(traces(text)).toEqual([
      {
        kind: 'traceroute',
        host: 'web01',
        address: '10.20.1.4',
        reached: false,
        hops: [hop(1, '10.1.0.1', 1, 1, 1), hop(2, null, ...silent), hop(3, null, ...silent)],
      },
    ]);
  });

  it('with the target only on the command line', () => {
    expect(
      traces('C:\\>tracert -d 10.20.1.4\n\n  1    <1 ms     1 ms    <1 ms  10.1.0.1\n  2     2 ms     2 ms     2 ms  10.20.1.4\n'),
    ).toMatchObject([{ host: '10.20.1.4', address: '10.20.1.4', reached: true }]);
  });

  it('of Linux, with an unreachable mark', () => {
    const text =
      'traceroute to web01 (10.20.1.4), 30 hops max, 60 byte packets\n 1  10.1.0.1  0.4 ms  0.5 ms *\n 2  10.1.0.1 (10.1.0.1)  3000.1 ms !H * *\n';
    expect(traces(text)).toEqual([
      {
        kind: 'traceroute',
        host: 'web01',
        address: '10.20.1.4',
        reached: false,
        hops: [hop(1, '10.1.0.1', 0.4, 0.5, null), hop(2, '10.1.0.1', 3000.1, null, null)],
      },
    ]);
  });
});

describe('Test-NetConnection', () => {
  it('an open port', () => {
    expect(
      testNet(
        listOf({
          ComputerName: 'web01',
          RemoteAddress: '10.20.1.4',
          RemotePort: '443',
          SourceAddress: '10.1.0.10',
          TcpTestSucceeded: 'True',
        }),
      ),
    ).toMatchObject([
      {
        kind: 'tcp-probe',
        tool: 'test-netconnection',
        host: '10.20.1.4',
        port: 443,
        sourceAddress: '10.1.0.10',
        sent: 1,
        received: 1,
        complete: true,
      },
    ]);
  });

  it('a closed port with a ping that works', () => {
    const text = listOf({
      ComputerName: '10.20.1.4',
      RemoteAddress: '10.20.1.4',
      RemotePort: '443',
      PingSucceeded: 'True',
      'PingReplyDetails (RTT)': '12 ms',
      TcpTestSucceeded: 'False',
    });
    expect(testNet(text)).toMatchObject([
      { kind: 'tcp-probe', received: 0 },
      { kind: 'icmp-probe', received: 1, averageMs: 12 },
    ]);
  });

  it('Format-List * of an open port says nothing about ping', () => {
    const text = listOf({
      ComputerName: 'a',
      RemoteAddress: '10.20.1.4',
      RemotePort: '443',
      PingSucceeded: 'False',
      PingReplyDetails: '',
      TcpTestSucceeded: 'True',
    });
    expect(testNet(text)).toMatchObject([{ kind: 'tcp-probe', received: 1 }]);
  });

  it('a name that does not resolve', () => {
    expect(testNet(listOf({ ComputerName: 'web01', RemoteAddress: '', RemotePort: '443', TcpTestSucceeded: 'False' }))).toMatchObject([
      { host: 'web01', received: 0 },
    ]);
  });

  it('a trace', () => {
    const text = `${listOf({ ComputerName: '10.20.1.4', RemoteAddress: '10.20.1.4', PingSucceeded: 'True', 'PingReplyDetails (RTT)': '12 ms' })}\nTraceRoute             : 10.1.0.1\n                         0.0.0.0\n                         10.20.1.4\n`;
    expect(testNet(text)[1]).toMatchObject({
      kind: 'traceroute',
      reached: true,
      hops: [{ address: '10.1.0.1' }, { address: null }, { address: '10.20.1.4' }],
    });
  });

  it('JSON', () => {
    expect(
      testNet('{\n  "ComputerName": "web01",\n  "RemoteAddress": "10.20.1.4",\n  "RemotePort": 443,\n  "TcpTestSucceeded": true\n}'),
    ).toMatchObject([{ kind: 'tcp-probe', port: 443, received: 1 }]);
  });
});

it('a transcript with several tools is read whole, in the order of its lines', () => {
  const text =
    'C:\\>ping 10.20.1.4\n\nPinging 10.20.1.4 with 32 bytes of data:\nRequest timed out.\n\nPing statistics for 10.20.1.4:\n    Packets: Sent = 1, Received = 0, Lost = 1 (100% loss),\n\nC:\\>tracert 10.20.1.4\n\nTracing route to 10.20.1.4 over a maximum of 30 hops\n\n  1     1 ms     1 ms     1 ms  10.1.0.1\n\nTrace complete.\n\nPS C:\\> Test-NetConnection 10.20.1.4 -Port 80\n\nComputerName     : 10.20.1.4\nRemoteAddress    : 10.20.1.4\nRemotePort       : 80\nTcpTestSucceeded : False\n';
  for (const format of [ping, traceroute, testNetConnection]) {
    expect(readText(format, text).records.map((r) => r.data.kind)).toEqual(['icmp-probe', 'traceroute', 'tcp-probe']);
  }
});
