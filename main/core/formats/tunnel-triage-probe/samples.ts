/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'IKE on both ports',
    text: `Tunnel Triage probe: ike-probe
Started: 2026-11-28T07:30:00.123Z
Host: vpn.example.net
Address: 198.51.100.20
Port: 500
Version: IKEv2
From: 203.0.113.10:51234
Offered: AES256/SHA1/2, AES256/SHA256/2
Result: answered
Chosen: AES-CBC-256/SHA1/PRF-SHA1/2
Group: 2
Cookie: no
NAT here: yes
NAT there: no
Notifies: NAT_DETECTION_SOURCE_IP; NAT_DETECTION_DESTINATION_IP
Messages sent: 1
Round trip: 12.31 ms

Tunnel Triage probe: ike-probe
Started: 2026-11-28T07:30:01.456Z
Host: vpn.example.net
Address: 198.51.100.20
Port: 4500
Version: IKEv2
From: 203.0.113.10:51235
Offered: AES256/SHA1/2, AES256/SHA256/2
Result: silent
Cookie: no
Messages sent: 3
`,
  },
  {
    name: 'gateway health',
    text: `Tunnel Triage probe: health-probe
Started: 2026-11-28T07:31:00.000Z
Host: 198.51.100.20
Address: 198.51.100.20
Port: 8081
Result: up
Status: 200
Body: <?xml version="1.0"?> <string>Primary Instance: GatewayTenantWorker_IN_1 GatewayTenantVersion: 14.7.24.6</string>
Round trip: 41.20 ms
`,
  },
  {
    name: 'DNS, path MTU and clock',
    text: `Tunnel Triage probe: dns-probe
Started: 2026-11-28T07:32:00.000Z
Name: app.contoso.example
Result: different
Answer: system any answered 3.20 10.20.1.4
Answer: 10.20.0.10 A answered 8.01 203.0.113.7

Tunnel Triage probe: path-mtu-probe
Started: 2026-11-28T07:32:10.000Z
Host: 10.20.1.4
Address: 10.20.1.4
Result: measured
Path MTU: 1400
Packets sent: 12

Tunnel Triage probe: clock-probe
Started: 2026-11-28T07:32:20.000Z
Host: ntp.example.net
Address: 192.0.2.123
Port: 123
Result: answered
Offset: -1234.50 ms
Round trip: 20.10 ms
Stratum: 2
`,
  },
];
