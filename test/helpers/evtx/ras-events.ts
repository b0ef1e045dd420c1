import type { ClassicEvent } from './evtx-writer.ts';

const common = { channel: 'System', computer: 'RRAS01.contoso.com' } as const;
const nil = '{00000000-0000-0000-0000-000000000000}';

/** RRAS could not dial the demand-dial interface (Azure troubleshooting guide, event 20111). The data is the code, little-endian. */
export function dialFailed(time: string, code: number, connection = 'AzureGateway'): ClassicEvent {
  const data = Buffer.alloc(4);
  data.writeUInt32LE(code);
  const words = 'The network connection between your computer and the VPN server could not be established.';
  return {
    ...common,
    provider: 'RemoteAccess',
    eventId: 20111,
    level: 2,
    time,
    strings: [nil, connection, 'VPN2-127', words],
    data: data.toString('hex'),
  };
}

/** The RAS client's own word on a failed attempt; the fourth string is the code. */
export function clientFailed(time: string, code: number, connection = 'AzureGateway'): ClassicEvent {
  const id = '{5E2F8A10-91C5-4D0E-9C5D-0C7A3C1F5A01}';
  return {
    ...common,
    channel: 'Application',
    provider: 'RasClient',
    eventId: 20227,
    level: 2,
    time,
    strings: [id, 'CONTOSO\\svc-vpn', connection, String(code)],
  };
}

/** An attempt that succeeded. */
export function clientConnected(time: string, connection = 'AzureGateway'): ClassicEvent {
  const id = '{5E2F8A10-91C5-4D0E-9C5D-0C7A3C1F5A02}';
  return {
    ...common,
    channel: 'Application',
    provider: 'RasClient',
    eventId: 20225,
    level: 4,
    time,
    strings: [id, 'CONTOSO\\svc-vpn', connection],
  };
}
