import { describe, expect, it } from 'vitest';
import { counterColumn } from '#core/formats/perf-csv/counter-name.ts';
import { format } from '#core/formats/perf-csv/format.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';
import { hangMs } from '../../../../helpers/hang.ts';

const heading = String.raw`"(PDH-CSV 4.0) (Tokyo Standard Time)(-540)","\\SRV\RAS Total\Bytes Received/Sec","\\SRV\Network Interface(vmxnet3 _2)\Bytes Sent/sec","\\SRV\Memory\Available MBytes","\\SRV\System\Processor Queue Length"`;

describe('a row', () => {
  const read = readText(format, `${heading}\n"03/18/2024 13:26:02.250","1000.5","2000","512","3"\n`);
  it('has values by normalised counter and the instant from the zone in the heading', () => {
    expect(read.score).toBe(1);
    expect(read.records).toMatchObject([
      {
        place: { line: 2, endLine: 2, offset: Buffer.byteLength(heading) + 1 },
        who: 'SRV',
        time: {
          localMs: Date.UTC(2024, 2, 18, 13, 26, 2, 250),
          utcMs: Date.UTC(2024, 2, 18, 4, 26, 2, 250),
          offsetMinutes: 540,
          zone: 'offset',
          text: '03/18/2024 13:26:02.250',
        },
        data: {
          kind: 'perf-sample',
          host: 'SRV',
          values: {
            'ras.received': 1000.5,
            'nic.transmitted:vmxnet3 _2': 2000,
            'memory.availableBytes': 512 * 1048576,
            '\\System\\Processor Queue Length': 3,
          },
        },
      },
    ]);
  });

  it('reads the same in every encoding', () => {
    const text = `${heading}\n"03/18/2024 13:26:02.250","1000.5","2000","512","3"\n`;
    for (const variant of variants(text)) {
      const other = readBytes(format, variant.bytes);
      expect(other.score, variant.name).toBe(1);
      expect(
        other.records.map((r) => [r.data, r.time]),
        variant.name,
      ).toEqual(read.records.map((r) => [r.data, r.time]));
    }
  });
});

it('samples that could not be taken are left out', () => {
  const [row] = dataOf(readText(format, `${heading}\n"03/18/2024 13:26:02.250"," ","-1","","0"\n`), 'perf-sample');
  expect(row!.values).toEqual({ '\\System\\Processor Queue Length': 0 });
});

it('a heading without a zone leaves the zone unknown', () => {
  const { records } = readText(
    format,
    String.raw`"(PDH-CSV 4.0)","\\SRV\RAS Total\Bytes Received/Sec"` + '\n"03/04/2024 13:26:02.250","1"\n',
  );
  expect(records[0]!.time).toMatchObject({ zone: 'unknown', utcMs: null, localMs: Date.UTC(2024, 2, 4, 13, 26, 2, 250) });
});

it('semicolons with decimal commas', () => {
  const [row] = dataOf(
    readText(
      format,
      String.raw`"(PDH-CSV 4.0) (W. Europe Daylight Time)(-120)";"\\SRV\RAS insgesamt\Übertragene Bytes/s"` +
        '\n"03/18/2024 13:26:02.250";"1000,5"\n',
    ),
    'perf-sample',
  );
  expect(row!.values).toEqual({ 'ras.transmitted': 1000.5 });
});

it('tabs and a second heading in the middle', () => {
  const text =
    '"(PDH-TSV 4.0) (UTC)(0)"\t"\\\\A\\RAS Total\\Bytes Received/Sec"\n"03/18/2024 13:26:02.000"\t"1"\n"(PDH-TSV 4.0) (UTC)(0)"\t"\\\\A\\RAS Total\\Bytes Transmitted/Sec"\n"03/18/2024 13:26:03.000"\t"2"\n';
  expect(dataOf(readText(format, text), 'perf-sample').map((d) => d.values)).toEqual([{ 'ras.received': 1 }, { 'ras.transmitted': 2 }]);
});

it('rows that cannot be read are counted, closing sentences of typeperf are not rows', () => {
  const read = readText(
    format,
    `${heading}\n"99/99/2024 13:26:02.250","1","1","1","1"\n"Exiting, please wait..."\nThe command completed successfully.\n`,
  );
  expect(read.records).toEqual([]);
  expect(read.rejected.map((r) => [r.line, r.reason.key])).toEqual([
    [2, 'reject.perf-row'],
    [3, 'reject.perf-row'],
  ]);
});

describe('a counter name', () => {
  it.each([
    [String.raw`\\H\RAS Total\Bytes Received/Sec`, 'ras.received'],
    [String.raw`\\H\RAS Total\Bytes Transmitted/Sec`, 'ras.transmitted'],
    [String.raw`\\H\RAS insgesamt\Empfangene Bytes/s`, 'ras.received'],
    [String.raw`\\H\RAS insgesamt\Übertragene Bytes/s`, 'ras.transmitted'],
    [String.raw`\\H\RAS Total\Octets reçus/s`, 'ras.received'],
    [String.raw`\\H\RAS Total\Octets transmis/s`, 'ras.transmitted'],
    [String.raw`\\H\RAS 合計\受信バイト数/秒`, 'ras.received'],
    [String.raw`\\H\RAS 合計\送信バイト数/秒`, 'ras.transmitted'],
    [String.raw`\\H\RAS Port(VPN2-4)\Bytes Received/Sec`, String.raw`\RAS Port(VPN2-4)\Bytes Received/Sec`],
    [String.raw`\\H\RAS Total\Frames Received/Sec`, String.raw`\RAS Total\Frames Received/Sec`],
    [String.raw`\\H\Network Interface(Intel[R] 82574L _2)\Bytes Received/sec`, 'nic.received:Intel[R] 82574L _2'],
    [String.raw`\\H\Network Interface(vmx)\Bytes Total/sec`, String.raw`\Network Interface(vmx)\Bytes Total/sec`],
    [String.raw`\\H\Netzwerkschnittstelle(vmx)\Gesendete Bytes/s`, 'nic.transmitted:vmx'],
    [String.raw`\\H\Interface réseau(vmx)\Octets envoyés/s`, 'nic.transmitted:vmx'],
    [String.raw`\\H\Processor(_Total)\% Processor Time`, 'cpu.total'],
    [String.raw`\\H\Processor Information(_Total)\% Processor Time`, 'cpu.total'],
    [String.raw`\\H\Processor(_Total)\% Idle Time`, String.raw`\Processor(_Total)\% Idle Time`],
    [String.raw`\\H\Processor(0)\% Processor Time`, String.raw`\Processor(0)\% Processor Time`],
    [String.raw`\\H\Prozessor(_Total)\Prozessorzeit (%)`, 'cpu.total'],
    [String.raw`\\H\Processeur(_Total)\% temps processeur`, 'cpu.total'],
    [String.raw`\Memory\Available Bytes`, 'memory.availableBytes'],
    [String.raw`\\H\Arbeitsspeicher\Verfügbare MB`, 'memory.availableBytes'],
    [String.raw`\\H\Mémoire\Mégaoctets disponibles`, 'memory.availableBytes'],
  ])('%s → %s', (path, key) => {
    expect(counterColumn(path).key).toBe(key);
  });

  it('brings megabytes and kilobytes to bytes', () => {
    expect(
      [String.raw`\\H\Memory\Available MBytes`, String.raw`\\H\Memory\Available KBytes`, String.raw`\\H\Memory\Available Bytes`].map(
        (p) => counterColumn(p).factor,
      ),
    ).toEqual([1048576, 1024, 1]);
  });
});

it('a long log streams', () => {
  const rows = 100_000;
  const text = `${heading}\n${'"03/18/2024 13:26:02.250","1000.5","2000","512","3"\n'.repeat(rows)}`;
  const started = performance.now();
  expect(readText(format, text).records).toHaveLength(rows);
  expect(performance.now() - started).toBeLessThan(hangMs);
});
