import type { HostStateData } from '#shared/model/host-state.ts';
import { message } from '#shared/model/message.ts';
import type { Message } from '#shared/model/message.ts';
import type { RouteData } from '#shared/model/record-data.ts';
import type { NewRecord, TextLine } from '../../format.ts';
import { collectLines, recordOf } from '../parsed.ts';

type Data = HostStateData | RouteData;

function ruleWords(data: Extract<Data, { readonly kind: 'filter-rule' }>): Message {
  const where = { chain: `${data.table} ${data.chain}`, action: data.action.toUpperCase() };
  return data.to === null ? message('record.filter-rule', where) : message('record.filter-rule-to', { ...where, to: data.to });
}

/** One line of words for what a host says about itself. */
export function describeHost(data: Data): Message {
  switch (data.kind) {
    case 'route':
      if (data.fate === 'discarded') return message('record.route-discarded', { prefix: data.prefix });
      if (data.nextHop !== null) return message('record.route', { prefix: data.prefix, nextHop: data.nextHop });
      return message('record.route-on-link', { prefix: data.prefix });
    case 'routing-rule':
      return message('record.routing-rule', { priority: data.priority, table: data.table ?? data.action });
    case 'network-interface':
      return message('record.network-interface', { name: data.name, addresses: data.addresses.join(', ') || '–', mtu: data.mtu ?? '–' });
    case 'ipsec-policy':
      return message('record.ipsec-policy', { direction: data.direction, source: data.source, destination: data.destination });
    case 'kernel-sa':
      return message('record.kernel-sa', { source: data.source, destination: data.destination, packets: data.packets ?? '–' });
    case 'kernel-setting':
      return message('record.kernel-setting', { name: data.name, value: data.value });
    case 'service-state':
      return message(`record.service-state.${data.state}`, { service: data.service });
    case 'filter-chain':
      return message('record.filter-chain', { chain: `${data.table} ${data.chain}`, policy: (data.policy ?? '–').toUpperCase() });
    case 'filter-rule':
      return ruleWords(data);
    case 'device-bgp-peer':
      return message('record.device-bgp-peer', { neighbor: data.neighbor, state: data.stateText });
  }
}

function whoOf(data: Data): string | null {
  switch (data.kind) {
    case 'route':
      return data.interfaceName;
    case 'network-interface':
      return data.name;
    case 'service-state':
      return data.service;
    case 'device-bgp-peer':
      return data.neighbor;
    case 'ipsec-policy':
      return data.remote;
    case 'filter-chain':
    case 'filter-rule':
      return data.chain;
    default:
      return null;
  }
}

/** A record of one unit of text; listings have no time of their own. */
export function hostRecord(lines: readonly [TextLine, ...TextLine[]], data: Data): NewRecord {
  const gathered = collectLines(lines[0]);
  for (const line of lines.slice(1)) gathered.add(line);
  const parsed = recordOf(gathered.unit(), data, { what: describeHost(data), who: whoOf(data) });
  if (parsed.type !== 'record') throw new Error('a unit of lines is a record');
  const isDown = data.kind === 'service-state' && (data.state === 'failed' || data.state === 'stopped');
  return isDown ? { ...parsed.record, level: 'warning' } : parsed.record;
}
