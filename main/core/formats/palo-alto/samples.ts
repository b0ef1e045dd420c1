/**
 * Outputs that this format must win against every other format, in the shapes of Palo Alto Networks' pages "Interpret VPN Error
 * Messages", "Test VPN Connectivity" and "System Log Fields" (docs.paloaltonetworks.com) and of public threads. The exact spacing of
 * ikemgr.log and the columns of the lists of SAs are from such threads and unverified on a device.
 */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'ikemgr.log',
    text: `2026-11-18 10:00:00.101 +0900  [PNTF]: {    1:     }: ====> IKEv2 IKE SA NEGOTIATION STARTED AS INITIATOR, non-rekey; gateway azure-gw <====
                                                      ====> Initiated SA: 203.0.113.10[500]-198.51.100.20[500] SPI:07f21c0fd2236540:0000000000000000 SN:42 <====
2026-11-18 10:00:00.251 +0900  [PERR]: {    1:     }: received notify type AUTHENTICATION_FAILED
2026-11-18 10:00:00.260 +0900  [PNTF]: {    1:     }: ====> IKEv2 IKE SA NEGOTIATION FAILED AS INITIATOR, non-rekey; gateway azure-gw <====
                                                      ====> Failed SA: 203.0.113.10[500]-198.51.100.20[500] SPI:07f21c0fd2236540:ac9d9ee491cd49d9 SN 42 <====
2026-11-18 10:00:05.101 +0900  [DEBUG]: {    1:     }: processing timer
`,
  },
  {
    name: 'ikemgr.log of an old version',
    text: `2026-11-18 10:00:00 [PROTO_NOTIFY]: ====> PHASE-1 NEGOTIATION STARTED AS INITIATOR, MAIN MODE <====
====> Initiated SA: 203.0.113.10[500]-198.51.100.20[500] cookie:84222f276c2fa2e9:0000000000000000 <====
2026-11-18 10:00:30 [PROTO_NOTIFY]: ====> PHASE-1 NEGOTIATION FAILED AS INITIATOR, MAIN MODE <====
====> Failed SA: 203.0.113.10[500]-198.51.100.20[500] cookie:84222f276c2fa2e9:0000000000000000 <==== Due to timeout.
2026-11-18 10:00:30 [INFO]: ====> PHASE-1 SA DELETED <====
====> Deleted SA: 203.0.113.10[500]-198.51.100.20[500] cookie:84222f276c2fa2e9:0000000000000000 <====
`,
  },
  {
    name: 'system log, CSV',
    text: `Nov 18 10:00:00 PA-850 1,2026/11/18 10:00:00,001801000000,SYSTEM,vpn,0,2026/11/18 10:00:00,,ike-nego-p1-start,azure-gw,0,0,general,informational,"IKE phase-1 negotiation is started as initiator, main mode. Initiated SA: 203.0.113.10[500]-198.51.100.20[500] cookie:84222f276c2fa2e9:0000000000000000.",1234,0x0,0,0,0,0,,PA-850
Nov 18 10:00:01 PA-850 1,2026/11/18 10:00:01,001801000000,SYSTEM,vpn,0,2026/11/18 10:00:01,,ike-nego-p1-fail-psk,azure-gw,0,0,general,informational,"IKE phase-1 negotiation is failed likely due to pre-shared key mismatch.",1235,0x0,0,0,0,0,,PA-850
Nov 18 10:00:02 PA-850 1,2026/11/18 10:00:02,001801000000,SYSTEM,vpn,0,2026/11/18 10:00:02,,ike-nego-p2-proxy-id-bad,azure-gw,0,0,general,informational,"IKE phase-2 negotiation failed when processing proxy ID. cannot find matching phase-2 tunnel for received proxy ID. received local id: 10.20.0.0/16 type IPv4_subnet protocol 0 port 0, received remote id: 192.168.50.0/24 type IPv4_subnet protocol 0 port 0.",1236,0x0,0,0,0,0,,PA-850
`,
  },
  {
    name: 'system log, command line',
    text: `admin@PA-850> show log system subtype equal vpn direction equal forward
Time                Severity Subtype Object EventID ID Description
===============================================================================
2026/11/18 10:00:00 info     vpn     azure-gw ikev2-nego-ike-start 0  IKEv2 IKE SA negotiation is started as responder, non-rekey. Initiated SA: 203.0.113.10[500]-198.51.100.20[500] SPI:07f21c0fd2236540:ac9d9ee491cd49d9.
2026/11/18 10:00:00 info     vpn     azure-gw ikev2-nego-enc-mismatch 0  [azure-gw]: Configured encryption algorithm 'AES256-CBC' was not presented in the IKE proposal. Please ensure that matching proposals are configured on both sides.
2026/11/18 10:00:00 info     vpn     ike-generic-event 0  no proposal chosen.
2026/11/18 10:05:00 info     vpn     azure-gw ike-nego-p1-dpd-dn 0  IKE phase-1 SA is down determined by DPD.
`,
  },
  {
    name: 'lists of SAs',
    text: `admin@PA-850> show vpn ike-sa

There is no IKEv1 phase-1 SA found.

IKEv2 SAs
Gateway ID      Peer-Address           Gateway Name           Role SN       Algorithm             Established     Expiration      Xt Child  ST
----------      ------------           ------------           ---- --       ---------             -----------     ----------      -- -----  --
2               198.51.100.20          azure-gw               Init 42       PSK/DH14/A256/SHA256  Nov.18 10:00:00 Nov.18 18:00:00 0  1      Established

IKEv2 IPSec Child SAs
Gateway Name           TnID     Tunnel                    ID       Parent   Role SPI(in)  SPI(out) MsgID    ST
------------           ----     ------                    --       ------   ---- -------  -------- -----    --
azure-gw               1        azure-tun                 1        42       Init 9D7A4F2C C83B1F2A 00000001 Mature

Show IKEv2 SA: Total 1 gateways found. 1 ike sa found.

admin@PA-850> show vpn ipsec-sa

GwID/client IP  TnID   Peer-Address           Tunnel(Gateway)                                Algorithm          SPI(in)  SPI(out) life(Sec/KB)             remain-time(Sec)
--------------  ----   ------------           ---------------                                ---------          -------  -------- ------------             ----------------
2               1      198.51.100.20          azure-tun(azure-gw)                            ESP/A256/SHA256    9D7A4F2C C83B1F2A 3600/Unlimited           2801

Show IPSec SA: Total 1 tunnels found. 1 ipsec sa found.
`,
  },
  {
    name: 'configuration, set commands',
    text: `admin@PA-850# show
set network ike crypto-profiles ike-crypto-profiles azure-ike encryption [ aes-256-cbc aes-128-cbc ]
set network ike crypto-profiles ike-crypto-profiles azure-ike hash sha256
set network ike crypto-profiles ike-crypto-profiles azure-ike dh-group [ group14 group2 ]
set network ike crypto-profiles ike-crypto-profiles azure-ike lifetime hours 8
set network ike crypto-profiles ipsec-crypto-profiles azure-ipsec esp encryption aes-256-gcm
set network ike crypto-profiles ipsec-crypto-profiles azure-ipsec esp authentication none
set network ike crypto-profiles ipsec-crypto-profiles azure-ipsec dh-group no-pfs
set network ike crypto-profiles ipsec-crypto-profiles azure-ipsec lifetime seconds 27000
set network ike crypto-profiles ipsec-crypto-profiles azure-ipsec lifesize gb 100
set network ike gateway "azure gw" protocol version ikev2
set network ike gateway "azure gw" protocol ikev2 ike-crypto-profile azure-ike
set network ike gateway "azure gw" protocol ikev2 dpd interval 5
set network ike gateway "azure gw" authentication pre-shared-key key ############
set network ike gateway "azure gw" local-address ip 203.0.113.10/24
set network ike gateway "azure gw" local-address interface ethernet1/1
set network ike gateway "azure gw" peer-address ip 198.51.100.20
set network ike gateway "azure gw" local-id id onprem.example
set network ike gateway "azure gw" local-id type fqdn
set network tunnel ipsec azure-tun auto-key ike-gateway "azure gw"
set network tunnel ipsec azure-tun auto-key ipsec-crypto-profile azure-ipsec
set network tunnel ipsec azure-tun auto-key proxy-id p1 local 192.168.50.0/24
set network tunnel ipsec azure-tun auto-key proxy-id p1 remote 10.20.0.0/16
set network tunnel ipsec azure-tun tunnel-interface tunnel.1
`,
  },
  {
    name: 'configuration, XML',
    text: `<?xml version="1.0"?>
<config version="10.1.0" urldb="paloaltonetworks" detail-version="10.1.9">
  <devices>
    <entry name="localhost.localdomain">
      <network>
        <ike>
          <crypto-profiles>
            <ike-crypto-profiles>
              <entry name="azure-ike">
                <encryption>
                  <member>aes-256-cbc</member>
                  <member>aes-128-cbc</member>
                </encryption>
                <hash>
                  <member>sha256</member>
                </hash>
                <dh-group>
                  <member>group14</member>
                  <member>group2</member>
                </dh-group>
                <lifetime>
                  <hours>8</hours>
                </lifetime>
              </entry>
            </ike-crypto-profiles>
            <ipsec-crypto-profiles>
              <entry name="azure-ipsec">
                <esp><encryption><member>aes-256-gcm</member></encryption><authentication><member>none</member></authentication></esp>
                <lifetime>
                  <seconds>27000</seconds>
                </lifetime>
                <lifesize><gb>100</gb></lifesize>
                <dh-group>no-pfs</dh-group>
              </entry>
            </ipsec-crypto-profiles>
          </crypto-profiles>
          <gateway>
            <entry name="azure gw">
              <authentication>
                <pre-shared-key>
                  <key>############</key>
                </pre-shared-key>
              </authentication>
              <protocol>
                <ikev1><dpd><enable>yes</enable></dpd></ikev1>
                <ikev2>
                  <dpd><interval>5</interval></dpd>
                  <ike-crypto-profile>azure-ike</ike-crypto-profile>
                </ikev2>
                <version>ikev2</version>
              </protocol>
              <local-address>
                <ip>203.0.113.10/24</ip>
                <interface>ethernet1/1</interface>
              </local-address>
              <peer-address>
                <ip>198.51.100.20</ip>
              </peer-address>
              <local-id><id>onprem.example</id><type>fqdn</type></local-id>
            </entry>
          </gateway>
        </ike>
        <tunnel>
          <ipsec>
            <entry name="azure-tun">
              <auto-key>
                <ike-gateway>
                  <entry name="azure gw"/>
                </ike-gateway>
                <ipsec-crypto-profile>azure-ipsec</ipsec-crypto-profile>
                <proxy-id>
                  <entry name="p1">
                    <protocol><any/></protocol>
                    <local>192.168.50.0/24</local>
                    <remote>10.20.0.0/16</remote>
                  </entry>
                </proxy-id>
              </auto-key>
              <tunnel-interface>tunnel.1</tunnel-interface>
            </entry>
          </ipsec>
        </tunnel>
      </network>
    </entry>
  </devices>
</config>
`,
  },
];
