/**
 * Outputs that this format must win against every other format, in the shapes that Fortinet's pages and public threads show:
 * community.fortinet.com articles 195955, 278503, 294932, 304205, 346970 and 380380; docs.fortinet.com, FortiOS Log Reference
 * (37124, 37127, 37136, 37139) and Administration Guide, VPN IPsec troubleshooting.
 */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'IKE debug, responder without a common proposal',
    text: `FGT-HQ # diagnose debug application ike -1
FGT-HQ # diagnose debug enable
ike V=root:0: comes 198.51.100.20:500->203.0.113.10:500,ifindex=4,vrf=0,len=416....
ike V=root:0: IKEv2 exchange=SA_INIT id=51b2d2ebab3a0fcc/0000000000000000 len=416
ike 0: in 51B2D2EBAB3A0FCC00000000000000002120220800000000000001A0
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94: responder received SA_INIT msg
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94: incoming proposal:
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94: proposal id = 1:
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94:   protocol = IKEv2:
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94:      encapsulation = IKEv2/none
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94:         type=ENCR, val=AES_CBC (key_len = 256)
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94:         type=INTEGR, val=AUTH_HMAC_SHA_96
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94:         type=PRF, val=PRF_HMAC_SHA
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94:         type=DH_GROUP, val=MODP1024.
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94: proposal id = 2:
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94:   protocol = IKEv2:
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94:      encapsulation = IKEv2/none
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94:         type=ENCR, val=3DES_CBC
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94:         type=INTEGR, val=AUTH_HMAC_SHA_96
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94:         type=PRF, val=PRF_HMAC_SHA
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94:         type=DH_GROUP, val=MODP1024.
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94: my proposal, gw azure:
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94: proposal id = 1:
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94:   protocol = IKEv2:
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94:      encapsulation = IKEv2/none
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94:         type=ENCR, val=AES_CBC (key_len = 256)
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94:         type=INTEGR, val=AUTH_HMAC_SHA2_256_128
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94:         type=PRF, val=PRF_HMAC_SHA2_256
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94:         type=DH_GROUP, val=MODP2048.
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94: lifetime=86400
ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94: negotiation failure
ike V=root:Negotiate SA Error: ike V=root:0:51b2d2ebab3a0fcc/0000000000000000:94: no SA proposal chosen
`,
  },
  {
    name: 'IKE debug with times, the peer refuses the key',
    text: `2026-11-18 18:07:06.542100 ike 0:azure:370445: sent IKE msg (SA_INIT): 203.0.113.10:500->198.51.100.20:500, len=320, vrf=0, id=d877b92d9f8675a0/0000000000000000
2026-11-18 18:07:06.612345 ike 0: comes 198.51.100.20:500->203.0.113.10:500,ifindex=4,vrf=0....
2026-11-18 18:07:06.612400 ike 0: IKEv2 exchange=SA_INIT_RESPONSE id=d877b92d9f8675a0/5929808be8170f37 len=320
2026-11-18 18:07:06.612511 ike 0:azure:370445: initiator received SA_INIT response
2026-11-18 18:07:06.761429 ike 0:azure:370445: sent IKE msg (AUTH): 203.0.113.10:4500->198.51.100.20:4500, len=240, vrf=0, id=d877b92d9f8675a0/5929808be8170f37:00000001
2026-11-18 18:07:06.904098 ike 0: comes 198.51.100.20:4500->203.0.113.10:4500,ifindex=4,vrf=0....
2026-11-18 18:07:06.904935 ike 0: IKEv2 exchange=AUTH_RESPONSE id=d877b92d9f8675a0/5929808be8170f37:00000001 len=80
2026-11-18 18:07:06.906950 ike 0:azure:370445: initiator received AUTH msg
2026-11-18 18:07:06.907010 ike 0:azure:370445: received notify type AUTHENTICATION_FAILED
2026-11-18 18:07:06.907055 ike 0:azure:370445: schedule delete of IKE SA d877b92d9f8675a0/5929808be8170f37
`,
  },
  {
    name: 'IKE debug, IKEv1 quick mode without a common group',
    text: `ike 0: comes 198.51.100.20:500->203.0.113.10:500,ifindex=3....
ike 0: IKEv1 exchange=Quick id=0f1a73b2c5d8e9f0/9e21bb40a3c7d155:9c40ff1e len=300
ike 0:branch:9:18: responder received first quick-mode message
ike 0:branch:9:18: peer proposal is: peer:0:10.20.0.0-10.20.255.255:0, me:0:192.168.50.0-192.168.50.255:0
ike 0:branch:9:branch:18: trying
ike 0:branch:9:branch:18: matched phase2
ike 0:branch:9:branch:18: my proposal:
ike 0:branch:9:branch:18: proposal id = 1:
ike 0:branch:9:branch:18:   protocol id = IPSEC_ESP:
ike 0:branch:9:branch:18:   PFS DH group = 14
ike 0:branch:9:branch:18:      trans_id = ESP_AES_CBC (key_len = 256)
ike 0:branch:9:branch:18:      encapsulation = ENCAPSULATION_MODE_TUNNEL
ike 0:branch:9:branch:18:         type = AUTH_ALG, val=SHA2_256
ike 0:branch:9:branch:18: incoming proposal:
ike 0:branch:9:branch:18: proposal id = 1:
ike 0:branch:9:branch:18:   protocol id = IPSEC_ESP:
ike 0:branch:9:branch:18:      trans_id = ESP_AES_CBC (key_len = 256)
ike 0:branch:9:branch:18:      encapsulation = ENCAPSULATION_MODE_TUNNEL
ike 0:branch:9:branch:18:         type = AUTH_ALG, val=SHA2_256
ike 0:branch:9:branch:18: negotiation failure
ike Negotiate IPsec SA Error: ike 0:branch:9:18: no SA proposal chosen
`,
  },
  {
    name: 'VPN event log',
    text: `date=2026-11-18 time=14:56:10 eventtime=1795031770250926112 tz="-0500" logid="0101037124" type="event" subtype="vpn" level="error" vd="root" logdesc="IPsec phase 1 error" msg="IPsec phase 1 error" action="negotiate" remip=198.51.100.20 locip=203.0.113.10 remport=500 locport=500 outintf="wan1" cookies="75da2b97aacbbfef/0000000000000000" user="N/A" group="N/A" useralt="N/A" xauthuser="N/A" xauthgroup="N/A" assignip=N/A vpntunnel="N/A" status="negotiate_error" reason="peer SA proposal not match local policy" peer_notif="NOT-APPLICABLE"
date=2026-11-18 time=14:58:10 eventtime=1795031890250926112 tz="-0500" logid="0101037127" type="event" subtype="vpn" level="notice" vd="root" logdesc="Progress IPsec phase 1" msg="progress IPsec phase 1" action="negotiate" remip=198.51.100.20 locip=203.0.113.10 remport=500 locport=500 outintf="wan1" cookies="b45f2c9d8ee4d2d4/0000000000000000" user="N/A" vpntunnel="azure" status="success" init="local" exch="SA_INIT" dir="outbound" role="initiator" result="OK" version="IKEv2"
date=2026-11-18 time=14:58:11 eventtime=1795031891250926112 tz="-0500" logid="0101037139" type="event" subtype="vpn" level="notice" vd="root" logdesc="IPsec phase 2 status changed" msg="IPsec phase 2 status change" action="phase2-up" remip=198.51.100.20 locip=203.0.113.10 remport=4500 locport=4500 outintf="wan1" cookies="b45f2c9d8ee4d2d4/5be2c11b7f3d6a01" user="N/A" vpntunnel="azure" phase2_name="azure-p2"
date=2026-11-18 time=15:10:00 eventtime=1795032600250926112 tz="-0500" logid="0101037136" type="event" subtype="vpn" level="error" vd="root" logdesc="IPsec DPD failed" msg="IPsec DPD failure" action="dpd" remip=198.51.100.20 locip=203.0.113.10 remport=4500 locport=4500 outintf="wan1" cookies="b45f2c9d8ee4d2d4/5be2c11b7f3d6a01" user="N/A" vpntunnel="azure" status="dpd_failure"
`,
  },
  {
    name: 'lists of SAs in a terminal',
    text: `FGT-HQ (root) # get vpn ipsec tunnel summary
'azure' 198.51.100.20:4500  selectors(total,up): 1/1  rx(pkt,err): 1921/0  tx(pkt,err): 69/2
'branch' 192.0.2.7:0  selectors(total,up): 1/0  rx(pkt,err): 0/0  tx(pkt,err): 0/0
FGT-HQ (root) # diagnose vpn ike gateway list

vd: root/0
name: azure
version: 2
interface: wan1 4
addr: 203.0.113.10:4500 -> 198.51.100.20:4500
tun_id: 198.51.100.20/::198.51.100.20
remote_location: 0.0.0.0
network-id: 0
created: 1024s ago
IKE SA: created 1/1  established 1/1  time 10/10/10 ms
IPsec SA: created 1/1  established 1/1  time 10/10/10 ms

  id/spi: 15 b45f2c9d8ee4d2d4/5be2c11b7f3d6a01
  direction: initiator
  status: established 1024-1024s ago = 10ms
  proposal: aes256-sha256
  child: no
  PPK: no
  message-id sent/recv: 11/0
  lifetime/rekey: 28800/27475
  DPD sent/recv: 0000000c/0000000c

vd: root/0
name: branch
version: 1
interface: wan1 4
addr: 203.0.113.10:500 -> 192.0.2.7:500
created: 15s ago
IKE SA: created 1/1
IPsec SA: created 0/0

  id/spi: 19576 a83334b3c66f871b/0000000000000000
  direction: responder
  status: connecting, state 3, started 15s ago

FGT-HQ (root) # diagnose vpn tunnel list
list all ipsec tunnel in vd 0
------------------------------------------------------
name=azure ver=2 serial=1 203.0.113.10:4500->198.51.100.20:4500 tun_id=198.51.100.20 tun_id6=::198.51.100.20 dst_mtu=1500 dpd-link=on weight=1
bound_if=4 lgwy=static/1 tun=intf mode=auto/1 encap=none/552 options[0228]=npu frag-rfc  run_state=0 role=primary accept_traffic=1 overlay_id=0

proxyid_num=1 child_num=0 refcnt=4 ilast=3 olast=3 ad=/0
stat: rxp=1921 txp=69 rxb=161364 txb=5796
dpd: mode=on-idle on=1 idle=20000ms retry=3 count=0 seqno=13
natt: mode=keepalive draft=0 interval=10 remote_port=4500
proxyid=azure-p2 proto=0 sa=1 ref=2 serial=1 auto-negotiate
  src: 0:192.168.50.0/255.255.255.0:0
  dst: 0:10.20.0.0/255.255.0.0:0
  SA:  ref=3 options=38203 type=00 soft=0 mtu=1438 expire=25694/0B replaywin=2048
       seqno=1 esn=0 replaywin_lastseq=00000000 qat=0 rekey=0 hash_search_len=1
  life: type=01 bytes=0/0 timeout=26898/27000
  dec: spi=148a8320 esp=aes key=32 ############
       ah=sha256 key=32 ############
  enc: spi=2e03e37b esp=aes key=32 ############
       ah=sha256 key=32 ############
  dec:pkts/bytes=1921/161364, enc:pkts/bytes=69/5796
  npu_flag=00 npu_rgwy=198.51.100.20 npu_lgwy=203.0.113.10 npu_selid=0 dec_npuid=0 enc_npuid=0
run_tally=0
`,
  },
  {
    name: 'configuration of both phases',
    text: `FGT-HQ # show vpn ipsec phase1-interface
config vpn ipsec phase1-interface
    edit "azure"
        set interface "wan1"
        set ike-version 2
        set keylife 28800
        set peertype any
        set net-device disable
        set proposal aes256-sha256 aes256gcm-prfsha384
        set localid "203.0.113.10"
        set dpd on-idle
        set dhgrp 14 2
        set remote-gw 198.51.100.20
        set psksecret ENC ############
        set dpd-retryinterval 20
    next
end
FGT-HQ # show vpn ipsec phase2-interface
config vpn ipsec phase2-interface
    edit "azure-p2"
        set phase1name "azure"
        set proposal aes256-sha256
        set pfs disable
        set keylifeseconds 27000
        set src-subnet 192.168.50.0 255.255.255.0
        set dst-subnet 10.20.0.0 255.255.0.0
    next
end
`,
  },
];
