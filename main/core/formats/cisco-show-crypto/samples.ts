/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'show crypto ikev2 sa detailed of IOS-XE after a prompt',
    text: `rtr1#show crypto ikev2 sa detailed
 IPv4 Crypto IKEv2  SA

Tunnel-id Local                 Remote                fvrf/ivrf            Status
1         203.0.113.10/4500     198.51.100.20/4500    none/none            READY
      Encr: AES-CBC, keysize: 256, PRF: SHA256, Hash: SHA256, DH Grp:14, Auth sign: PSK, Auth verify: PSK
      Life/Active Time: 28800/735 sec
      CE id: 1001, Session-id: 3
      Status Description: Negotiation done
      Local spi: 1F7B76961C3A77ED       Remote spi: 1298FDE074BD724C
      Initiator of SA : Yes

 IPv6 Crypto IKEv2  SA

rtr1#
`,
  },
  {
    name: 'show crypto ipsec sa of ASA',
    text: `asa1# show crypto ipsec sa
interface: outside
    Crypto map tag: outside_map, seq num: 1, local addr: 203.0.113.10

      access-list azure extended permit ip 192.168.50.0 255.255.255.0 10.20.0.0 255.255.0.0
      local ident (addr/mask/prot/port): (192.168.50.0/255.255.255.0/0/0)
      remote ident (addr/mask/prot/port): (10.20.0.0/255.255.0.0/0/0)
      current_peer: 198.51.100.20


      #pkts encaps: 827, #pkts encrypt: 827, #pkts digest: 827
      #pkts decaps: 0, #pkts decrypt: 0, #pkts verify: 0
      #send errors: 0, #recv errors: 0

      local crypto endpt.: 203.0.113.10/500, remote crypto endpt.: 198.51.100.20/500
      current outbound spi: 50023DDC
      current inbound spi : 32F752FF

    inbound esp sas:
      spi: 0x32F752FF (855069439)
         SA State: active
         transform: esp-aes-256 esp-sha-256-hmac no compression
         in use settings ={L2L, Tunnel, IKEv2, }
         sa timing: remaining key lifetime (kB/sec): (4239358/27461)
`,
  },
  {
    name: 'show crypto isakmp sa of IOS',
    text: `IPv4 Crypto ISAKMP SA
dst             src             state          conn-id status
198.51.100.20   203.0.113.10    MM_NO_STATE          0 ACTIVE (deleted)
198.51.100.21   203.0.113.10    QM_IDLE           1001 ACTIVE

IPv6 Crypto ISAKMP SA
`,
  },
  {
    name: 'show crypto ikev1 sa of ASA',
    text: `IKEv1 SAs:

   Active SA: 1
    Rekey SA: 0 (A tunnel will report 1 Active and 1 Rekey SA during rekey)
Total IKE SA: 1

1   IKE Peer: 198.51.100.20
    Type    : L2L             Role    : initiator
    Rekey   : no              State   : MM_WAIT_MSG6
    Encrypt : aes-256         Hash    : SHA
    Auth    : preshared       Lifetime: 28800
    Lifetime Remaining: 20119
`,
  },
  {
    name: 'show crypto session detail of IOS',
    text: `Crypto session current status

Code: C - IKE Configuration mode, D - Dead Peer Detection
K - Keepalives, N - NAT-traversal, T - cTCP encapsulation

Interface: Tunnel1
Profile: azure
Session status: DOWN-NEGOTIATING
Peer: 198.51.100.20 port 500 fvrf: (none) ivrf: (none)
      Phase1_id: (none)
      Desc: (none)
  Session ID: 0
  IKEv2 SA: local 203.0.113.10/500 remote 198.51.100.20/500 Inactive
          Capabilities:(none) connid:0 lifetime:0
  IPSEC FLOW: permit ip 0.0.0.0/0.0.0.0 0.0.0.0/0.0.0.0
        Active SAs: 0, origin: crypto map
        Inbound:  #pkts dec'ed 0 drop 0 life (KB/Sec) 0/0
        Outbound: #pkts enc'ed 0 drop 12 life (KB/Sec) 0/0
`,
  },
  {
    name: 'show vpn-sessiondb l2l of ASA',
    text: `Session Type: LAN-to-LAN

Connection   : 198.51.100.20
Index        : 7379                   IP Addr      : 198.51.100.20
Protocol     : IKEv2 IPsec
Encryption   : IKEv2: (1)AES256  IPsec: (1)AES256
Hashing      : IKEv2: (1)SHA256  IPsec: (1)SHA256
Bytes Tx     : 2005616                Bytes Rx     : 79487
Login Time   : 04:00:32 UTC Wed Nov 18 2026
Duration     : 14h:24m:35s
`,
  },
];
