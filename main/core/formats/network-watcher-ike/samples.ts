/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'IKEErrors.txt',
    text: `Error: Authentication failed. Check shared key. Check crypto. Check lifetimes.
	 based on log : Peer failed with Windows error 13801(ERROR_IPSEC_IKE_AUTH_FAIL)
Error: On-prem device sent invalid payload.
	 based on log : IkeFindPayloadInPacket failed with Windows error 13843(ERROR_IPSEC_IKE_INVALID_PAYLOAD)
`,
  },
  {
    name: 'IkeLogs.txt',
    text: `Remote 203.0.113.10:500: Local 10.1.0.4:500: [RECEIVED][SA_AUTH] Received IKE AUTH message
Remote 203.0.113.10:500: Local 10.1.0.4:500: [RECEIVED]Received IPSec payload: Policy1:Cipher=DESIntegrity=Md5
IkeCleanupQMNegotiation called with error 13868 and flags a
Remote 203.0.113.10:500: Local 10.1.0.4:500: [SEND][NOTIFY] Sending Notify Message - Policy Mismatch
`,
  },
  {
    name: 'ConnectionStats.txt',
    text: `Connectivity State : NotConnected
Remote Tunnel Endpoint : 203.0.113.10
Ingress Bytes (since last connected) : 0 B
Egress Bytes (Since last connected) : 1.5 KB
Connected Since : 1/1/0001 12:00:00 AM
`,
  },
  { name: 'CPUStats.txt', text: 'Current CPU Usage : 12 % Current Memory Available : 641 MBs\n' },
  {
    name: 'Scrubbed-wfpdiag.txt',
    text: `[0]0368.03A4::11/18/2026-10:00:01.496 [ikeext] 3038|203.0.113.10|IKE diagnostic event:
[0]0368.03A4::11/18/2026-10:00:01.496 [ikeext] 3038|203.0.113.10|  Local address: 10.1.0.4
[0]0368.03A4::11/18/2026-10:00:01.496 [ikeext] 3038|203.0.113.10|Failure type: IKE/Authip Main Mode Failure
[0]0368.03A4::11/18/2026-10:00:01.496 [ikeext] 3038|203.0.113.10|  Failure error code:0x000035e9
[0]0368.03A4::11/18/2026-10:00:01.496 [ikeext] 3038|203.0.113.10|    IKE authentication credentials are unacceptable
`,
  },
  {
    name: 'wfpdiag.txt.sum',
    text: `Files Processed:
	C:\\Resources\\directory\\GatewayTenantWorker.DiagnosticsStorage\\2026-11-18T10-00-00\\wfpdiag.etl
Total Buffers Processed 8
Total Events  Processed 2169
Total Events  Lost      0
`,
  },
];
