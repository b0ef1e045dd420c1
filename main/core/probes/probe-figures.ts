import { message, type Message, type MessageParams } from '#shared/model/message.ts';
import type { DnsAnswer, ProbeData, ProbeFigure } from '#shared/model/probe.ts';
import { assertNever } from '#shared/util/assert-never.ts';

function figure(name: string, value: Message | null, params: MessageParams = {}): ProbeFigure[] {
  return value === null ? [] : [{ name: message(`probe.figure.${name}`, params), value }];
}

/** Words of the network itself: addresses, names, pages. */
function plain(text: string | number | null): Message | null {
  return text === null || text === '' ? null : message('probe.value.plain', { text: String(text) });
}

function ms(value: number | null): Message | null {
  return value === null ? null : message('probe.value.ms', { ms: Math.round(value * 100) / 100 });
}

function bytes(value: number | null): Message | null {
  return value === null ? null : message('probe.value.bytes', { bytes: value });
}

function answerFigure({ server, type, result, values }: DnsAnswer): ProbeFigure[] {
  const shown = values.length > 0 ? plain(values.join(', ')) : message(`probe.value.dns.${result}`);
  return figure(server === 'system' ? 'resolver' : 'server', shown, { server, type });
}

/** What was measured, for a list of names and values. */
export function figuresOf(data: ProbeData): ProbeFigure[] {
  switch (data.kind) {
    case 'ike-probe':
      return [
        ...figure('chosen', plain(data.chosen)),
        ...figure('notifies', plain(data.notifies.join(', '))),
        ...figure('round-trip', ms(data.roundTripMs)),
      ];
    case 'health-probe':
      return [
        ...figure('status', plain(data.status)),
        ...figure('certificate', plain(data.certificate)),
        ...figure('round-trip', ms(data.roundTripMs)),
        ...figure('page', plain(data.body)),
      ];
    case 'dns-probe':
      return data.answers.flatMap(answerFigure);
    case 'path-mtu-probe':
      return [...figure('mtu', bytes(data.mtu)), ...figure('inner-mtu', bytes(data.innerMtu), { cipher: data.cipher ?? '' })];
    case 'clock-probe':
      return [
        ...figure('offset', ms(data.offsetMs)),
        ...figure('round-trip', ms(data.roundTripMs)),
        ...figure('stratum', plain(data.stratum)),
      ];
    default:
      return assertNever(data, 'every kind of probe has its figures');
  }
}

/** The farthest router that answered a trace. */
export function traceFigures(lastHop: string | null, hops: number): ProbeFigure[] {
  return figure('last-hop', plain(lastHop), { hops });
}
