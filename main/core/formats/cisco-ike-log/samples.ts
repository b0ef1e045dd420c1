/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'debug crypto ikev2 of IOS-XE, child SA refused',
    text: `Nov 18 2026 12:00:00.101 UTC: IKEv2:(SESSION ID = 31,SA ID = 1):Generating IKE_SA_INIT message
Nov 18 2026 12:00:00.101 UTC: IKEv2:(SESSION ID = 31,SA ID = 1):IKE Proposal: 1, SPI size: 0 (initial negotiation),
Num. transforms: 4
   AES-CBC   SHA256   SHA256   DH_GROUP_2048_MODP/Group 14

Nov 18 2026 12:00:00.102 UTC: IKEv2:(SESSION ID = 31,SA ID = 1):Sending Packet [To 198.51.100.20:500/From 203.0.113.10:500/VRF i0:f0]
Initiator SPI : 1D418169B24BF95A - Responder SPI : 0000000000000000 Message id: 0
IKEv2 IKE_SA_INIT Exchange REQUEST
Payload contents:
 SA KE N VID VID NOTIFY(NAT_DETECTION_SOURCE_IP) NOTIFY(NAT_DETECTION_DESTINATION_IP)

Nov 18 2026 12:00:00.131 UTC: IKEv2:(SESSION ID = 31,SA ID = 1):Received Packet [From 198.51.100.20:500/To 203.0.113.10:500/VRF i0:f0]
Initiator SPI : 1D418169B24BF95A - Responder SPI : A645046F734260C6 Message id: 0
IKEv2 IKE_SA_INIT Exchange RESPONSE
Payload contents:
 SA KE N VID NOTIFY(NAT_DETECTION_SOURCE_IP) NOTIFY(NAT_DETECTION_DESTINATION_IP)

Nov 18 2026 12:00:00.140 UTC: IKEv2:(SESSION ID = 31,SA ID = 1):ESP Proposal: 1, SPI size: 4 (IPSec negotiation),
Num. transforms: 3
   AES-CBC   SHA96   Don't use ESN
Nov 18 2026 12:00:00.141 UTC: IKEv2:(SESSION ID = 31,SA ID = 1):Sending Packet [To 198.51.100.20:4500/From 203.0.113.10:4500/VRF i0:f0]
Initiator SPI : 1D418169B24BF95A - Responder SPI : A645046F734260C6 Message id: 1
IKEv2 IKE_AUTH Exchange REQUEST
Payload contents:
 ENCR

Nov 18 2026 12:00:00.171 UTC: IKEv2:(SESSION ID = 31,SA ID = 1):Received Packet [From 198.51.100.20:4500/To 203.0.113.10:4500/VRF i0:f0]
Initiator SPI : 1D418169B24BF95A - Responder SPI : A645046F734260C6 Message id: 1
IKEv2 IKE_AUTH Exchange RESPONSE
Payload contents:
 VID IDr AUTH NOTIFY(NO_PROPOSAL_CHOSEN)

Nov 18 2026 12:00:00.171 UTC: IKEv2:(SESSION ID = 31,SA ID = 1):Process auth response notify
Nov 18 2026 12:00:00.171 UTC: IKEv2-ERROR:(SESSION ID = 31,SA ID = 1):
Nov 18 2026 12:00:00.172 UTC: IKEv2:(SESSION ID = 31,SA ID = 1):Session with IKE ID PAIR (198.51.100.20, 203.0.113.10) is UP
Nov 18 2026 12:00:00.173 UTC: IKEv2:(SESSION ID = 31,SA ID = 1):Sending DELETE INFO message for IPsec SA [SPI: 0xA153CF67]
`,
  },
  {
    name: 'debug crypto ikev2 protocol of ASA, no common policy',
    text: `IKEv2-PROTO-4: (16): Received Packet [From 198.51.100.20:500/To 203.0.113.10:500/VRF i0:f0]
(16): Initiator SPI : DFA3B583A4369958 - Responder SPI : 0000000000000000 Message id: 0
(16): IKEv2 IKE_SA_INIT Exchange REQUESTIKEv2-PROTO-5: (16): Next payload: SA, version: 2.0 (16): Exchange type: IKE_SA_INIT, flags: INITIATOR (16): Message id: 0, length: 338(16):
Payload contents:
(16):  SA(16):   Next payload: KE, reserved: 0x0, length: 48

IKEv2-PROTO-4: (16): Verify SA init message
IKEv2-PROTO-1: (16): Failed to find a matching policy
IKEv2-PROTO-1: (16): Received Policies:
Proposal 1: AES-CBC-256 SHA1 SHA96 DH_GROUP_1024_MODP/Group 2
Proposal 2: AES-CBC-128 SHA256 SHA256 DH_GROUP_1024_MODP/Group 2
IKEv2-PROTO-1: (16): Failed to find a matching policy
IKEv2-PROTO-1: (16): Expected Policies:
Proposal 1: AES-CBC-256 SHA384 SHA384 DH_GROUP_2048_MODP_256_PRIME/Group 24
IKEv2-PROTO-5: (16): Failed to verify the proposed policies
`,
  },
  {
    name: 'debug crypto isakmp of IOS, no answer',
    text: `*Mar  1 00:12:34.567: ISAKMP:(0): beginning Main Mode exchange
*Mar  1 00:12:34.567: ISAKMP:(0): sending packet to 198.51.100.20 my_port 500 peer_port 500 (I) MM_NO_STATE
*Mar  1 00:12:44.567: ISAKMP:(0): retransmitting phase 1 MM_NO_STATE...
*Mar  1 00:12:44.567: ISAKMP (0): incrementing error counter on sa, attempt 1 of 5: retransmit phase 1
*Mar  1 00:12:44.567: ISAKMP:(0): sending packet to 198.51.100.20 my_port 500 peer_port 500 (I) MM_NO_STATE
*Mar  1 00:13:34.571: ISAKMP:(0):deleting SA reason "Death by retransmission P1" state (I) MM_NO_STATE (peer 198.51.100.20)
`,
  },
  {
    name: 'syslog of ASA, IKEv1, no crypto map for the proxies',
    text: `Dec 04 2026 12:37:51: %ASA-5-713119: Group = 198.51.100.20, IP = 198.51.100.20, PHASE 1 COMPLETED
Dec 04 2026 12:37:51: %ASA-3-713061: Group = 198.51.100.20, IP = 198.51.100.20, Rejecting IPSec tunnel: no matching crypto map entry for remote proxy 0.0.0.0/0.0.0.0/0/0 local proxy 0.0.0.0/0.0.0.0/0/0 on interface outside
Dec 04 2026 12:37:51: %ASA-3-713902: Group = 198.51.100.20, IP = 198.51.100.20, QM FSM error (P2 struct &0x00007fff33763a70, mess id 0x2c44baec)!
Dec 04 2026 12:37:51: %ASA-3-713902: Group = 198.51.100.20, IP = 198.51.100.20, Removing peer from correlator table failed, no match!
Dec 04 2026 12:37:51: %ASA-5-713259: Group = 198.51.100.20, IP = 198.51.100.20, Session is being torn down. Reason: crypto map policy not found
Dec 04 2026 12:37:51: %ASA-4-113019: Group = 198.51.100.20, Username = 198.51.100.20, IP = 198.51.100.20, Session disconnected. Session Type: LAN-to-LAN, Duration: 0h:00m:00s, Bytes xmt: 0, Bytes rcv: 0, Reason: crypto map policy not found
`,
  },
  {
    name: 'syslog of IOS behind a server, IKEv2',
    text: `<189>2026-11-18T12:00:01+00:00 192.0.2.1 1042: rtr1: Nov 18 12:00:00.123: %IKEV2-5-OSAL_INITIATE_TUNNEL: Received request to establish an IPsec tunnel; local traffic selector = Address Range: 0.0.0.0-255.255.255.255 Protocol: 256 Port Range: 0-65535
<187>2026-11-18T12:00:31+00:00 192.0.2.1 1043: rtr1: Nov 18 12:00:30.321: %IKEV2-3-NEG_ABORT: Negotiation aborted due to ERROR: Maximum number of retransmissions reached
<189>2026-11-18T12:01:01+00:00 192.0.2.1 1044: rtr1: Nov 18 12:01:00.321: %CRYPTO-5-IKEV2_SESSION_STATUS: Crypto tunnel v2 is UP.  Peer 198.51.100.20:500       Id: 198.51.100.20
`,
  },
];
